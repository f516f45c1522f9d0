package org.umbel.relay.group;

import java.util.Arrays;

/**
 * Sums and products of whole shards over GF(2^8), without a multiplication: a sum of products c * shard is taken apart
 * by the bits of the factors into eight plain sums, which Horner's rule puts together. Plain sums are loops that the
 * compiler turns into vector instructions by itself, and that are not slow before it has. The same with the Vector API
 * was one and a half times as fast, and a second slower at its first use, which a group does not survive.
 */
final class ShardMath {
    private static final int REDUCTION = 0x1d;

    private final int length;
    private final byte[][] sums;

    ShardMath(final int length) {
        this.length = length;
        this.sums = new byte[Byte.SIZE][length];
    }

    /** Begins a sum. */
    void clear() {
        for (final byte[] sum : sums) {
            Arrays.fill(sum, (byte) 0);
        }
    }

    /** Adds {@code factor * shard}. */
    void add(final int factor, final byte[] shard) {
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            if ((factor >> bit & 1) != 0) {
                add(sums[bit], shard, length);
            }
        }
    }

    /** The sum. */
    void get(final byte[] into) {
        System.arraycopy(sums[Byte.SIZE - 1], 0, into, 0, length);
        for (int bit = Byte.SIZE - 2; bit >= 0; bit--) {
            doubleAndAdd(into, sums[bit], length);
        }
    }

    private static void add(final byte[] to, final byte[] from, final int length) {
        for (int i = 0; i < length; i++) {
            to[i] ^= from[i];
        }
    }

    private static void doubleAndAdd(final byte[] to, final byte[] from, final int length) {
        for (int i = 0; i < length; i++) {
            to[i] = (byte) (to[i] << 1 ^ to[i] >> 7 & REDUCTION ^ from[i]);
        }
    }
}
