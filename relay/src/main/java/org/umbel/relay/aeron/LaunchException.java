package org.umbel.relay.aeron;

/** The transport cannot start on this machine. The message is for people and ends with the remedy. */
public final class LaunchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchException(final String message) {
        super(message);
    }

    LaunchException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
