package org.umbel.tracer.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BsdfTest {
    private static final int SAMPLES = 1 << 16;

    /** Rough surfaces lose what would scatter twice between facets; nothing ever gains. */
    @ParameterizedTest
    @CsvSource({"1, 0.1, 0.99", "1, 0.5, 0.83", "1, 1, 0.3", "0, 0.1, 0.99", "0, 0.5, 0.89", "0, 1, 0.82"})
    void shouldGainNoEnergyAndLoseLittleWhenWhite(final float metallic, final float roughness, final double least) {
        final Bsdf bsdf = new Bsdf();
        for (final float cosine : new float[] {1f, 0.7f, 0.3f}) {
            bsdf.prepare(Scattering.surface(metallic, roughness), Scattering.sine(cosine), 0, cosine);
            assertThat(Scattering.albedo(bsdf)).as("cosine " + cosine).isBetween(least, 1.005);
        }
    }

    /** At alpha = 1, F = 1 and normal incidence the integral of D V cosine is 1 - ln 2. */
    @Test
    void shouldReflectTheClosedFormWhenRoughAndMetallic() {
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(Scattering.surface(1, 1), 0, 0, 1);
        final Random random = new Random(5);
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            sum += bsdf.sample(0.5f, random.nextFloat(), random.nextFloat()) ? bsdf.r : 0;
        }
        assertThat(sum / SAMPLES).isCloseTo(1 - Math.log(2), within(0.005));
    }

    @Test
    void shouldBeReciprocal() {
        final Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            final Surface surface = Scattering.surface(random.nextFloat(), 0.1f + 0.9f * random.nextFloat());
            final float[] a = Scattering.direction(random);
            final float[] b = Scattering.direction(random);
            final float there = Scattering.value(surface, a, b);
            assertThat(Scattering.value(surface, b, a)).isCloseTo(there, within(2e-4f * Math.max(1f, there)));
        }
    }

    @ParameterizedTest
    @CsvSource({"lambert, 0, 1, 0.6", "gltf, 0, 0.5, 0.6", "gltf, 1, 0.6, 0.9", "gltf, 0.5, 0.8, 0.3",
        "gltf, 1, 1, 0.15"})
    void shouldSampleWithItsDensity(final String model, final float metallic, final float roughness,
                                    final float cosine) {
        final Surface surface = Scattering.surface(metallic, roughness);
        surface.lambert = "lambert".equals(model);
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, Scattering.sine(cosine), 0, cosine);
        Scattering.checkDensity(bsdf);
    }

    @Test
    void shouldAgreeWithEvalWhenSampled() {
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(Scattering.surface(0.5f, 0.5f), Scattering.sine(0.5f), 0, 0.5f);
        assertThat(bsdf.sample(0.9f, 0.3f, 0.4f)).isTrue();
        final float weight = bsdf.r;
        final float pdf = bsdf.pdf;
        bsdf.eval(bsdf.wx, bsdf.wy, bsdf.wz);
        assertThat(bsdf.pdf).isEqualTo(pdf);
        assertThat(bsdf.r / bsdf.pdf).isCloseTo(weight, within(1e-5f));
    }

    @Test
    void shouldCountNothingBelowTheGeometricHorizon() {
        final Surface surface = Scattering.surface(0, 1);
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
}
