package org.umbel.codec.tile;

/**
 * Exact sums of the samples of one tile: for each pixel three int64 sums of fixed-point radiance and the number of bad
 * (NaN or infinite) samples, which add nothing to the sums. Integer addition makes sums independent of order, grouping
 * and tree.
 *
 * <p>Layout: {@code sums[channel * planeLength + pixel]}, {@code bad[pixel]}; pixel = y * 32 + x inside the tile.
 * Pixels outside the picture stay zero. The plane length is 1,024 for real tiles and 1 or 2 in the simulator.
 * Not thread-safe.
 */
public final class TileSums {
    /** Edge of a tile in pixels. */
    public static final int TILE_EDGE = 32;
    /** Pixels of a real tile. */
    public static final int TILE_PIXELS = TILE_EDGE * TILE_EDGE;
    public static final int CHANNELS = 3;

    private final int planeLength;
    private final long[] sums;
    private final int[] bad;

    public TileSums(final int planeLength) {
        if (planeLength < 1 || planeLength > TILE_PIXELS) {
            throw new IllegalArgumentException("plane length out of 1.." + TILE_PIXELS + ": " + planeLength);
        }
        this.planeLength = planeLength;
        this.sums = new long[CHANNELS * planeLength];
        this.bad = new int[planeLength];
    }

    public int planeLength() {
        return planeLength;
    }

    /** The sums themselves, {@code long[3 * planeLength]}, planes R, G, B. Not a copy. */
    public long[] sums() {
        return sums;
    }

    /** Bad samples per pixel, {@code int[planeLength]}. Not a copy. */
    public int[] bad() {
        return bad;
    }

    /** Adds the sums of other ranges of the same tile. */
    public void add(final TileSums other) {
        if (other.planeLength != planeLength) {
            throw new IllegalArgumentException("plane length " + other.planeLength + " into " + planeLength);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        for (int i = 0; i < bad.length; i++) {
            bad[i] += other.bad[i];
        }
    }

    public void clear() {
        java.util.Arrays.fill(sums, 0);
        java.util.Arrays.fill(bad, 0);
    }

    public TileSums copy() {
        final TileSums copy = new TileSums(planeLength);
        System.arraycopy(sums, 0, copy.sums, 0, sums.length);
        System.arraycopy(bad, 0, copy.bad, 0, bad.length);
        return copy;
    }

    @Override
    public boolean equals(final Object o) {
        return o instanceof TileSums t && java.util.Arrays.equals(sums, t.sums) && java.util.Arrays.equals(bad, t.bad);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(sums) * 31 + java.util.Arrays.hashCode(bad);
    }
}
