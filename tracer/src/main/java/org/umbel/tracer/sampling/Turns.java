package org.umbel.tracer.sampling;

/**
 * Sine and cosine of an angle given in turns, and the angle of a sine and a cosine, by own polynomials: the
 * platform's differ between interpreted and compiled code. Absolute error below 2e-7.
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

    /** tan(pi / 8), up to which the series below is short. */
    private static final float TAN_EIGHTH = 0.41421356237309505f;
    /** 1 / (2 pi k), of alternating sign. */
    private static final float A1 = 0.15915494309189535f;
    private static final float A3 = -0.053051647697298445f;
    private static final float A5 = 0.03183098861837907f;
    private static final float A7 = -0.022736420441699336f;
    private static final float A9 = 0.017683882565766149f;
    private static final float A11 = -0.014468631190172304f;
    private static final float A13 = 0.012242687930145796f;
    private static final float A15 = -0.010610329539459690f;

    private Turns() {}

    /**
     * The angle in turns, -0.5 to 0.5, of a direction in the plane, of any length; 0 of none. Absolute error below
     * 1e-7.
     *
     * @param sine   how far up
     * @param cosine how far to the right
     */
    public static float of(final float sine, final float cosine) {
        final float up = Math.abs(sine);
        final float right = Math.abs(cosine);
        final float large = Math.max(up, right);
        if (!(large > 0)) {
            return 0f;
        }
        final float tangent = Math.min(up, right) / large;
        // tan(a - 1/8 turn) = (tan a - 1) / (tan a + 1)
        final float eighth = tangent > TAN_EIGHTH ? 0.125f + series((tangent - 1f) / (tangent + 1f)) : series(tangent);
        final float quarter = up > right ? 0.25f - eighth : eighth;
        final float half = cosine < 0 ? 0.5f - quarter : quarter;
        return sine < 0 ? -half : half;
    }

    /** The arc tangent in turns, of |t| up to {@link #TAN_EIGHTH}. */
    private static float series(final float t) {
        final float t2 = t * t;
        return t * Math.fma(t2, Math.fma(t2, Math.fma(t2, Math.fma(t2, Math.fma(t2, Math.fma(t2, Math.fma(t2,
            A15, A13), A11), A9), A7), A5), A3), A1);
    }

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
