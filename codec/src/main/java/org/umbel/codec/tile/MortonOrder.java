package org.umbel.codec.tile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tiles of a picture along the Z-curve of (column, row), so that an interval of positions is a compact region.
 * Home intervals are intervals of this order. Immutable; any thread.
 */
public final class MortonOrder {
    /** The one made last: a node asks for the same one again and again, and so do many nodes of one process. */
    private static volatile @Nullable MortonOrder last;

    private final TileGrid grid;
    private final int[] tiles;
    private final int[] positions;

    private MortonOrder(final TileGrid grid) {
        this.grid = grid;
        final int columns = grid.columns();
        final long[] keyed = new long[grid.tileCount()];
        for (int tile = 0; tile < keyed.length; tile++) {
            keyed[tile] = code(tile % columns, tile / columns) << 32 | tile;
        }
        Arrays.sort(keyed);
        tiles = new int[keyed.length];
        positions = new int[keyed.length];
        for (int position = 0; position < keyed.length; position++) {
            tiles[position] = (int) keyed[position];
            positions[tiles[position]] = position;
        }
    }

    /** The order of a grid: the same object as for the call before if that asked for an equal grid. */
    public static MortonOrder of(final TileGrid grid) {
        final MortonOrder known = last;
        if (known != null && known.grid.equals(grid)) {
            return known;
        }
        final MortonOrder made = new MortonOrder(grid);
        last = made;
        return made;
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
