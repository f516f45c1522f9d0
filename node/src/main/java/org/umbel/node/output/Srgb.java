package org.umbel.node.output;

/** The transfer function of IEC 61966-2-1. */
final class Srgb {
    private Srgb() {}

    static double encode(final double linear) {
        return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    }

    static double decode(final double encoded) {
        return encoded <= 0.04045 ? encoded / 12.92 : Math.pow((encoded + 0.055) / 1.055, 2.4);
    }

    /** 0..255, rounded; below 0 and not a number become 0, above 1 becomes 255. */
    static int byteOf(final float linear) {
        if (!(linear > 0)) {
            return 0;
        }
        return (int) (255 * encode(Math.min(linear, 1)) + 0.5);
    }
}
