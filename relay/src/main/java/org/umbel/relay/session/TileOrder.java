package org.umbel.relay.session;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;

/** In which order a tiled picture is rendered: a square spiral from the middle of what is wanted. */
final class TileOrder {
    private TileOrder() {}

    /** All tiles of the grid, those around the region's middle first, ring after ring, each ring clockwise. */
    static int[] spiral(final TileGrid grid, final PixelRegion region) {
        final int column = (region.x() + region.width() / 2) / TileSums.TILE_EDGE;
        final int row = (region.y() + region.height() / 2) / TileSums.TILE_EDGE;
        final long[] keyed = IntStream.range(0, grid.tileCount()).mapToLong(tile -> {
            final int dx = tile % grid.columns() - column;
            final int dy = tile / grid.columns() - row;
            return place(dx, dy) << 32 | tile;
        }).toArray();
        Arrays.sort(keyed);
        return Arrays.stream(keyed).mapToInt(key -> (int) key).toArray();
    }

    /** Number along the spiral: the ring's first, then clockwise from its upper left corner. */
    private static long place(final int dx, final int dy) {
        final int ring = Math.max(Math.abs(dx), Math.abs(dy));
        final long before = ring == 0 ? 0 : (2L * ring - 1) * (2L * ring - 1);
        final int edge = 2 * ring;
        final int along = dy == -ring ? dx + ring
            : dx == ring ? edge + dy + ring
            : dy == ring ? 2 * edge + ring - dx
            : 3 * edge + ring - dy;
        return before + along;
    }
}
