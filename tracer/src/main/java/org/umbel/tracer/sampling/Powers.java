package org.umbel.tracer.sampling;

/** Powers of two by an own polynomial: the platform's differ between interpreted and compiled code. */
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

    private Powers() {}

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
