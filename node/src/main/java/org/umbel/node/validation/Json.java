package org.umbel.node.validation;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Values of a JSON tree that may be of any type, read without an exception. */
final class Json {
    /** Every integer up to here is a double. */
    static final long WHOLE_MAX = 1L << 53;
    private static final int SHOWN_CHARS_MAX = 60;

    private Json() {}

    /** Any number, not always finite; NaN for what is none. */
    static double number(final JsonNode value) {
        return value.isNumber() ? value.asDouble(Double.POSITIVE_INFINITY) : Double.NaN;
    }

    /** A number without a fraction, also where it is written with one. */
    static boolean isWhole(final JsonNode value) {
        final double number = number(value);
        return Math.abs(number) <= WHOLE_MAX && number == Math.rint(number);
    }

    /** An integer field, or what to take when it is missing or something else. */
    static long whole(final JsonNode object, final String field, final long otherwise) {
        final JsonNode value = object.path(field);
        return isWhole(value) ? (long) number(value) : otherwise;
    }

    static String text(final JsonNode object, final String field) {
        final JsonNode value = object.path(field);
        return value.isString() ? value.stringValue() : "";
    }

    static boolean flag(final JsonNode object, final String field) {
        final JsonNode value = object.path(field);
        return value.isBoolean() && value.booleanValue();
    }

    /** The elements of an array; none when it is something else. */
    static List<JsonNode> items(final JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            return List.of();
        }
        final List<JsonNode> items = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            items.add(value.get(i));
        }
        return items;
    }

    /** The names of an object's fields; none when it is something else. */
    static List<String> names(final JsonNode value) {
        return value.isObject() && !value.isEmpty() ? List.copyOf(value.propertyNames()) : List.of();
    }

    /** A name as a step of a JSON pointer (RFC 6901). */
    static String step(final String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** A value for people. */
    static String shown(final JsonNode value) {
        // A large subtree is not written out only to be cut.
        if (value.isContainer()) {
            return value.isArray() ? "an array" : "an object";
        }
        final String text = value.toString();
        return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "...";
    }
}
