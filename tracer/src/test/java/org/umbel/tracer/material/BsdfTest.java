package org.umbel.tracer.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BsdfTest {
    private static final int SAMPLES = 1 << 16;
    private static final int RINGS = 8;
    private static final int SECTORS = 16;
    private static final int CELLS = RINGS * SECTORS;

    /** Rough surfaces lose what would scatter twice between facets; nothing ever gains. */
    @ParameterizedTest
    @CsvSource({"1, 0.1, 0.99", "1, 0.5, 0.83", "1, 1, 0.3", "0, 0.1, 0.99", "0, 0.5, 0.89", "0, 1, 0.82"})
    void shouldGainNoEnergyAndLoseLittleWhenWhite(final float metallic, final float roughness, final double least) {
        final Bsdf bsdf = new Bsdf();
        for (final float cosine : new float[] {1f, 0.7f, 0.3f}) {
            bsdf.prepare(surface(metallic, roughness), sine(cosine), 0, cosine);
            final Random random = new Random(0x5eed);
            double sum = 0;
            for (int i = 0; i < SAMPLES; i++) {
                if (bsdf.sample(random.nextFloat(), random.nextFloat(), random.nextFloat())) {
                    sum += bsdf.g;
                }
            }
            assertThat(sum / SAMPLES).as("cosine " + cosine).isBetween(least, 1.005);
        }
    }

    /** At alpha = 1, F = 1 and normal incidence the integral of D V cosine is 1 - ln 2. */
    @Test
    void shouldReflectTheClosedFormWhenRoughAndMetallic() {
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface(1, 1), 0, 0, 1);
        final Random random = new Random(5);
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            sum += bsdf.sample(0.5f, random.nextFloat(), random.nextFloat()) ? bsdf.r : 0;
        }
        assertThat(sum / SAMPLES).isCloseTo(1 - Math.log(2), within(0.005));
    }

    @Test
    void shouldBeReciprocal() {
        final Bsdf bsdf = new Bsdf();
        final Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            final Surface surface = surface(random.nextFloat(), 0.1f + 0.9f * random.nextFloat());
            final float[] a = direction(random);
            final float[] b = direction(random);
            bsdf.prepare(surface, a[0], a[1], a[2]);
            bsdf.eval(b[0], b[1], b[2]);
            final float there = bsdf.g / b[2];
            bsdf.prepare(surface, b[0], b[1], b[2]);
            bsdf.eval(a[0], a[1], a[2]);
            assertThat(bsdf.g / a[2]).isCloseTo(there, within(2e-4f * Math.max(1f, there)));
        }
    }

    /** Pearson's chi-squared of sampled directions over cells of equal solid angle against the integrated density. */
    @ParameterizedTest
    @CsvSource({"lambert, 0, 1, 0.6", "gltf, 0, 0.5, 0.6", "gltf, 1, 0.6, 0.9", "gltf, 0.5, 0.8, 0.3",
        "gltf, 1, 1, 0.15"})
    void shouldSampleWithItsDensity(final String model, final float metallic, final float roughness,
                                    final float cosine) {
        final Surface surface = surface(metallic, roughness);
        surface.lambert = "lambert".equals(model);
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, sine(cosine), 0, cosine);
        final double[] observed = new double[CELLS + 1];
        final Random random = new Random(7);
        for (int i = 0; i < SAMPLES; i++) {
            final boolean found = bsdf.sample(random.nextFloat(), random.nextFloat(), random.nextFloat());
            observed[found ? cell(bsdf) : CELLS]++;
        }
        final double[] expected = expected(bsdf);
        double chi2 = 0;
        int degrees = -1;
        for (int i = 0; i <= CELLS; i++) {
            if (expected[i] > 5) {
                chi2 += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
                degrees++;
            }
        }
        // mean k, variance 2k: five standard deviations
        assertThat(degrees).isGreaterThan(40);
        assertThat(chi2).isLessThan(degrees + 5 * Math.sqrt(2.0 * degrees));
    }

    @Test
    void shouldAgreeWithEvalWhenSampled() {
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface(0.5f, 0.5f), sine(0.5f), 0, 0.5f);
        assertThat(bsdf.sample(0.9f, 0.3f, 0.4f)).isTrue();
        final float weight = bsdf.r;
        final float pdf = bsdf.pdf;
        bsdf.eval(bsdf.wx, bsdf.wy, bsdf.wz);
        assertThat(bsdf.pdf).isEqualTo(pdf);
        assertThat(bsdf.r / bsdf.pdf).isCloseTo(weight, within(1e-5f));
    }

    @Test
    void shouldCountNothingBelowTheGeometricHorizon() {
        final Surface surface = surface(0, 1);
        surface.lambert = true;
        surface.frame.set(0.6f, 0, 0.8f);
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, 0, 0, 1);
        bsdf.eval(0.9950372f, 0, 0.0995037f);
        assertThat(bsdf.pdf).isPositive();

        bsdf.eval(0.9950372f, 0, -0.0995037f);
        assertThat(bsdf.pdf).isZero();
        assertThat(bsdf.r).isZero();
    }

    /** Samples per cell by the midpoint rule; the last cell is of those that went below the horizon. */
    private static double[] expected(final Bsdf bsdf) {
        final double[] expected = new double[CELLS + 1];
        expected[CELLS] = SAMPLES;
        final int fine = 24;
        for (int ring = 0; ring < RINGS * fine; ring++) {
            for (int sector = 0; sector < SECTORS * fine; sector++) {
                final float z = (ring + 0.5f) / (RINGS * fine);
                final double phi = 2 * Math.PI * (sector + 0.5) / (SECTORS * fine);
                bsdf.eval((float) (sine(z) * Math.cos(phi)), (float) (sine(z) * Math.sin(phi)), z);
                final double part = SAMPLES * bsdf.pdf * 2 * Math.PI / (CELLS * fine * fine);
                expected[ring / fine * SECTORS + sector / fine] += part;
                expected[CELLS] -= part;
            }
        }
        return expected;
    }

    private static int cell(final Bsdf bsdf) {
        final double phi = Math.atan2(bsdf.wy, bsdf.wx) / (2 * Math.PI);
        final int sector = Math.min(SECTORS - 1, (int) ((phi < 0 ? phi + 1 : phi) * SECTORS));
        return Math.min(RINGS - 1, (int) (bsdf.wz * RINGS)) * SECTORS + sector;
    }

    private static Surface surface(final float metallic, final float roughness) {
        final Surface s = new Surface();
        s.gz = 1;
        s.frame.set(0, 0, 1);
        s.baseR = 1;
        s.baseG = 1;
        s.baseB = 1;
        s.metallic = metallic;
        s.roughness = roughness;
        return s;
    }

    private static float sine(final float cosine) {
        return (float) Math.sqrt(1 - cosine * cosine);
    }

    private static float[] direction(final Random random) {
        final float z = 0.05f + 0.95f * random.nextFloat();
        final double phi = 2 * Math.PI * random.nextFloat();
        return new float[] {(float) (sine(z) * Math.cos(phi)), (float) (sine(z) * Math.sin(phi)), z};
    }
}
