package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of a block: the SHA-256 of its uncompressed bytes, as four big-endian longs. */
public record BlockId(long w0, long w1, long w2, long w3) implements Comparable<BlockId> {
    /** Names no block. */
    public static final BlockId NONE = new BlockId(0, 0, 0, 0);

    public static BlockId of(final byte[] uncompressed) {
        return of(uncompressed, 0, uncompressed.length);
    }

    public static BlockId of(final byte[] uncompressed, final int offset, final int length) {
        try {
            final MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(uncompressed, offset, length);
            return ofDigest(sha.digest());
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** From the 32 bytes of a digest. */
    public static BlockId ofDigest(final byte[] digest) {
        final ByteBuffer b = ByteBuffer.wrap(digest);
        return new BlockId(b.getLong(), b.getLong(), b.getLong(), b.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(32).putLong(w0).putLong(w1).putLong(w2).putLong(w3).array();
    }

    @Override
    public int compareTo(final BlockId o) {
        int c = Long.compareUnsigned(w0, o.w0);
        c = c != 0 ? c : Long.compareUnsigned(w1, o.w1);
        c = c != 0 ? c : Long.compareUnsigned(w2, o.w2);
        return c != 0 ? c : Long.compareUnsigned(w3, o.w3);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(w0);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
