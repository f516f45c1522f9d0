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
