package org.umbel.codec.tile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a block of up to 256 differences is written: all at a width that most of them fit, and what the few larger ones
 * have above it as exceptions (patched frame of reference, Zukowski et al., 2006). One bright pixel among 256 would
 * otherwise widen all.
 *
 * <p>Head: uint8 width, uint8 bytes of an exception's high part (0: there are none), uint8 number of exceptions less 1.
 * Body: the packed low parts ({@link BitPacking}), then the exceptions' positions, uint8 each, then their high parts,
 * little-endian. One per thread.
 */
final class PackedBlock {
    static final int PIXELS = 256;
    static final int HEAD_BYTES = 3;
    /** A width of 32 and every value an exception of four more bytes. */
    static final int BYTES_MAX_PER_PIXEL = 9;

    private static final int WIDTH_MAX = Integer.SIZE;

    private int width;
    private int highBytes;
    private int exceptions;

    /**
     * Chooses the width that takes the fewest bytes: from the greatest length down, until the exceptions alone would
     * take as much. It has more than one minimum, for exceptions grow by whole bytes.
     *
     * @param high null when all its values would be 0
     */
    void choose(final int[] low, final int @Nullable [] high, final int at, final int count) {
        final int widest = widest(low, high, at, count);
        final int positions = BitPacking.positions(count);
        int bytesLeast = Integer.MAX_VALUE;
        int bytesAbove = 0;
        for (int w = Math.min(widest, WIDTH_MAX); w >= 0 && bytesAbove < bytesLeast; w--) {
            final int above = w == widest ? 0 : countAbove(low, high, at, count, w);
            final int bytesEach = above == 0 ? 0 : Math.ceilDiv(widest - w, Byte.SIZE);
            bytesAbove = above * (1 + bytesEach);
            if (BitPacking.packedBytes(positions, w) + bytesAbove < bytesLeast) {
                bytesLeast = BitPacking.packedBytes(positions, w) + bytesAbove;
                width = w;
                highBytes = bytesEach;
                exceptions = above;
            }
        }
    }

    /** The greatest length in bits. */
    private static int widest(final int[] low, final int @Nullable [] high, final int at, final int count) {
        int allLow = 0;
        int allHigh = 0;
        for (int i = at; i < at + count; i++) {
            allLow |= low[i];
        }
        for (int i = at; high != null && i < at + count; i++) {
            allHigh |= high[i];
        }
        return Long.SIZE - Long.numberOfLeadingZeros((long) allHigh << Integer.SIZE | allLow & 0xffffffffL);
    }

    /** Values that need more than {@code w} bits. */
    private static int countAbove(final int[] low, final int @Nullable [] high, final int at, final int count,
                                  final int w) {
        int above = 0;
        final int mask = ~BitPacking.mask(w);
        if (high == null) {
            for (int i = at; i < at + count; i++) {
                final int rest = low[i] & mask;
                above += (rest | -rest) >>> Integer.SIZE - 1;
            }
        } else {
            for (int i = at; i < at + count; i++) {
                final int rest = low[i] & mask | high[i];
                above += (rest | -rest) >>> Integer.SIZE - 1;
            }
        }
        return above;
    }

    void putHead(final byte[] to, final int offset) {
        to[offset] = (byte) width;
        to[offset + 1] = (byte) highBytes;
        to[offset + 2] = (byte) Math.max(0, exceptions - 1);
    }

    /** False when the numbers make no sense for a block of so many pixels. */
    boolean takeHead(final byte[] from, final int offset, final int count) {
        width = from[offset] & 0xff;
        highBytes = from[offset + 1] & 0xff;
        exceptions = highBytes == 0 ? 0 : 1 + (from[offset + 2] & 0xff);
        return width <= WIDTH_MAX && highBytes <= Long.BYTES && exceptions <= count;
    }

    /** Bytes of the body. */
    int bodyBytes(final int count) {
        return BitPacking.packedBytes(BitPacking.positions(count), width) + exceptions * (1 + highBytes);
    }

    /** Writes the body and returns where it ends. */
    int put(final int[] low, final int @Nullable [] high, final int at, final int count, final byte[] to,
            final int offset) {
        final int positions = BitPacking.positions(count);
        if (width > 0) {
            BitPacking.pack(low, at, positions, width, to, offset);
        }
        final int places = offset + BitPacking.packedBytes(positions, width);
        if (exceptions > 0) {
            putPlaces(low, high, at, count, to, places);
        }
        int value = places + exceptions;
        for (int e = 0; e < exceptions; e++) {
            final int i = at + (to[places + e] & 0xff);
            final long all = (high == null ? 0 : (long) high[i] << Integer.SIZE) | low[i] & 0xffffffffL;
            for (int b = 0; b < highBytes; b++) {
                to[value++] = (byte) (all >>> width + b * Byte.SIZE);
            }
        }
        return value;
    }

    /** Every pixel's place is written, and written over by the next unless it is an exception: no branch to guess. */
    private void putPlaces(final int[] low, final int @Nullable [] high, final int at, final int count, final byte[] to,
                           final int offset) {
        final int mask = ~BitPacking.mask(width);
        int place = offset;
        for (int i = 0; i < count; i++) {
            final int rest = low[at + i] & mask | (high == null ? 0 : high[at + i]);
            to[place] = (byte) i;
            place += (rest | -rest) >>> Integer.SIZE - 1;
        }
    }

    /**
     * Reads the body and returns where it ends. Positions of exceptions beyond the block change what is padding only.
     *
     * @param high null: high halves are not wanted
     */
    int take(final byte[] from, final int offset, final int[] low, final int @Nullable [] high, final int at,
             final int count) {
        final int positions = BitPacking.positions(count);
        if (width > 0) {
            BitPacking.unpack(from, offset, positions, width, low, at);
        } else {
            Arrays.fill(low, at, at + count, 0);
        }
        if (high != null) {
            Arrays.fill(high, at, at + count, 0);
        }
        final int place = offset + BitPacking.packedBytes(positions, width);
        int value = place + exceptions;
        for (int e = 0; e < exceptions; e++) {
            long above = 0;
            for (int b = 0; b < highBytes; b++) {
                above |= (from[value++] & 0xffL) << b * Byte.SIZE;
            }
            final int i = at + (from[place + e] & 0xff);
            low[i] |= (int) (above << width);
            if (high != null) {
                high[i] |= (int) (above << width >>> Integer.SIZE);
            }
        }
        return value;
    }
}
