package org.umbel.topology;

/**
 * Knows where the nodes of a list were written, so that a mistake in the tree is told at its place in a file.
 */
@FunctionalInterface
public interface NodePlaces {
    /** The list itself instead of one of its nodes. */
    int LIST = -1;

    /**
     * Puts a mistake at its place.
     *
     * @param node    index in the list, or {@link #LIST}
     * @param field   such as {@code parent}; empty for the whole node
     * @param message what is wrong
     * @param hint    what to do about it
     */
    Problem problem(int node, String field, String message, String hint);

    /** For nodes that stand in a list named {@code /nodes} of a file whose lines are unknown. */
    static NodePlaces in(final String file) {
        return (node, field, message, hint) -> new Problem(file, 0, 0, "/nodes" + (node == LIST ? "" : "/"
            + node)
            + (field.isEmpty() ? "" : "/" + field), message, hint);
    }
}
