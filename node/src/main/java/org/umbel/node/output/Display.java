package org.umbel.node.output;

/**
 * Linear pixels as a screen shows them: the same bytes as a PNG with this exposure and tone curve, by table and fast
 * enough for every frame of a live picture. Immutable.
 */
public final class Display {
    /** Cells are the leading bits of a float: sign, exponent and 11 bits of fraction; a byte changes once in a cell. */
    private static final int CELL_SHIFT = 12;
    /** Below this linear value every byte is 0. */
    private static final int FIRST_CELL = Float.floatToRawIntBits(0x1p-13f) >> CELL_SHIFT;
    private static final int LAST_CELL = Float.floatToRawIntBits(1f) >> CELL_SHIFT;
    private static final byte[] BYTE_OF_CELL = new byte[LAST_CELL - FIRST_CELL + 1];
    /** The least linear value of each byte. */
    private static final float[] LEAST = new float[257];

    static {
        LEAST[256] = Float.POSITIVE_INFINITY;
        for (int value = 1; value < 256; value++) {
            LEAST[value] = least(value);
        }
        for (int cell = 0; cell < BYTE_OF_CELL.length; cell++) {
            BYTE_OF_CELL[cell] = (byte) Srgb.byteOf(Float.intBitsToFloat(cell + FIRST_CELL << CELL_SHIFT));
        }
    }

    private final float scale;
    private final ToneCurve curve;

    /**
     * @param exposureEv stops: light is multiplied by 2^EV
     */
    public Display(final double exposureEv, final ToneCurve curve) {
        this.scale = (float) Math.pow(2, exposureEv);
        this.curve = curve;
    }

    /** Exposes and maps interleaved linear RGB in place; what comes out is linear still. */
    public void apply(final float[] rgb) {
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] *= scale;
        }
        curve.apply(rgb);
    }

    /** The sRGB byte of an applied value, 0..255; not a number becomes 0. */
    public static int byteOf(final float linear) {
        if (!(linear >= 0x1p-13f)) {
            return 0;
        }
        if (linear >= 1) {
            return 255;
        }
        final int value = BYTE_OF_CELL[(Float.floatToRawIntBits(linear) >> CELL_SHIFT) - FIRST_CELL] & 0xFF;
        return linear >= LEAST[value + 1] ? value + 1 : value;
    }

    /** Positive floats are ordered as their bits are. */
    private static float least(final int value) {
        int low = 0;
        int high = Float.floatToRawIntBits(1f);
        while (low < high) {
            final int middle = low + high >>> 1;
            if (Srgb.byteOf(Float.intBitsToFloat(middle)) >= value) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Float.intBitsToFloat(low);
    }

    /** A pixel of applied values, red in the lowest byte and opaque, as a browser's canvas takes it. */
    public static int rgbaOf(final float[] rgb, final int pixel) {
        final int at = 3 * pixel;
        return byteOf(rgb[at]) | byteOf(rgb[at + 1]) << 8 | byteOf(rgb[at + 2]) << 16 | 0xFF000000;
    }
}
