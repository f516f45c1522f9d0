package org.umbel.node.output;

import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;

/**
 * A rectangle of exact sums as the pixels that they mean: for each the mean over its good samples, black where there
 * are none. It holds the sums of one row of tiles.
 */
public final class SumsPicture implements PixelRows {
    private final TileGrid grid;
    private final PixelRegion region;
    private final IntFunction<TileSums> sums;
    private final IntUnaryOperator samples;
    private final int columnFirst;
    private final TileSums[] row;
    private final double unit;
    private int rowHeld = -1;

    /**
     * @param region  inside the picture
     * @param sums    of a tile, planes of 1,024, or null where there are none
     * @param samples per pixel that went into a tile's sums
     */
    public SumsPicture(final TileGrid grid, final PixelRegion region, final int fractionBits,
                       final IntFunction<TileSums> sums, final IntUnaryOperator samples) {
        this.grid = grid;
        this.region = region;
        this.sums = sums;
        this.samples = samples;
        this.unit = 1.0 / (1L << fractionBits);
        this.columnFirst = region.x() / TileSums.TILE_EDGE;
        this.row = new TileSums[(region.x() + region.width() - 1) / TileSums.TILE_EDGE - columnFirst + 1];
    }

    @Override
    public int width() {
        return region.width();
    }

    @Override
    public int height() {
        return region.height();
    }

    @Override
    public Frame frame() {
        return new Frame(region.x(), region.y(), grid.width(), grid.height());
    }

    @Override
    public void row(final int y, final float[] rgb) {
        line(y, 0, region.width(), rgb, 0);
    }

    /**
     * A part of a row.
     *
     * @param x      first pixel, from the region's left edge
     * @param pixels how many
     * @param at     where in {@code rgb} they begin
     */
    public void line(final int y, final int x, final int pixels, final float[] rgb, final int at) {
        final int pictureY = region.y() + y;
        hold(pictureY / TileSums.TILE_EDGE);
        final int tileFirst = rowHeld * grid.columns() + columnFirst;
        for (int i = 0; i < pixels; i++) {
            final int pictureX = region.x() + x + i;
            final int column = pictureX / TileSums.TILE_EDGE - columnFirst;
            final int pixel = pictureY % TileSums.TILE_EDGE * TileSums.TILE_EDGE + pictureX % TileSums.TILE_EDGE;
            mean(row[column], samples.applyAsInt(tileFirst + column), pixel, rgb, at + TileSums.CHANNELS * i);
        }
    }

    private void hold(final int tileRow) {
        if (tileRow != rowHeld) {
            for (int column = 0; column < row.length; column++) {
                row[column] = sums.apply(tileRow * grid.columns() + columnFirst + column);
            }
            rowHeld = tileRow;
        }
    }

    private void mean(final TileSums tile, final int count, final int pixel, final float[] rgb, final int into) {
        final int good = tile == null ? 0 : count - tile.bad()[pixel];
        for (int channel = 0; channel < TileSums.CHANNELS; channel++) {
            rgb[into + channel] = good <= 0 ? 0
                : (float) (tile.sums()[channel * tile.planeLength() + pixel] * (unit / good));
        }
    }
}
