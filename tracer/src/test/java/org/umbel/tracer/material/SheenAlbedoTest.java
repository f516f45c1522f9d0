package org.umbel.tracer.material;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SheenAlbedoTest {
    private static final int STEPS = 32;
    private static final float ALPHA_MIN = 0.02f;
    private static final double ROOT_MIN = 0.02;

    /** In double, by functions that are the same everywhere, to the last bit. */
    @Test
    void shouldHoldWhatTheLobeIntegratesTo() {
        for (int r = 0; r < SheenAlbedo.ROUGHNESSES; r++) {
            final double roughness = (r + 1.0) / SheenAlbedo.ROUGHNESSES;
            final double alpha = Math.max(ALPHA_MIN, roughness * roughness);
            for (int c = 0; c < SheenAlbedo.COSINES; c++) {
                final double root = Math.max(ROOT_MIN, (double) c / (SheenAlbedo.COSINES - 1));
                assertThat(SheenAlbedo.at(r, c)).as("row %d, column %d", r, c)
                    .isEqualTo((float) integral(root * root, 1 / alpha));
            }
        }
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
