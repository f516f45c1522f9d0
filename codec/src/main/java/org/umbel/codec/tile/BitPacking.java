package org.umbel.codec.tile;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Integers of a few bits each to bytes and back, eight at a time, as in SIMD-BP128 (Lemire and Boytsov, 2015) with
 * eight lanes of 32 bits. Value i is in lane i % 8 at position i / 8; in each lane positions follow one another without
 * gaps, lowest bit first; rows of eight words, each little-endian, follow one another. Each kernel has a scalar twin
 * that gives the same bytes; it runs where vectors of 256 bits would only be emulated.
 */
final class BitPacking {
    static final int LANES = 8;
    static final int ROW_BYTES = LANES * Integer.BYTES;

    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_256;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;
    private static final boolean WIDE = VectorShape.preferredShape().vectorBitSize() >= INTS.vectorBitSize();

    private BitPacking() {}

    /** Values rounded up to whole positions. */
    static int positions(final int count) {
        return (count + LANES - 1) / LANES;
    }

    /** Bytes that so many positions of this width take. */
    static int packedBytes(final int positions, final int width) {
        return (positions * width + Integer.SIZE - 1) / Integer.SIZE * ROW_BYTES;
    }

    /** All bits of a value that fit into a width of 0..32. */
    static int mask(final int width) {
        return (int) ((1L << width) - 1);
    }

    /**
     * Packs the low bits of values; higher ones are left out.
     *
     * @param from      {@code int[at + 8 * positions]}
     * @param width     1..32
     * @param to        {@link #packedBytes} from {@code offset} on
     */
    static void pack(final int[] from, final int at, final int positions, final int width, final byte[] to,
                     final int offset) {
        if (WIDE) {
            packVector(from, at, positions, width, to, offset);
        } else {
            packScalar(from, at, positions, width, to, offset);
        }
    }

    /**
     * The reverse of {@link #pack}.
     *
     * @param from readable for one row of 32 bytes more than what is packed
     * @param to   {@code int[at + 8 * positions]}
     */
    static void unpack(final byte[] from, final int offset, final int positions, final int width, final int[] to,
                       final int at) {
        if (WIDE) {
            unpackVector(from, offset, positions, width, to, at);
        } else {
            unpackScalar(from, offset, positions, width, to, at);
        }
    }

    static void packVector(final int[] from, final int at, final int positions, final int width, final byte[] to,
                           final int offset) {
        final int mask = mask(width);
        IntVector row = IntVector.zero(INTS);
        int out = offset;
        int bit = 0;
        for (int p = 0; p < positions; p++) {
            final IntVector value = IntVector.fromArray(INTS, from, at + p * LANES).and(mask);
            row = row.or(value.lanewise(VectorOperators.LSHL, bit));
            bit += width;
            if (bit >= Integer.SIZE) {
                row.reinterpretAsBytes().intoArray(to, out);
                out += ROW_BYTES;
                bit -= Integer.SIZE;
                // What is left of the value: a shift by the whole width leaves nothing, done as two.
                row = value.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHR, width - bit - 1);
            }
        }
        if (bit > 0) {
            row.reinterpretAsBytes().intoArray(to, out);
        }
    }

    static void unpackVector(final byte[] from, final int offset, final int positions, final int width,
                             final int[] to, final int at) {
        final IntVector mask = IntVector.broadcast(INTS, mask(width));
        int bit = 0;
        for (int p = 0; p < positions; p++) {
            final int row = offset + (bit >>> 5) * ROW_BYTES;
            final int shift = bit & Integer.SIZE - 1;
            final IntVector low = ByteVector.fromArray(BYTES, from, row).reinterpretAsInts();
            final IntVector high = ByteVector.fromArray(BYTES, from, row + ROW_BYTES).reinterpretAsInts();
            low.lanewise(VectorOperators.LSHR, shift)
                .or(high.lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.LSHL, Integer.SIZE - 1 - shift))
                .and(mask).intoArray(to, at + p * LANES);
            bit += width;
        }
    }

    static void packScalar(final int[] from, final int at, final int positions, final int width, final byte[] to,
                           final int offset) {
        Arrays.fill(to, offset, offset + packedBytes(positions, width), (byte) 0);
        for (int i = 0; i < positions * LANES; i++) {
            long rest = from[at + i] & mask(width) & 0xffffffffL;
            for (int bit = i / LANES * width; rest != 0;) {
                final int shift = bit % Byte.SIZE;
                to[byteAt(offset, i % LANES, bit)] |= (byte) (rest << shift);
                rest >>>= Byte.SIZE - shift;
                bit += Byte.SIZE - shift;
            }
        }
    }

    static void unpackScalar(final byte[] from, final int offset, final int positions, final int width,
                             final int[] to, final int at) {
        for (int i = 0; i < positions * LANES; i++) {
            final int first = i / LANES * width;
            long value = 0;
            for (int bit = first / Byte.SIZE * Byte.SIZE; bit < first + width; bit += Byte.SIZE) {
                final long next = from[byteAt(offset, i % LANES, bit)] & 0xffL;
                value |= bit < first ? next >>> first - bit : next << bit - first;
            }
            to[at + i] = (int) value & mask(width);
        }
    }

    /** Where a bit of a lane is. */
    private static int byteAt(final int offset, final int lane, final int bit) {
        return offset + bit / Integer.SIZE * ROW_BYTES + lane * Integer.BYTES + bit % Integer.SIZE / Byte.SIZE;
    }
}
