package org.umbel.tracer.sampling;

/** Powers of two and their inverse, by own polynomials: the platform's differ when interpreted and compiled. */
public final class Powers {
    private static final float LEAST = -126f;
    private static final float MOST = 127f;
    /** ln(2)^k / k!. */
    private static final float C1 = 0.69314718055994531f;
    private static final float C2 = 0.24022650695910072f;
    private static final float C3 = 0.055504108664821580f;
    private static final float C4 = 0.0096181291076284772f;
    private static final float C5 = 0.0013333558146428443f;
    private static final float C6 = 0.00015403530393381610f;

    private static final float SQRT_2 = 1.4142135623730951f;
    /** 2 / ln(2) / k. */
    private static final float L1 = 2.8853900817779268f;
    private static final float L3 = 0.96179669392597560f;
    private static final float L5 = 0.57707801635558536f;
    private static final float L7 = 0.41219858311113240f;
    private static final float L9 = 0.32059889797532520f;

    private Powers() {}

    /** The binary logarithm, with an absolute error below 3e-7 and a relative one of rounding; for normal numbers. */
    public static float log2(final float x) {
        int exponent = Math.getExponent(x);
        float mantissa = Float.intBitsToFloat(Float.floatToRawIntBits(x) & 0x7fffff | 127 << 23);
        if (mantissa > SQRT_2) {
            mantissa *= 0.5f;
            exponent++;
        }
        final float s = (mantissa - 1f) / (mantissa + 1f);
        final float s2 = s * s;
        return exponent + s * Math.fma(s2, Math.fma(s2, Math.fma(s2, Math.fma(s2, L9, L7), L5), L3), L1);
    }

    /** 2^x with a relative error below 3e-7; 0 below 2^-126, and no more than 2^127. */
    public static float two(final float x) {
        if (!(x >= LEAST)) {
            return 0f;
        }
        final float bounded = Math.min(x, MOST);
        final float shifted = bounded + 0.5f;
        final int truncated = (int) shifted;
        final int whole = truncated > shifted ? truncated - 1 : truncated;
        final float f = bounded - whole;
        final float mantissa =
            Math.fma(f, Math.fma(f, Math.fma(f, Math.fma(f, Math.fma(f, Math.fma(f, C6, C5), C4), C3),
                C2), C1), 1f);
        return mantissa * Float.intBitsToFloat(whole + 127 << 23);
    }
}
