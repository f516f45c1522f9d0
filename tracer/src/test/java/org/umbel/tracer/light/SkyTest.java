package org.umbel.tracer.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Environment;

class SkyTest {
    private static final float[] ZENITH = {0.2f, 0.4f, 1f};
    private static final float[] HORIZON = {1f, 1f, 1f};
    private static final float[] NADIR = {0.1f, 0.1f, 0f};
    private static final Sky SKY = sky(new Environment.Gradient(ZENITH, HORIZON, NADIR));

    @Test
    void shouldIntegrateToTheSameRadianceWhenSampled() {
        final Random random = new Random(11);
        final LightSample s = new LightSample();
        final int samples = 1 << 14;
        final double[] sum = new double[3];
        for (int i = 0; i < samples; i++) {
            SKY.sample(random.nextFloat(), random.nextFloat(), s);
            assertThat(s.x * s.x + s.y * s.y + s.z * s.z).isCloseTo(1f, within(1e-5f));
            sum[0] += s.r / s.pdf;
            sum[1] += s.g / s.pdf;
            sum[2] += s.b / s.pdf;
        }
        for (int c = 0; c < 3; c++) {
            final double exact = 2 * Math.PI * (0.5 * NADIR[c] + HORIZON[c] + 0.5 * ZENITH[c]);
            assertThat(sum[c] / samples).as("channel " + c).isCloseTo(exact, within(0.02 * exact));
        }
    }

    /** Chi-squared of directions over bands of elevation times sectors against the density, by its midpoints. */
    @Test
    void shouldSampleAsItsDensitySays() {
        final int bands = 20;
        final int sectors = 6;
        final int fine = 16;
        final int samples = 1 << 17;
        final double[] expected = new double[bands * sectors];
        double integral = 0;
        for (int band = 0; band < bands * fine; band++) {
            final float y = (float) ((band + 0.5) * 2 / (bands * fine) - 1);
            final double part =
                SKY.pdf((float) Math.sqrt(1 - y * y), y, 0) * 4 * Math.PI / (bands * fine * sectors);
            for (int sector = 0; sector < sectors; sector++) {
                expected[band / fine * sectors + sector] += samples * part;
                integral += part;
            }
        }
        assertThat(integral).isCloseTo(1, within(1e-4));

        final double[] observed = new double[bands * sectors];
        final Random random = new Random(12);
        final LightSample s = new LightSample();
        for (int i = 0; i < samples; i++) {
            SKY.sample(random.nextFloat(), random.nextFloat(), s);
            final double turn = Math.atan2(s.z, s.x) / (2 * Math.PI);
            observed[Math.min(bands - 1, (int) ((s.y + 1) * 0.5 * bands)) * sectors
                + Math.min(sectors - 1, (int) ((turn - Math.floor(turn)) * sectors))]++;
        }
        ChiSquared.check(observed, expected);
    }

    @Test
    void shouldInterpolateOverTheSineOfElevation() {
        final LightSample s = new LightSample();
        SKY.radiance(0, 1, 0, s);
        assertThat(s.r).isCloseTo(0.2f, within(1e-6f));
        SKY.radiance(0, 0, 1, s);
        assertThat(s.r).isEqualTo(1f);
        SKY.radiance(0.866f, -0.5f, 0, s);
        assertThat(s.g).isCloseTo(0.55f, within(1e-6f));
    }

    private static Sky sky(final Environment environment) {
        return Sky.of(environment, new SkyCache(1));
    }

    @Test
    void shouldNotBeSampledWhenConstantOrBlack() {
        assertThat(SKY.isSampled()).isTrue();
        assertThat(sky(Environment.constant(1, 2, 3)).isSampled()).isFalse();
        assertThat(sky(new Environment.Gradient(new float[3], new float[3], new float[3])).isSampled()).isFalse();
    }
}
