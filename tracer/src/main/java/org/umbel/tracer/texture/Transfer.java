package org.umbel.tracer.texture;

import java.util.Arrays;

/** How 8-bit colour channels stand for linear values, by tables made in double with StrictMath. Alpha is linear. */
public enum Transfer {
    /** The sRGB curve, IEC 61966-2-1. */
    SRGB,
    /** value / 255. */
    LINEAR;

    private final float[] decoded = new float[256];
    private final int[] linear16 = new int[256];
    private final byte[] encoded = new byte[65536];

    Transfer() {
        for (int i = 0; i < 256; i++) {
            final double value = decode(i / 255.0);
            decoded[i] = (float) value;
            linear16[i] = (int) (value * 65535 + 0.5);
        }
        int first = 0;
        for (int code = 0; code < 256; code++) {
            final int end = code == 255 ? encoded.length
                : (int) Math.ceil(decode((code + 0.5) / 255) * 65535);
            Arrays.fill(encoded, first, end, (byte) code);
            first = end;
        }
    }

    private double decode(final double x) {
        if (ordinal() == 1) {
            return x;
        }
        return x <= 0.04045 ? x / 12.92 : StrictMath.pow((x + 0.055) / 1.055, 2.4);
    }

    /** The linear value of a code 0..255. */
    float decoded(final int code) {
        return decoded[code];
    }

    /** The mean of four codes in linear light, by integers. */
    int mean(final int a, final int b, final int c, final int d) {
        return encoded[linear16[a] + linear16[b] + linear16[c] + linear16[d] + 2 >> 2] & 0xff;
    }
}
