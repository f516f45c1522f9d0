package org.umbel.codec.scene;

import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileGrid;

/**
 * What is to be rendered of a scene, besides the camera. With manifest, camera and arithmetic profile it makes the
 * picture key.
 *
 * @param width        pixels
 * @param height       pixels
 * @param samples      samples per pixel, at most 2^22
 * @param fractionBits F: fraction bits of the fixed-point sums, 8..24
 * @param filter       pixel filter, importance-sampled
 * @param bounces      scattering events after the camera hit, at most 64
 */
public record PictureSettings(int width, int height, int samples, int fractionBits, Filter filter, int bounces) {
    public static final int FRACTION_BITS_DEFAULT = 16;
    public static final int BOUNCES_DEFAULT = 8;

    /** Pixel filters: a box of one pixel, or Blackman-Harris of width 3.3 pixels (total), as in Cycles. */
    public enum Filter {
        BOX, BLACKMAN_HARRIS
    }

    public PictureSettings {
        new TileGrid(width, height);
        if (samples < 1 || samples > SampleRange.SAMPLES_MAX) {
            throw new IllegalArgumentException("samples out of 1.." + SampleRange.SAMPLES_MAX + ": " + samples);
        }
        if (fractionBits < 8 || fractionBits > 24) {
            throw new IllegalArgumentException("fraction bits out of 8..24: " + fractionBits);
        }
        if (bounces < 0 || bounces > 64) {
            throw new IllegalArgumentException("bounces out of 0..64: " + bounces);
        }
    }

    public TileGrid grid() {
        return new TileGrid(width, height);
    }
}
