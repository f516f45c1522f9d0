package org.umbel.node.process;

/** A node did not do what it was started for; the message holds its words. */
public final class NodeProcessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NodeProcessException(final String message) {
        super(message);
    }

    NodeProcessException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
