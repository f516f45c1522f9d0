package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Powers;

/**
 * What upright fibres reflect (KHR_materials_sheen): the distribution of Estevez and Kulla 2017 with the visibility of
 * Neubelt and Pettineo 2013. That pair reflects more than it gets where it is smooth and seen flat; it is scaled down
 * to what it gets. What is below gets the rest, by a table of what is reflected.
 */
final class Sheen {
    private static final float INVERSE_TWO_PI = 0.15915494309189535f;
    private static final float ALPHA_MIN = 0.02f;
    private static final float SINE_MIN = 1e-6f;

    private float inverseAlpha;
    private float scale;
    /** Row of the table, and how far it is to the next. */
    private int row;
    private float between;

    /** Takes up a perceptual roughness. */
    void prepare(final float roughness) {
        final float r = Shares.clamp01(roughness);
        final float alpha = Math.max(ALPHA_MIN, r * r);
        inverseAlpha = 1f / alpha;
        final float at = Math.max(0f, r * Table.ROUGHNESSES - 1f);
        row = Math.min((int) at, Table.ROUGHNESSES - 2);
        between = at - row;
        scale = 1f / Math.max(1f, Table.interpolate(row, between, 0f));
    }

    /** Of directions with cosines o and i whose half vector has cosine h: the lobe times the cosine i. */
    float value(final float o, final float i, final float h) {
        final float sine = (float) Math.sqrt(Math.max(0f, Math.fma(-h, h, 1f)));
        if (sine < SINE_MIN) {
            return 0f;
        }
        final float d = (2f + inverseAlpha) * Powers.two(inverseAlpha * Powers.log2(sine)) * INVERSE_TWO_PI;
        return scale * d * i / (4f * Math.fma(-o, i, o + i));
    }

    /** The share of white light from all around that goes to a direction of this cosine. */
    float albedo(final float cosine) {
        return Math.min(1f, scale * Table.interpolate(row, between, Math.min(cosine, 1f)));
    }

    /** Directional albedos, made when the first sheen is seen; in double by functions that are the same everywhere. */
    private static final class Table {
        static final int ROUGHNESSES = 16;
        private static final int COSINES = 32;
        private static final int STEPS = 32;
        private static final float[] ALBEDO = make();

        private Table() {}

        /** Cosines are spaced as squares: most happens near 0. */
        static float interpolate(final int row, final float between, final float cosine) {
            final float at = (float) Math.sqrt(Math.max(0f, cosine)) * (COSINES - 1);
            final int column = Math.min((int) at, COSINES - 2);
            final float x = at - column;
            final int first = row * COSINES + column;
            final float a = Math.fma(x, ALBEDO[first + 1] - ALBEDO[first], ALBEDO[first]);
            final float b = Math.fma(x, ALBEDO[first + COSINES + 1] - ALBEDO[first + COSINES], ALBEDO[first + COSINES]);
            return Math.fma(between, b - a, a);
        }

        private static float[] make() {
            final float[] albedo = new float[ROUGHNESSES * COSINES];
            for (int r = 0; r < ROUGHNESSES; r++) {
                final double roughness = (r + 1.0) / ROUGHNESSES;
                final double alpha = Math.max(ALPHA_MIN, roughness * roughness);
                for (int c = 0; c < COSINES; c++) {
                    final double root = Math.max(0.02, (double) c / (COSINES - 1));
                    albedo[r * COSINES + c] = (float) integral(root * root, 1 / alpha);
                }
            }
            return albedo;
        }

        private static double integral(final double o, final double inverseAlpha) {
            final double sine = Math.sqrt(1 - o * o);
            double sum = 0;
            for (int a = 0; a < STEPS; a++) {
                final double i = (a + 0.5) / STEPS;
                for (int b = 0; b < STEPS; b++) {
                    final double cos = StrictMath.cos(Math.PI * (b + 0.5) / STEPS);
                    // 1 + o . i, and the half vector's cosine
                    final double dot = sine * Math.sqrt(1 - i * i) * cos + o * i;
                    final double h2 = (o + i) * (o + i) / (2 * (1 + dot));
                    final double d = StrictMath.pow(Math.max(0, 1 - h2), 0.5 * inverseAlpha);
                    sum += d * i / (4 * (o + i - o * i));
                }
            }
            return (2 + inverseAlpha) * sum / (STEPS * STEPS);
        }
    }
}
