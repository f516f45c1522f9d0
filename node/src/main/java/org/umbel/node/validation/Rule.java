package org.umbel.node.validation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a JSON value must be. */
sealed interface Rule {
    /**
     * An integer.
     *
     * @param step  it is a multiple of this
     * @param known values that have a meaning, or empty for all
     */
    record Whole(long min, long max, long step, Set<Long> known) implements Rule {}

    /**
     * A number.
     *
     * @param isMinOpen whether {@code min} itself is too small
     */
    record Real(double min, double max, boolean isMinOpen) implements Rule {}

    /** A boolean. */
    record Flag() implements Rule {}

    /**
     * A string.
     *
     * @param known   values that have a meaning, or empty for all
     * @param pattern a regular expression for the whole string, or empty for any
     */
    record Text(Set<String> known, String pattern) implements Rule {}

    /**
     * An index into one of the document's lists.
     *
     * @param list the list's name
     */
    record Reference(String list) implements Rule {}

    /**
     * An array.
     *
     * @param isDistinct whether no element may be there twice
     */
    record Items(Rule item, int sizeMin, int sizeMax, boolean isDistinct) implements Rule {}

    /** An object whose names are free. */
    record Entries(Rule value, int sizeMin) implements Rule {}

    /** An object whose names are given; others are told. {@code extensions} and {@code extras} may always be there. */
    record Struct(Map<String, Field> fields, List<String> required) implements Rule {}

    /**
     * A field of an object.
     *
     * @param needs the sibling that must be there when this field is, or empty
     */
    record Field(Rule rule, String needs) {}
}
