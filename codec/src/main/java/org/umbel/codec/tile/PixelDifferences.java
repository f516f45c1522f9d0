package org.umbel.codec.tile;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Values of a plane to zig-zagged differences and back. A pixel differs from the one to its left; the first of a row
 * from the one above; the first of all from zero. Everything wraps, and wraps back. The way back is a prefix sum of
 * rows, done in vectors where those are not emulated; it has a scalar twin.
 */
final class PixelDifferences {
    private static final int EDGE = TileSums.TILE_EDGE;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
    private static final int LANES = BitPacking.LANES;
    private static final boolean WIDE = VectorShape.preferredShape().vectorBitSize() >= INTS.vectorBitSize();
    private static final VectorShuffle<Integer> BY_1 = shuffle(1);
    private static final VectorShuffle<Integer> BY_2 = shuffle(2);
    private static final VectorShuffle<Integer> BY_4 = shuffle(4);
    private static final int[] FROM_1 = from(1);
    private static final int[] FROM_2 = from(2);
    private static final int[] FROM_4 = from(4);

    private PixelDifferences() {}

    private static VectorShuffle<Integer> shuffle(final int by) {
        return VectorShuffle.fromOp(INTS, lane -> Math.max(0, lane - by));
    }

    /** All bits in the lanes from {@code by} on. */
    private static int[] from(final int by) {
        final int[] mask = new int[LANES];
        java.util.Arrays.fill(mask, by, LANES, -1);
        return mask;
    }

    /** Differences of the first {@code n} values. */
    static void differ(final int[] values, final int n, final int[] to) {
        for (int i = 1; i < n; i++) {
            final int difference = values[i] - values[i - 1];
            to[i] = difference << 1 ^ difference >> 31;
        }
        for (int row = 0; row < n; row += EDGE) {
            final int difference = values[row] - (row == 0 ? 0 : values[row - EDGE]);
            to[row] = difference << 1 ^ difference >> 31;
        }
    }

    /** Turns differences into values, in place. */
    static void sum(final int[] plane, final int n) {
        if (WIDE && n % EDGE == 0) {
            sumVector(plane, n);
        } else {
            sumScalar(plane, n);
        }
    }

    static void sumVector(final int[] plane, final int n) {
        for (int i = 0; i < n; i += LANES) {
            sumLanes(plane, i);
        }
        carry(plane, n);
    }

    /** Undoes the zig-zag of eight pixels and adds to each all before it. */
    private static void sumLanes(final int[] plane, final int at) {
        final IntVector zigzagged = IntVector.fromArray(INTS, plane, at);
        final IntVector x = zigzagged.lanewise(VectorOperators.LSHR, 1)
            .lanewise(VectorOperators.XOR, zigzagged.and(1).neg());
        final IntVector y = x.add(x.rearrange(BY_1).and(IntVector.fromArray(INTS, FROM_1, 0)));
        final IntVector z = y.add(y.rearrange(BY_2).and(IntVector.fromArray(INTS, FROM_2, 0)));
        z.add(z.rearrange(BY_4).and(IntVector.fromArray(INTS, FROM_4, 0))).intoArray(plane, at);
    }

    /** Adds to each eight pixels all before them, in a scalar: a vector that lives around a loop is allocated. */
    private static void carry(final int[] plane, final int n) {
        int sum = 0;
        for (int i = 0; i < n; i += LANES) {
            if (i % EDGE == 0 && i > 0) {
                sum = plane[i - EDGE];
            }
            final int next = sum + plane[i + LANES - 1];
            IntVector.fromArray(INTS, plane, i).add(sum).intoArray(plane, i);
            sum = next;
        }
    }

    static void sumScalar(final int[] plane, final int n) {
        int above = 0;
        for (int row = 0; row < n; row += EDGE) {
            int value = above;
            for (int i = row; i < Math.min(n, row + EDGE); i++) {
                value += plane[i] >>> 1 ^ -(plane[i] & 1);
                plane[i] = value;
            }
            above = plane[row];
        }
    }

    /** Differences of 64 bits, as low and high halves. */
    static void differ(final long[] values, final int n, final int[] low, final int[] high) {
        for (int i = 0; i < n; i++) {
            final long difference = values[i] - (i % EDGE > 0 ? values[i - 1] : i > 0 ? values[i - EDGE] : 0);
            final long zigzagged = difference << 1 ^ difference >> 63;
            low[i] = (int) zigzagged;
            high[i] = (int) (zigzagged >>> Integer.SIZE);
        }
    }

    /** Values of differences of 64 bits. */
    static void sum(final int[] low, final int[] high, final int n, final long[] to) {
        for (int i = 0; i < n; i++) {
            final long zigzagged = (long) high[i] << Integer.SIZE | low[i] & 0xffffffffL;
            to[i] = (zigzagged >>> 1 ^ -(zigzagged & 1))
                + (i % EDGE > 0 ? to[i - 1] : i > 0 ? to[i - EDGE] : 0);
        }
    }
}
