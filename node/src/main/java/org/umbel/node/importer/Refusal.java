package org.umbel.node.importer;

/**
 * Why a part of a document cannot be used. Thrown inside this package only: whoever reads a list of parts
 * catches it, keeps it and goes on with the next part, so that a user sees all mistakes at once.
 */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String hint;

    /**
     * @param path JSON pointer of the place, or empty for the whole file
     */
    Refusal(final String path, final String message, final String hint) {
        super(message, null, false, false);
        this.path = path;
        this.hint = hint;
    }

    Refusal(final String path, final String message) {
        this(path, message, "");
    }

    String path() {
        return path;
    }

    String hint() {
        return hint;
    }
}
