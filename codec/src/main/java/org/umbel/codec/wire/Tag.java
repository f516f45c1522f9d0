package org.umbel.codec.wire;

import java.nio.ByteBuffer;

/** 256 bits of a handshake, a nonce or a proof, as four big-endian words. */
public record Tag(long w0, long w1, long w2, long w3) {
    public static final int BYTES = 32;
    /** What stands where there is neither nonce nor proof: a farm without a key. */
    public static final Tag NONE = new Tag(0, 0, 0, 0);

    /** From 32 bytes. */
    public static Tag of(final byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes are no tag");
        }
        final ByteBuffer b = ByteBuffer.wrap(bytes);
        return new Tag(b.getLong(), b.getLong(), b.getLong(), b.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(w0).putLong(w1).putLong(w2).putLong(w3).array();
    }

    /** Takes as long for equal tags as for any others, so that nobody can guess a proof word by word. */
    public boolean matches(final Tag other) {
        return (w0 ^ other.w0 | w1 ^ other.w1 | w2 ^ other.w2 | w3 ^ other.w3) == 0;
    }
}
