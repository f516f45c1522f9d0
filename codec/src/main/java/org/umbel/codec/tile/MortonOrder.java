package org.umbel.codec.tile;

/**
 * The tiles of a picture along the Z-curve of (column, row), so that an interval of positions is a compact region.
 * Home intervals are intervals of this order. Immutable; any thread.
 */
public final class MortonOrder {
    private final int[] tiles;
    private final int[] positions;

    public MortonOrder(final TileGrid grid) {
        final int columns = grid.columns();
        final long[] keyed = new long[grid.tileCount()];
        for (int tile = 0; tile < keyed.length; tile++) {
            keyed[tile] = code(tile % columns, tile / columns) << 32 | tile;
        }
        java.util.Arrays.sort(keyed);
        tiles = new int[keyed.length];
        positions = new int[keyed.length];
        for (int position = 0; position < keyed.length; position++) {
            tiles[position] = (int) keyed[position];
            positions[tiles[position]] = position;
        }
    }

    /** The tiles in order, {@code int[tileCount]}. Not a copy. */
    public int[] tiles() {
        return tiles;
    }

    /** Where in the order a tile stands. */
    public int position(final int tile) {
        return positions[tile];
    }

    /** Interleaved bits of two numbers below 2^15, the column's in the even places. */
    static long code(final int column, final int row) {
        return spread(column) | spread(row) << 1;
    }

    private static long spread(final int value) {
        long v = value;
        v = (v | v << 8) & 0x00FF00FFL;
        v = (v | v << 4) & 0x0F0F0F0FL;
        v = (v | v << 2) & 0x33333333L;
        return (v | v << 1) & 0x55555555L;
    }
}
