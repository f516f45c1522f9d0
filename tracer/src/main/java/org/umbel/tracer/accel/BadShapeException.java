package org.umbel.tracer.accel;

/** A shape is not one of the mesh that it is to be of. */
public final class BadShapeException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadShapeException(final String message) {
        super(message);
    }
}
