package org.umbel.node.importer;

import java.util.Map;
import java.util.OptionalInt;

/** Whole numbers of extension objects: counts, offsets and indices. */
final class ExtensionIntegers {
    private ExtensionIntegers() {}

    /**
     * @param path JSON pointer of the object
     */
    static int required(final Map<String, Object> object, final String key, final String path) {
        return optional(object, key, path)
            .orElseThrow(() -> new Refusal(path + "/" + key, "is missing"));
    }

    static OptionalInt optional(final Map<String, Object> object, final String key, final String path) {
        final Object value = object.get(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!(value instanceof Number number) || number.doubleValue() != number.intValue()) {
            throw new Refusal(path + "/" + key, "a whole number is expected");
        }
        return OptionalInt.of(number.intValue());
    }

    /** A long, for sizes beyond 2 GiB. */
    static long bytes(final Map<String, Object> object, final String key, final long otherwise, final String path) {
        final Object value = object.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof Number number) || number.doubleValue() != number.longValue() || number.longValue() < 0) {
            throw new Refusal(path + "/" + key, "a number of bytes is expected");
        }
        return number.longValue();
    }
}
