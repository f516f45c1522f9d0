package org.umbel.tracer.texture;

/** An encoded image that cannot be decoded: truncated, of another format, or larger than the limits. */
public final class BadImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadImageException(final String message) {
        super(message);
    }

    public BadImageException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
