package org.umbel.node.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Animations: samplers, and what their channels move (glTF 2.0, section 3.11). */
final class AnimationCheck {
    private static final String ACCESSORS = "accessors";
    private static final Map<String, List<String>> OUTPUT_FORMATS = Map.of(
        "translation", List.of("VEC3 f32"),
        "scale", List.of("VEC3 f32"),
        "rotation", List.of("VEC4 f32", "VEC4 i8n", "VEC4 u8n", "VEC4 i16n", "VEC4 u16n"),
        "weights", List.of("SCALAR f32", "SCALAR i8n", "SCALAR u8n", "SCALAR i16n", "SCALAR u16n"));

    private final Document document;
    private final ViewUses views;
    private final Findings findings;

    private AnimationCheck(final Document document, final ViewUses views, final Findings findings) {
        this.document = document;
        this.views = views;
        this.findings = findings;
    }

    static void check(final Document document, final ViewUses views, final Findings findings) {
        final AnimationCheck check = new AnimationCheck(document, views, findings);
        for (int i = 0; i < document.size("animations"); i++) {
            check.animation(document.item("animations", i), "/animations/" + i);
        }
    }

    private void animation(final JsonNode animation, final String place) {
        final List<JsonNode> samplers = Json.items(animation.path("samplers"));
        for (int i = 0; i < samplers.size(); i++) {
            sampler(samplers.get(i), place + "/samplers/" + i);
        }
        final List<JsonNode> channels = Json.items(animation.path("channels"));
        final Set<String> targets = new HashSet<>();
        for (int i = 0; i < channels.size(); i++) {
            final String at = place + "/channels/" + i;
            final JsonNode target = channels.get(i).path("target");
            final int node = document.reference(target, "node", "nodes");
            final String path = Json.text(target, "path");
            if (node >= 0 && !targets.add(node + " " + path)) {
                findings.error("ANIMATION_DUPLICATE_TARGETS", at + "/target",
                    "another channel moves the " + path + " of nodes[" + node + "] too");
            }
            target(node, path, at + "/target");
            channel(channels.get(i), samplers, node, path, at + "/sampler");
        }
    }

    private void sampler(final JsonNode sampler, final String place) {
        final int input = document.reference(sampler, "input", ACCESSORS);
        final JsonNode times = document.item(ACCESSORS, input);
        final String at = place + "/input";
        if (input >= 0) {
            views.useAccessor(input, ViewUses.Use.ANIMATION, at);
            unstrided(times, at);
            if (!AccessorFormat.of(times).map(AccessorFormat::word).orElse("").equals("SCALAR f32")) {
                findings.error("ANIMATION_SAMPLER_INPUT_ACCESSOR_INVALID_FORMAT", at, "times are SCALAR f32");
            }
            if (!times.has("min") || !times.has("max")) {
                findings.error("ANIMATION_SAMPLER_INPUT_ACCESSOR_WITHOUT_BOUNDS", at,
                    "times need the accessor's min and max");
            }
            if (isCubic(sampler) && Json.whole(times, "count", 2) < 2) {
                findings.error("ANIMATION_SAMPLER_INPUT_ACCESSOR_TOO_FEW_ELEMENTS", at,
                    "a cubic spline has two times at least");
            }
        }
        final int output = document.reference(sampler, "output", ACCESSORS);
        if (output >= 0) {
            views.useAccessor(output, ViewUses.Use.ANIMATION, place + "/output");
            unstrided(document.item(ACCESSORS, output), place + "/output");
        }
    }

    private void unstrided(final JsonNode accessor, final String place) {
        if (AccessorCheck.stridedView(document, accessor).isPresent()) {
            findings.error("ANIMATION_SAMPLER_ACCESSOR_WITH_BYTESTRIDE", place,
                "the view of an animation has no byteStride");
        }
    }

    private void target(final int node, final String path, final String place) {
        final JsonNode object = document.item("nodes", node);
        if (object.has("matrix") && !path.equals("weights") && OUTPUT_FORMATS.containsKey(path)) {
            findings.error("ANIMATION_CHANNEL_TARGET_NODE_MATRIX", place,
                "nodes[" + node + "] has a matrix, which no animation moves");
        }
        if (node >= 0 && path.equals("weights") && document.meshOf(node).targets() == 0) {
            findings.error("ANIMATION_CHANNEL_TARGET_NODE_WEIGHTS_NO_MORPHS", place,
                "nodes[" + node + "] has no morph targets");
        }
    }

    private void channel(final JsonNode channel, final List<JsonNode> samplers, final int node, final String path,
                         final String place) {
        final long index = Json.whole(channel, "sampler", -1);
        if (index >= samplers.size()) {
            findings.error("UNRESOLVED_REFERENCE", place, "there is no samplers[" + index + "]: the animation has "
                + samplers.size());
        }
        if (index < 0 || index >= samplers.size()) {
            return;
        }
        final JsonNode sampler = samplers.get((int) index);
        final int output = document.reference(sampler, "output", ACCESSORS);
        final JsonNode values = document.item(ACCESSORS, output);
        final List<String> allowed = OUTPUT_FORMATS.getOrDefault(path, List.of());
        final String format = AccessorFormat.of(values).map(AccessorFormat::word).orElse("");
        if (!allowed.isEmpty() && !format.isEmpty() && !allowed.contains(format)) {
            findings.error("ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_FORMAT", place,
                "the output is " + format + ", not one of " + allowed);
        }
        final long times = Json.whole(document.item(ACCESSORS, document.reference(sampler, "input", ACCESSORS)),
            "count", -1);
        final long count = Json.whole(values, "count", -1);
        final double each =
            (isCubic(sampler) ? 3.0 : 1.0) * (path.equals("weights") ? document.meshOf(node).targets() : 1);
        if (!allowed.isEmpty() && node >= 0 && each > 0 && times > 0 && count > 0 && count != times * each) {
            findings.error("ANIMATION_SAMPLER_OUTPUT_ACCESSOR_INVALID_COUNT", place,
                "the output has " + count + " elements, not " + (long) (times * each));
        }
    }

    static boolean isCubic(final JsonNode sampler) {
        return Json.text(sampler, "interpolation").equals("CUBICSPLINE");
    }
}
