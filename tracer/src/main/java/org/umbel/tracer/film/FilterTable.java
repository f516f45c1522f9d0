package org.umbel.tracer.film;

import org.umbel.codec.scene.PictureSettings.Filter;

/**
 * A separable, non-negative pixel filter, sampled by importance: every sample has weight 1 and belongs to one pixel
 * (Ernst, Stamminger and Greiner, "Filter Importance Sampling", 2006). The inverse of the cumulative distribution is a
 * table made in double with StrictMath, linear in between; made once, since every move of the camera needs one.
 * Immutable.
 */
public final class FilterTable {
    /** Total width of the Blackman-Harris filter in pixels. */
    public static final double BLACKMAN_HARRIS_WIDTH = 3.3;
    private static final int CELLS = 4096;
    private static final int STEPS_PER_CELL = 16;

    private final float[] inverse;

    public FilterTable(final Filter filter) {
        inverse = switch (filter) {
            case BOX -> new float[] {-0.5f, 0.5f};
            case BLACKMAN_HARRIS -> Holder.BLACKMAN_HARRIS;
        };
    }

    private static final class Holder {
        static final float[] BLACKMAN_HARRIS = invert();
    }

    /** Offset from the pixel's centre in pixels for u in [0, 1). */
    public float offset(final float u) {
        final float x = u * (inverse.length - 1);
        final int cell = Math.min((int) x, inverse.length - 2);
        return Math.fma(x - cell, inverse[cell + 1] - inverse[cell], inverse[cell]);
    }

    private static float[] invert() {
        final int steps = CELLS * STEPS_PER_CELL;
        final double[] cumulative = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            cumulative[i + 1] = cumulative[i] + blackmanHarris((i + 0.5) / steps);
        }
        final float[] table = new float[CELLS + 1];
        int step = 0;
        for (int cell = 0; cell <= CELLS; cell++) {
            final double wanted = cumulative[steps] * cell / CELLS;
            while (step < steps - 1 && cumulative[step + 1] < wanted) {
                step++;
            }
            final double inside = (wanted - cumulative[step]) / (cumulative[step + 1] - cumulative[step]);
            table[cell] = (float) (((step + inside) / steps - 0.5) * BLACKMAN_HARRIS_WIDTH);
        }
        return table;
    }

    /** The window over 0..1; the cosines of two and three times the angle by the addition theorems. */
    private static double blackmanHarris(final double x) {
        final double c = StrictMath.cos(2 * Math.PI * x);
        return 0.35875 - 0.48829 * c + 0.14128 * (2 * c * c - 1) - 0.01168 * (4 * c * c - 3) * c;
    }
}
