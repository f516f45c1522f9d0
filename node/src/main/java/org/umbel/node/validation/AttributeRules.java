package org.umbel.node.validation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which formats an attribute of a mesh may have (glTF 2.0, section 3.7.2; KHR_mesh_quantization). */
final class AttributeRules {
    private static final Pattern NUMBERED = Pattern.compile("(TEXCOORD|COLOR|JOINTS|WEIGHTS)_(0|[1-9][0-9]{0,8})");
    private static final Map<String, List<String>> VERTEX = Map.of(
        "POSITION", List.of("VEC3 f32"),
        "NORMAL", List.of("VEC3 f32"),
        "TANGENT", List.of("VEC4 f32"),
        "TEXCOORD", List.of("VEC2 f32", "VEC2 u8n", "VEC2 u16n"),
        "COLOR", List.of("VEC3 f32", "VEC3 u8n", "VEC3 u16n", "VEC4 f32", "VEC4 u8n", "VEC4 u16n"),
        "JOINTS", List.of("VEC4 u8", "VEC4 u16"),
        "WEIGHTS", List.of("VEC4 f32", "VEC4 u8n", "VEC4 u16n"));
    private static final Map<String, List<String>> QUANTIZED_VERTEX = Map.of(
        "POSITION", List.of("VEC3 i8", "VEC3 i8n", "VEC3 u8", "VEC3 u8n", "VEC3 i16", "VEC3 i16n", "VEC3 u16",
            "VEC3 u16n"),
        "NORMAL", List.of("VEC3 i8n", "VEC3 i16n"),
        "TANGENT", List.of("VEC4 i8n", "VEC4 i16n"),
        "TEXCOORD", List.of("VEC2 i8", "VEC2 i8n", "VEC2 u8", "VEC2 i16", "VEC2 i16n", "VEC2 u16"));
    private static final Map<String, List<String>> MORPH = Map.of(
        "POSITION", List.of("VEC3 f32"),
        "NORMAL", List.of("VEC3 f32"),
        "TANGENT", List.of("VEC3 f32"),
        "TEXCOORD", List.of("VEC2 f32", "VEC2 i8n", "VEC2 i16n", "VEC2 u8n", "VEC2 u16n"),
        "COLOR", List.of("VEC3 f32", "VEC3 i8n", "VEC3 i16n", "VEC3 u8n", "VEC3 u16n", "VEC4 f32", "VEC4 i8n",
            "VEC4 i16n", "VEC4 u8n", "VEC4 u16n"));
    private static final Map<String, List<String>> QUANTIZED_MORPH = Map.of(
        "POSITION", List.of("VEC3 i8", "VEC3 i8n", "VEC3 i16", "VEC3 i16n"),
        "NORMAL", List.of("VEC3 i8n", "VEC3 i16n"),
        "TANGENT", List.of("VEC3 i8n", "VEC3 i16n"));

    private final Map<String, List<String>> vertex;
    private final Map<String, List<String>> morph;

    AttributeRules(final boolean isQuantized) {
        this.vertex = union(VERTEX, isQuantized ? QUANTIZED_VERTEX : Map.of());
        this.morph = union(MORPH, isQuantized ? QUANTIZED_MORPH : Map.of());
    }

    private static Map<String, List<String>> union(final Map<String, List<String>> a,
                                                   final Map<String, List<String>> b) {
        final Map<String, List<String>> all = new HashMap<>();
        a.forEach((name, formats) -> all.put(name,
            Stream.concat(formats.stream(), b.getOrDefault(name, List.of()).stream()).sorted().toList()));
        return all;
    }

    /** The attribute without its number, as in {@code TEXCOORD}; empty for what has no such meaning. */
    static String meaning(final String name) {
        final Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            return numbered.group(1);
        }
        return name.equals("POSITION") || name.equals("NORMAL") || name.equals("TANGENT") ? name : "";
    }

    /** Whether a mesh may have an attribute of this name; what begins with {@code _} is the application's. */
    boolean isName(final String name, final boolean isMorph) {
        return name.startsWith("_") || (isMorph ? morph : vertex).containsKey(meaning(name));
    }

    /** What the attribute may be, sorted; empty for those of applications. */
    List<String> formats(final String name, final boolean isMorph) {
        return (isMorph ? morph : vertex).getOrDefault(meaning(name), List.of());
    }

    /** How many attributes {@code meaning_0}, {@code meaning_1}... there are before the first gap. */
    static int consecutive(final String meaning, final List<String> names) {
        final Set<String> all = new HashSet<>(names);
        int count = 0;
        while (all.contains(meaning + "_" + count)) {
            count++;
        }
        return count;
    }

    /** All attributes {@code meaning_n}. */
    static List<String> numbered(final String meaning, final List<String> names) {
        return names.stream().filter(name -> meaning(name).equals(meaning)).toList();
    }
}
