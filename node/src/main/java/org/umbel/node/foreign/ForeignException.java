package org.umbel.node.foreign;

/** A decoder refused its input, crashed over it, or did not end. */
public final class ForeignException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what the decoder said, for people. */
    public ForeignException(final String message) {
        super(message);
    }

    ForeignException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
