package org.umbel.node.page;

import org.umbel.codec.tile.TileSums;

/**
 * The newest pixels of a tile, linear.
 *
 * @param tile    index in the picture's grid
 * @param grid    1: every pixel; 8, 4 or 2: a pixel stands for a square of that edge
 * @param samples that each pixel is the mean of; 0 when it is a coarse view, which is not accounted
 * @param rgb     {@code float[3 * (32 / grid)^2]}, interleaved, rows of the whole tile even where it leaves the picture
 */
public record TilePixels(int tile, int grid, int samples, float[] rgb) {
    /** Pixels of one row. */
    public int edge() {
        return TileSums.TILE_EDGE / grid;
    }

    /** From exact sums: the mean over each pixel's good samples, 0 where there are none. */
    static TilePixels of(final int tile, final TileSums sums, final int samples, final int fractionBits) {
        final float[] rgb = new float[TileSums.CHANNELS * sums.planeLength()];
        for (int pixel = 0; pixel < sums.planeLength(); pixel++) {
            final int good = samples - sums.bad()[pixel];
            final double scale = good <= 0 ? 0 : 1.0 / ((double) good * (1L << fractionBits));
            for (int channel = 0; channel < TileSums.CHANNELS; channel++) {
                rgb[TileSums.CHANNELS * pixel + channel] =
                    (float) (sums.sums()[channel * sums.planeLength() + pixel] * scale);
            }
        }
        return new TilePixels(tile, 1, samples, rgb);
    }

    /**
     * From a coarse view.
     *
     * @param halves {@code short[3 * (32 / grid)^2]}, half floats
     */
    static TilePixels of(final int tile, final int grid, final short[] halves) {
        final float[] rgb = new float[halves.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = Float.float16ToFloat(halves[i]);
        }
        return new TilePixels(tile, grid, 0, rgb);
    }
}
