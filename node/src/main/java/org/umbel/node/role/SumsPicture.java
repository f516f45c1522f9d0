package org.umbel.node.role;

import java.util.function.IntFunction;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.Picture;

/** Exact sums as the picture that they mean: per pixel the mean over its good samples. */
final class SumsPicture {
    private SumsPicture() {}

    /**
     * @param sums of each tile, over {@code settings.samples()} samples
     */
    static Picture of(final PictureSettings settings, final IntFunction<TileSums> sums) {
        final TileGrid grid = settings.grid();
        final float[] rgb = new float[TileSums.CHANNELS * settings.width() * settings.height()];
        for (int tile = 0; tile < grid.tileCount(); tile++) {
            final TileSums tileSums = sums.apply(tile);
            final int columns = Math.min(TileSums.TILE_EDGE, settings.width() - grid.x(tile));
            final int rows = Math.min(TileSums.TILE_EDGE, settings.height() - grid.y(tile));
            for (int y = 0; y < rows; y++) {
                final int into = TileSums.CHANNELS * ((grid.y(tile) + y) * settings.width() + grid.x(tile));
                for (int x = 0; x < columns; x++) {
                    mean(settings, tileSums, y * TileSums.TILE_EDGE + x, rgb, into + TileSums.CHANNELS * x);
                }
            }
        }
        return new Picture(settings.width(), settings.height(), rgb);
    }

    private static void mean(final PictureSettings settings, final TileSums sums, final int pixel, final float[] rgb,
                             final int into) {
        final int good = settings.samples() - sums.bad()[pixel];
        final double scale = good == 0 ? 0 : 1.0 / ((double) good * (1L << settings.fractionBits()));
        for (int channel = 0; channel < TileSums.CHANNELS; channel++) {
            rgb[into + channel] = (float) (sums.sums()[channel * sums.planeLength() + pixel] * scale);
        }
    }
}
