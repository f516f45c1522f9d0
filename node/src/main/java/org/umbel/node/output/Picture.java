package org.umbel.node.output;

/**
 * Linear Rec. 709 pixels.
 *
 * @param width  pixels, 1..32768
 * @param height pixels, 1..32768
 * @param rgb    float[3 * width * height], interleaved, top row first
 */
public record Picture(int width, int height, float[] rgb) implements PixelRows {
    public static final int SIDE_PIXELS_MAX = 32768;
    public static final long PIXELS_MAX = 1L << 28;

    public Picture {
        if (!isPossible(width, height) || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(width + " x " + height + " pixels in " + rgb.length
                + " floats");
        }
    }

    @Override
    public void row(final int y, final float[] into) {
        System.arraycopy(rgb, 3 * width * y, into, 0, 3 * width);
    }

    static boolean isPossible(final long width, final long height) {
        return width >= 1 && height >= 1 && width <= SIDE_PIXELS_MAX && height <= SIDE_PIXELS_MAX
            && width * height <= PIXELS_MAX;
    }
}
