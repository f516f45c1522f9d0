package org.umbel.codec.wire;

/** Leads out of the depth of a decoder to {@link MessageCodec#decode}, and no further. */
final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedException(final String reason) {
        super(reason, null, false, false);
    }
}
