package org.umbel.codec.wire;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Messages to SBE bytes and back. One per thread: it reuses its flyweights and buffers. */
public final class MessageCodec {
    /** What bytes from a peer turned out to be. */
    public sealed interface Decoded {
        /** A message whose every number is within its limits. */
        record Ok(LinkHeader header, Message message) implements Decoded { }

        /** No message of this schema version, and why. */
        record Malformed(String reason) implements Decoded { }
    }

    /** Bytes that are enough for {@link #encode}. */
    public int encodedLengthMax(final Message message) {
        throw new UnsupportedOperationException("in the next commit: " + message);
    }

    /** Writes header and message at {@code offset} and returns the length in bytes. */
    public int encode(final LinkHeader header, final Message message, final MutableDirectBuffer buffer,
                      final int offset) {
        throw new UnsupportedOperationException("in the next commit: " + message);
    }

    /** Never throws, whatever the bytes; allocates no more than a message within the limits needs. */
    public Decoded decode(final DirectBuffer buffer, final int offset, final int length) {
        return new Decoded.Malformed("in the next commit");
    }
}
