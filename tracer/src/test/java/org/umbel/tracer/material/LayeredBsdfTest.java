package org.umbel.tracer.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayeredBsdfTest {
    /** Single scattering loses with roughness, and more from inside; nothing ever gains. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1.5, false, 0.999", "1, 0, 1.5, true, 0.999", "1, 0.3, 1.5, false, 0.94",
        "1, 0.3, 1.5, true, 0.92",
        "1, 1, 1.5, false, 0.3", "1, 1, 1.5, true, 0.3", "0.5, 0.4, 1.8, false, 0.9", "0, 0.5, 1.3, false, 0.88",
        "0, 0.5, 2.4, false, 0.8", "1, 0.3, 0, false, 0.94", "1, 0.5, 1, true, 0.82"})
    void shouldGainNoEnergyAndLoseLittleWhenWhite(final float transmission, final float roughness, final float ior,
                                                  final boolean behind, final double least) {
        for (final boolean thin : new boolean[] {false, true}) {
            for (final float cosine : new float[] {1f, 0.7f, 0.3f}) {
                final Surface surface = glass(transmission, roughness, ior, behind);
                surface.thin = thin;
                final Bsdf bsdf = new Bsdf();
                bsdf.prepare(surface, Scattering.sine(cosine), 0, cosine);
                assertThat(Scattering.albedo(bsdf)).as("cosine " + cosine + (thin ? " thin" : ""))
                    .isBetween(least, 1.005);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0.5, 1.5, false, 0.6", "1, 0, 0.6, 1.5, true, 0.8", "1, 0, 0.8, 2.4, false, 0.3",
        "0.6, 0.3, 0.7, 1.33, false, 0.6", "0.6, 0.3, 0.7, 1.33, true, 0.6", "0, 0.5, 0.6, 1.8, false, 0.5"})
    void shouldSampleWithItsDensity(final float transmission, final float metallic, final float roughness,
                                    final float ior, final boolean behind, final float cosine) {
        for (final boolean thin : new boolean[] {false, true}) {
            final Surface surface = glass(transmission, roughness, ior, behind);
            surface.metallic = metallic;
            surface.thin = thin;
            final Bsdf bsdf = new Bsdf();
            bsdf.prepare(surface, Scattering.sine(cosine), 0, cosine);
            Scattering.checkDensity(bsdf);
        }
    }

    @Test
    void shouldBeReciprocalWhereItReflects() {
        final Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            final Surface surface = glass(random.nextFloat(), 0.1f + 0.9f * random.nextFloat(),
                1.1f + random.nextFloat(), random.nextBoolean());
            surface.metallic = random.nextFloat();
            final float[] a = Scattering.direction(random);
            final float[] b = Scattering.direction(random);
            final float there = Scattering.value(surface, a, b);
            assertThat(Scattering.value(surface, b, a)).isCloseTo(there, within(5e-4f * Math.max(1f, there)));
        }
    }

    /** Veach's reciprocity of refraction, with radiance that is not scaled: f / eta^2 of the side of the light. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldBeReciprocalWhereItTransmits(final boolean thin) {
        final Random random = new Random(43);
        int lit = 0;
        for (int i = 0; i < 2000; i++) {
            final float ior = 1.1f + random.nextFloat();
            final Surface front = glass(0.9f, 0.2f + 0.8f * random.nextFloat(), ior, false);
            front.thin = thin;
            final Surface back = glass(0.9f, front.roughness, ior, true);
            back.thin = thin;
            back.gz = -1;
            back.frame.set(0, 0, -1);
            final float[] a = Scattering.direction(random);
            final float[] b = Scattering.direction(random);
            b[2] = -b[2];
            final float there = Scattering.value(front, a, b) / (thin ? 1f : ior * ior);
            assertThat(Scattering.value(back, b, a)).isCloseTo(there, within(1e-3f * Math.max(1f, there)));
            lit += there > 0 ? 1 : 0;
        }
        assertThat(lit).isGreaterThan(300);
    }

    /** Snell's law through a smooth facet, entering and leaving. */
    @ParameterizedTest
    @CsvSource({"false, 0.6, 0.4", "true, 0.4, 0.6"})
    void shouldBendByTheIndexOfRefraction(final boolean behind, final float sine, final float bent) {
        final Surface surface = glass(1, 0, 1.5f, behind);
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, sine, 0, Scattering.sine(sine));
        assertThat(bsdf.sample(0.99f, 0.25f, 0.5f)).isTrue();
        assertThat(bsdf.wx).isCloseTo(-bent, within(0.005f));
        assertThat(bsdf.wz).isNegative();
    }

    @Test
    void shouldNotBendWhenTheWallIsThin() {
        final Surface surface = glass(1, 0, 1.5f, false);
        surface.thin = true;
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, 0.6f, 0, 0.8f);
        assertThat(bsdf.sample(0.99f, 0.25f, 0.5f)).isTrue();
        assertThat(bsdf.wx).isCloseTo(-0.6f, within(0.005f));
        assertThat(bsdf.wz).isCloseTo(-0.8f, within(0.005f));
    }

    @Test
    void shouldReflectAllBeyondTheCriticalAngle() {
        assertThat(Dielectric.reflectance(0.7f, 1 / 1.5f)).isEqualTo(1f);
        assertThat(Dielectric.reflectance(1f, 1.5f)).isCloseTo(0.04f, within(1e-6f));
        assertThat(Dielectric.reflectance(0f, 1.5f)).isCloseTo(1f, within(1e-6f));
    }

    @Test
    void shouldCountNothingFromTheOtherSideOfTheGeometry() {
        final Surface surface = glass(1, 1, 1.5f, false);
        surface.frame.set(0.6f, 0, 0.8f);
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, 0, 0, 1);
        bsdf.eval(0.9950372f, 0, -0.0995037f);
        assertThat(bsdf.pdf).as("above the shading normal, below the surface").isZero();
        bsdf.eval(-0.8f, 0, 0.6f);
        assertThat(bsdf.pdf).as("below the shading normal, above the surface").isZero();
        bsdf.eval(-0.6f, 0, -0.8f);
        assertThat(bsdf.pdf).isPositive();
    }

    /** The coat over what is below, with a normal of its own. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0.4, 0.3, 0.8", "0, 1, 0.3, 0.5, 0.7", "1, 0, 0.5, 0.4, 0.8", "0, 0.5, 0.6, 1, 0.55"})
    void shouldConserveUnderACoat(final float transmission, final float metallic, final float roughness,
                                  final float coatRoughness, final double least) {
        final Surface surface = glass(transmission, roughness, 1.5f, false);
        surface.metallic = metallic;
        surface.coat = 0.9f;
        surface.coatRoughness = coatRoughness;
        for (final float lean : new float[] {0, 0.28f}) {
            surface.coatFrame.set(lean, 0, Scattering.sine(lean));
            for (final float cosine : new float[] {0.95f, 0.5f}) {
                final Bsdf bsdf = new Bsdf();
                bsdf.prepare(surface, Scattering.sine(cosine), 0, cosine);
                assertThat(Scattering.albedo(bsdf)).isBetween(least, 1.005);
                Scattering.checkDensity(bsdf);
            }
        }
        // a normal that leans is not reciprocal, as no bent normal is
        surface.coatFrame.set(0, 0, 1);
        checkReciprocal(surface);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.2, 0.7", "0, 0.6, 0.75", "0, 1, 0.75", "1, 0.5, 0.7", "0.5, 0.07, 0.7"})
    void shouldConserveUnderSheen(final float metallic, final float sheenRoughness, final double least) {
        final Surface surface = glass(0, 0.5f, 1.5f, false);
        surface.metallic = metallic;
        surface.sheenRoughness = sheenRoughness;
        surface.sheenR = 1;
        surface.sheenG = 1;
        surface.sheenB = 1;
        for (final float cosine : new float[] {1f, 0.5f, 0.1f}) {
            final Bsdf bsdf = new Bsdf();
            bsdf.prepare(surface, Scattering.sine(cosine), 0, cosine);
            assertThat(Scattering.albedo(bsdf)).as("cosine " + cosine).isBetween(least, 1.01);
            Scattering.checkDensity(bsdf);
        }
        checkReciprocal(surface);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0.6, 0.9", "0, 1, 0.3, 1", "1, 0, 0.5, 0.7"})
    void shouldConserveWhenStretched(final float transmission, final float metallic, final float roughness,
                                     final float strength) {
        final Surface surface = glass(transmission, roughness, 1.5f, false);
        surface.metallic = metallic;
        surface.anisotropy = strength;
        surface.tx = 0.6f;
        surface.ty = 0.8f;
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, 0.6f, 0, 0.8f);
        assertThat(Scattering.albedo(bsdf)).isBetween(0.4, 1.005);
        Scattering.checkDensity(bsdf);
        checkReciprocal(surface);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0.4, 250", "0, 1, 0.4, 400", "1, 0, 0.5, 550", "0.5, 0.5, 0.6, 100"})
    void shouldConserveUnderAFilm(final float transmission, final float metallic, final float roughness,
                                  final float thicknessNm) {
        final Surface surface = glass(transmission, roughness, 1.5f, false);
        surface.metallic = metallic;
        surface.film = 1;
        surface.filmIor = 1.8f;
        surface.filmThickness = thicknessNm;
        for (final float cosine : new float[] {0.8f, 0.4f}) {
            final Bsdf bsdf = new Bsdf();
            bsdf.prepare(surface, Scattering.sine(cosine), 0, cosine);
            assertThat(Scattering.albedo(bsdf)).isBetween(0.5, 1.005);
            Scattering.checkDensity(bsdf);
        }
        checkReciprocal(surface);
    }

    /** Nothing of a film is left where it has no thickness; otherwise it has a colour, which the angle changes. */
    @Test
    void shouldColourByItsThicknessAndTheAngle() {
        final ThinFilm film = new ThinFilm();
        film.prepare(1.8f, 0);
        film.reflect(1, 0.04f, 0.3f, 0.9f);
        assertThat(film.r).isCloseTo(0.04f, within(0.02f));
        assertThat(film.g).isCloseTo(0.3f, within(0.02f));
        assertThat(film.b).isCloseTo(0.9f, within(0.02f));
        film.prepare(1.8f, 400);
        film.reflect(1, 0.04f, 0.04f, 0.04f);
        final float straight = film.r - film.b;
        film.reflect(0.5f, 0.04f, 0.04f, 0.04f);
        assertThat(Math.abs(film.r - film.b - straight)).isGreaterThan(0.05f);
    }

    /** Highlights are long along the tangent. */
    @Test
    void shouldStretchAlongTheTangent() {
        final Surface surface = glass(0, 0.3f, 1.5f, false);
        surface.metallic = 1;
        surface.anisotropy = 1;
        surface.ty = 1;
        final float[] up = {0, 0, 1};
        assertThat(Scattering.value(surface, up, new float[] {0, 0.6f, 0.8f}))
            .isGreaterThan(10 * Scattering.value(surface, up, new float[] {0.6f, 0, 0.8f}));
    }

    /** Three indices of refraction: red goes on the straightest; white stays white altogether. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldConserveWhenItDisperses(final boolean behind) {
        final Surface surface = glass(1, 0.5f, 1.5f, behind);
        surface.dispersion = 5;
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, 0.6f, 0, 0.8f);
        assertThat(Scattering.albedo(bsdf)).isBetween(0.7, 1.005);
        Scattering.checkDensity(bsdf);
        checkReciprocal(surface);
    }

    @Test
    void shouldBendRedLessThanBlue() {
        final Surface surface = glass(1, 0, 1.5f, false);
        surface.dispersion = 4;
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, 0.6f, 0, 0.8f);
        assertThat(bsdf.sample(0.99f / 3, 0.25f, 0.5f)).isTrue();
        final float red = bsdf.wx;
        assertThat(bsdf.r).isGreaterThan(2).isGreaterThan(100 * bsdf.b);
        assertThat(bsdf.sample(0.99f, 0.25f, 0.5f)).isTrue();
        assertThat(bsdf.b).isGreaterThan(2).isGreaterThan(100 * bsdf.r);
        assertThat(bsdf.wx).isGreaterThan(red + 0.02f);
    }

    private static void checkReciprocal(final Surface surface) {
        final Random random = new Random(45);
        for (int i = 0; i < 300; i++) {
            final float[] a = Scattering.direction(random);
            final float[] b = Scattering.direction(random);
            final float there = Scattering.value(surface, a, b);
            assertThat(Scattering.value(surface, b, a)).isCloseTo(there, within(1e-3f * Math.max(1f, there)));
        }
    }

    /** Nothing on it: Lambert. A colour above 1 stops at a mirror, and what it reflects does not reach the base. */
    @ParameterizedTest
    @CsvSource({"0, 1, 0.999, 1.001, 0.99", "1, 1, 0.9, 1, 0.9", "1, 30, 0.85, 1, 0", "0.5, 30, 0.85, 1, 0.1"})
    void shouldConserveWhateverDielectricsReflect(final float weight, final float color, final double least,
                                                  final double most, final double leastWithoutColor) {
        final Surface surface = glass(0, 0.4f, 1.5f, false);
        surface.specular = weight;
        surface.specularG = color;
        final Bsdf bsdf = new Bsdf();
        bsdf.prepare(surface, 0.6f, 0, 0.8f);
        assertThat(Scattering.albedo(bsdf)).isBetween(least, most + 0.005);
        Scattering.checkDensity(bsdf);
        surface.specularR = 0;
        surface.specularG = 0;
        surface.specularB = 0;
        bsdf.prepare(surface, 0.6f, 0, 0.8f);
        assertThat(Scattering.albedo(bsdf)).isBetween(leastWithoutColor, 1.005);
    }

    /** With default values it is what it is without extensions, to rounding. */
    @Test
    void shouldScatterLikePlainMaterialsByDefault() {
        final Random random = new Random(44);
        for (int i = 0; i < 1000; i++) {
            final Surface surface = glass(0, random.nextFloat(), 1.5f, false);
            surface.metallic = random.nextFloat();
            surface.baseG = 0.7f;
            final float[] a = Scattering.direction(random);
            final float[] b = Scattering.direction(random);
            final float layered = Scattering.value(surface, a, b);
            surface.layered = false;
            final float plain = Scattering.value(surface, a, b);
            assertThat(layered).isCloseTo(plain, within(1e-4f * Math.max(1f, plain)));
        }
    }

    private static Surface glass(final float transmission, final float roughness, final float ior,
                                 final boolean behind) {
        final Surface s = Scattering.surface(0, roughness);
        s.layered = true;
        s.transmission = transmission;
        s.ior = ior;
        s.behind = behind;
        s.specular = 1;
        s.specularR = 1;
        s.specularG = 1;
        s.specularB = 1;
        return s;
    }
}
