package org.umbel.node.role;

import java.util.function.IntUnaryOperator;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;

/**
 * How much is rendered of a picture.
 *
 * @param tileSamples samples per pixel, added up over tiles
 * @param samples     of all pixels
 */
record RenderAmount(long tileSamples, long samples) {
    static final RenderAmount NONE = new RenderAmount(0, 0);

    /** @param samplesOf samples per pixel of a tile */
    static RenderAmount of(final TileGrid grid, final IntUnaryOperator samplesOf) {
        RenderAmount sum = NONE;
        for (int tile = 0; tile < grid.tileCount(); tile++) {
            sum = sum.plus(grid, tile, samplesOf.applyAsInt(tile));
        }
        return sum;
    }

    RenderAmount plus(final TileGrid grid, final int tile, final int count) {
        final long pixels = (long) Math.min(TileSums.TILE_EDGE, grid.width() - grid.x(tile))
            * Math.min(TileSums.TILE_EDGE, grid.height() - grid.y(tile));
        return new RenderAmount(tileSamples + count, samples + pixels * count);
    }
}
