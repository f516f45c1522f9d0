package org.umbel.tracer.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;

class MapSkyTest {
    private static final int SAMPLES = 1 << 17;
    /** Midpoints along each edge of a cell. */
    private static final int FINE = 12;

    private final LightSample sample = new LightSample();

    /**
     * Pearson's chi-squared of sampled directions over the cells of the texels against the density, integrated by the
     * midpoint rule; its integral must be 1.
     */
    @ParameterizedTest
    @CsvSource({"16, 8, 0", "5, 3, 0.3", "1, 1, 0", "64, 2, -7.7"})
    void shouldSampleAsItsDensitySays(final int width, final int height, final float turns) {
        final Sky sky = sky(random(width, height), turns);
        final double[] expected = new double[width * height];
        double integral = 0;
        for (int y = 0; y < height * FINE; y++) {
            final double solidAngle = 2 * Math.PI / (width * FINE) * (Math.cos(Math.PI * y / (height * FINE))
                - Math.cos(Math.PI * (y + 1) / (height * FINE)));
            for (int x = 0; x < width * FINE; x++) {
                final float[] d = direction((x + 0.5) / (width * FINE) - turns, (y + 0.5) / (height * FINE));
                final double part = solidAngle * sky.pdf(d[0], d[1], d[2]);
                expected[y / FINE * width + x / FINE] += SAMPLES * part;
                integral += part;
            }
        }
        assertThat(integral).isCloseTo(1, within(1e-5));

        final double[] observed = new double[width * height];
        final Random random = new Random(7);
        for (int i = 0; i < SAMPLES; i++) {
            sky.sample(random.nextFloat(), random.nextFloat(), sample);
            assertThat(sample.x * sample.x + sample.y * sample.y + sample.z * sample.z).isCloseTo(1, within(1e-5f));
            final double across = Math.atan2(sample.z, sample.x) / (2 * Math.PI) + 0.5 + turns;
            final int x = (int) ((across - Math.floor(across)) * width);
            final int y = Math.min(height - 1, (int) (Math.acos(sample.y) / Math.PI * height));
            observed[y * width + x]++;
        }
        ChiSquared.check(observed, expected);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.37f})
    void shouldIntegrateToTheLightOfTheMap(final float turns) {
        final Sky sky = sky(random(16, 8), turns);
        double integral = 0;
        for (int y = 0; y < 8 * FINE; y++) {
            final double solidAngle = 2 * Math.PI / (16 * FINE) * (Math.cos(Math.PI * y / (8 * FINE))
                - Math.cos(Math.PI * (y + 1) / (8 * FINE)));
            for (int x = 0; x < 16 * FINE; x++) {
                final float[] d = direction((x + 0.5) / (16 * FINE), (y + 0.5) / (8 * FINE));
                sky.radiance(d[0], d[1], d[2], sample);
                integral += solidAngle * sample.g;
            }
        }
        final Random random = new Random(3);
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            sky.sample(random.nextFloat(), random.nextFloat(), sample);
            sum += sample.g / sample.pdf / SAMPLES;
        }
        assertThat(sum).isCloseTo(integral, within(0.01 * integral));
    }

    /** Of what is linear from texel to texel: the weights of dark texels beside a sun are its own, in part. */
    @Test
    void shouldGiveNoSampleOfASmallSunMuchMoreThanItsShare() {
        final byte[] texels = grey(32, 16, (x, y) -> x == 20 && y == 5 ? 10_000 : 0.01f);
        final Sky sky = sky(new EnvironmentMap(32, 16, texels), 0);
        final Random random = new Random(5);
        double sum = 0;
        double most = 0;
        for (int i = 0; i < SAMPLES; i++) {
            sky.sample(random.nextFloat(), random.nextFloat(), sample);
            sum += sample.g / sample.pdf / SAMPLES;
            most = Math.max(most, sample.g / sample.pdf);
        }
        // a corner's quarter of the radiance where the density has an eighth of an eighth
        assertThat(most).isLessThan(18 * sum);
    }

    @Test
    void shouldLieAsTheRecordSays() {
        final EnvironmentMap map = random(8, 4);
        final Sky sky = sky(map, 0);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 8; x++) {
                final float[] d = direction((x + 0.5) / 8, (y + 0.5) / 4);
                sky.radiance(d[0], d[1], d[2], sample);
                final int exponent = (map.rgbe()[4 * (8 * y + x) + 3] & 0xFF) - 136;
                assertThat(sample.g).isCloseTo(Math.scalb((float) (map.rgbe()[4 * (8 * y + x) + 1] & 0xFF), exponent),
                    within(1e-3f));
            }
        }
    }

    /** A quarter turn counter-clockwise, seen from above, brings to +x what was at +z. */
    @Test
    void shouldTurnCounterClockwiseAsSeenFromAbove() {
        final EnvironmentMap map = random(8, 4);
        final Sky sky = sky(map, 0);
        final Sky turned = sky(map, 0.25f);
        final LightSample other = new LightSample();
        sky.radiance(0, 0, 1, sample);
        turned.radiance(1, 0, 0, other);
        assertThat(other.g).isCloseTo(sample.g, within(1e-4f));
        sky.radiance(0, 0.6f, -0.8f, sample);
        turned.radiance(-0.8f, 0.6f, 0, other);
        assertThat(other.g).isCloseTo(sample.g, within(1e-4f));
    }

    @Test
    void shouldGoLinearlyFromTexelToTexelAndAroundTheSeam() {
        final byte[] texels = grey(4, 2, (x, y) -> x + 4 * y);
        final Sky sky = sky(new EnvironmentMap(4, 2, texels), 0);
        assertThat(at(sky, 0.5, 0.25)).isCloseTo(1.5f, within(1e-4f));
        assertThat(at(sky, 0.375, 0.5)).isCloseTo(3f, within(1e-4f));
        assertThat(at(sky, 0, 0.25)).isCloseTo(1.5f, within(1e-4f));
        assertThat(at(sky, 0.125, 0.999)).isCloseTo(4f, within(1e-4f));
    }

    @Test
    void shouldNotBeSampledWhenDark() {
        assertThat(sky(random(4, 2), 0).isSampled()).isTrue();
        assertThat(sky(new EnvironmentMap(4, 2, new byte[32]), 0).isSampled()).isFalse();
        assertThat(Sky.of(new Environment.Mapped(random(4, 2), 0, 0), new SkyCache(1)).isSampled()).isFalse();
    }

    @Test
    void shouldMakeTheTablesOfAMapOnce() {
        final SkyCache cache = new SkyCache(1);
        final EnvironmentMap map = random(4, 2);
        final MapTables tables = cache.of(map);
        assertThat(cache.of(new EnvironmentMap(4, 2, map.rgbe()))).isSameAs(tables);
        assertThat(cache.of(new EnvironmentMap(2, 4, map.rgbe()))).isNotSameAs(tables);
        assertThat(cache.of(map)).as("forgotten").isNotSameAs(tables);
    }

    private float at(final Sky sky, final double across, final double down) {
        final float[] d = direction(across, down);
        sky.radiance(d[0], d[1], d[2], sample);
        return sample.g;
    }

    private static Sky sky(final EnvironmentMap map, final float turns) {
        return Sky.of(new Environment.Mapped(map, turns, 1), new SkyCache(1));
    }

    /** Some texels are dark, and some bright. */
    private static EnvironmentMap random(final int width, final int height) {
        final Random random = new Random(17);
        final byte[] rgbe = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++) {
            final float light = (float) Math.exp(4 * random.nextGaussian() - 3);
            EnvironmentMap.encode(light, Math.min(light, 8f), random.nextFloat(), rgbe, 4 * i);
        }
        return new EnvironmentMap(width, height, rgbe);
    }

    private interface Light {
        float at(int x, int y);
    }

    private static byte[] grey(final int width, final int height, final Light light) {
        final byte[] rgbe = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++) {
            final float value = light.at(i % width, i / width);
            EnvironmentMap.encode(value, value, value, rgbe, 4 * i);
        }
        return rgbe;
    }

    /** Of a place across and down a map that is not turned, 0 to 1. */
    private static float[] direction(final double across, final double down) {
        final double azimuth = 2 * Math.PI * (across - 0.5);
        final double radius = Math.sin(Math.PI * down);
        return new float[] {(float) (radius * Math.cos(azimuth)), (float) Math.cos(Math.PI * down),
            (float) (radius * Math.sin(azimuth))};
    }
}
