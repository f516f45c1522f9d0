package org.umbel.tracer.sampling;

/**
 * Sine and cosine of an angle given in turns, by own polynomials: the platform's differ between interpreted and
 * compiled code. Absolute error below 2e-7.
 */
public final class Turns {
    private static final float S1 = 1.57079632679489662f;
    private static final float S3 = -0.64596409750624625f;
    private static final float S5 = 0.079692626246167046f;
    private static final float S7 = -0.0046817541353186881f;
    private static final float S9 = 0.00016044118478735982f;
    private static final float C2 = -1.2337005501361698f;
    private static final float C4 = 0.25366950790104802f;
    private static final float C6 = -0.020863480763352961f;
    private static final float C8 = 0.00091926027483942659f;

    private Turns() {}

    /** sin(2 pi turns), for |turns| up to 2^20. */
    public static float sin(final float turns) {
        final int quadrant = quadrant(turns);
        final float r = rest(turns, quadrant);
        final float s = (quadrant & 1) == 0 ? sinQuarter(r) : cosQuarter(r);
        return (quadrant & 2) == 0 ? s : -s;
    }

    /** cos(2 pi turns), for |turns| up to 2^20. */
    public static float cos(final float turns) {
        final int quadrant = quadrant(turns);
        final float r = rest(turns, quadrant);
        final float c = (quadrant & 1) == 0 ? cosQuarter(r) : sinQuarter(r);
        return ((quadrant + 1) & 2) == 0 ? c : -c;
    }

    /** Nearest quarter turn. */
    private static int quadrant(final float turns) {
        final float q = turns * 4 + 0.5f;
        final int i = (int) q;
        return i > q ? i - 1 : i;
    }

    /** What is left, in quarter turns, -0.5..0.5; exact. */
    private static float rest(final float turns, final int quadrant) {
        return turns * 4 - quadrant;
    }

    private static float sinQuarter(final float r) {
        final float r2 = r * r;
        return r * Math.fma(r2, Math.fma(r2, Math.fma(r2, Math.fma(r2, S9, S7), S5), S3), S1);
    }

    private static float cosQuarter(final float r) {
        final float r2 = r * r;
        return Math.fma(r2, Math.fma(r2, Math.fma(r2, Math.fma(r2, C8, C6), C4), C2), 1f);
    }
}
