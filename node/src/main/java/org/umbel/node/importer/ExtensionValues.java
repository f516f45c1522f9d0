package org.umbel.node.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads extension objects, which are parsed as untyped maps, with checks of type and finiteness. */
final class ExtensionValues {
    private ExtensionValues() {}

    /**
     * The object of one extension.
     *
     * @param extensions or null
     * @return empty when it is absent
     */
    static Map<String, Object> object(final @Nullable Map<String, Object> extensions, final String name,
                                      final String path) {
        final Object value = extensions == null ? null : extensions.get(name);
        if (value == null) {
            return Map.of();
        }
        return asObject(value, path + "/extensions/" + name);
    }

    static Map<String, Object> asObject(final Object value, final String path) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new Refusal(path, "an object is expected");
        }
        final Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, item) -> result.put(String.valueOf(key), item));
        return result;
    }

    static double number(final Map<String, Object> object, final String key, final double otherwise,
                         final String path) {
        final Object value = object.get(key);
        return value == null ? otherwise : finite(value, path + "/" + key);
    }

    /** As many numbers as the default has. */
    static List<Double> numbers(final Map<String, Object> object, final String key,
                                final List<Double> otherwise, final String path) {
        final Object value = object.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof List<?> list) || list.size() != otherwise.size()) {
            throw new Refusal(path + "/" + key, otherwise.size() + " numbers are expected");
        }
        final List<Double> result = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            result.add(finite(list.get(i), path + "/" + key + "/" + i));
        }
        return result;
    }

    /** A textureInfo, or null. */
    static Gltf.@Nullable TextureInfo texture(final Map<String, Object> object, final String key, final String path) {
        if (object.get(key) == null) {
            return null;
        }
        final String place = path + "/" + key;
        final Map<String, Object> info = asObject(object.get(key), place);
        final Object scale = info.get("scale");
        final Object extensions = info.get("extensions");
        return new Gltf.TextureInfo(index(info, "index", place), index(info, "texCoord", place),
            scale == null ? null : (float) finite(scale, place + "/scale"),
            extensions == null ? null : asObject(extensions, place + "/extensions"));
    }

    private static @Nullable Integer index(final Map<String, Object> object, final String key, final String path) {
        final Object value = object.get(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Integer index)) {
            throw new Refusal(path + "/" + key, "an index is expected");
        }
        return index;
    }

    private static double finite(final Object value, final String path) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw new Refusal(path, "a finite number is expected");
        }
        return number.doubleValue();
    }
}
