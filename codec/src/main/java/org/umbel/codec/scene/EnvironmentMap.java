package org.umbel.codec.scene;

/**
 * A latitude-longitude picture: the first row at the zenith (+y), the last at the nadir, +x in the middle of a row and
 * +z a quarter of the row to the right of it. A texel is four bytes (G. Ward, <i>Real Pixels</i>, Graphics Gems II,
 * 1991): red, green and blue mantissas and one exponent, {@code mantissa * 2^(exponent - 136)}, linear radiance. They
 * are what travels: smaller than halves, and suns are not cut off.
 *
 * @param width  texels, 1..{@link #SIDE_MAX}
 * @param height texels, 1..{@link #SIDE_MAX}
 * @param rgbe   byte[4 * width * height], rows from the top; never written after construction
 */
public record EnvironmentMap(int width, int height, byte[] rgbe) {
    public static final int SIDE_MAX = 16384;
    /** 8192 x 4096. */
    public static final int TEXELS_MAX = 1 << 25;
    public static final int TEXEL_BYTES = 4;
    /** What is subtracted from an exponent so that mantissas are whole. */
    public static final int EXPONENT_BIAS = 136;
    private static final int MANTISSA_END = 256;

    public EnvironmentMap {
        if (!isPossible(width, height) || rgbe.length != TEXEL_BYTES * width * height) {
            throw new IllegalArgumentException("an environment of " + width + " x " + height + " texels in "
                + rgbe.length + " bytes");
        }
    }

    /** Whether there can be a map of that size. */
    public static boolean isPossible(final long width, final long height) {
        return width >= 1 && height >= 1 && width <= SIDE_MAX && height <= SIDE_MAX && width * height <= TEXELS_MAX;
    }

    /**
     * Writes the texel that is nearest to a radiance: the brightest channel within 0.4 percent, the others within as
     * much of that one.
     *
     * @return whether it can be: no channel negative, or 2^119 and more, or no number
     */
    public static boolean encode(final float r, final float g, final float b, final byte[] rgbe, final int at) {
        final float brightest = Math.max(r, Math.max(g, b));
        if (!(r >= 0 && g >= 0 && b >= 0 && brightest < 0x1p119f)) {
            return false;
        }
        // The mantissa of the brightest is 128 to 255, unless it is less than the least exponent gives.
        int exponent = Math.max(0, Math.getExponent(brightest) + EXPONENT_BIAS - 7);
        if (Math.round(Math.scalb(brightest, EXPONENT_BIAS - exponent)) == MANTISSA_END) {
            exponent++;
        }
        rgbe[at] = mantissa(r, exponent);
        rgbe[at + 1] = mantissa(g, exponent);
        rgbe[at + 2] = mantissa(b, exponent);
        rgbe[at + 3] = (byte) exponent;
        return true;
    }

    private static byte mantissa(final float value, final int exponent) {
        return (byte) Math.round(Math.scalb(value, EXPONENT_BIAS - exponent));
    }
}
