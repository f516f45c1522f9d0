package org.umbel.bench.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbel.node.output.Picture;

class TwiceTest {
    private static final int EDGE = 128;
    private static final double NOISE = 0.05;

    @Test
    void shouldTellNoiseFromWhatIsApart() {
        final Random random = new Random(1);
        final Twice ours = new Twice(noisy(random, 1.2), noisy(random, 1.2));
        final Twice theirs = new Twice(noisy(random, 1), noisy(random, 1));

        assertThat(ours.noise()).isCloseTo(NOISE * NOISE / 1.45, within(5e-5));
        assertThat(ours.apart(theirs)).isCloseTo(0.04 / 1.01, within(2e-3));
        assertThat(ours.apart(new Twice(noisy(random, 1.2), noisy(random, 1.2)))).isCloseTo(0, within(1e-3));
    }

    @Test
    void shouldMeanBoth() {
        final Picture mean = new Twice(new Picture(1, 1, new float[] {1, 2, 3}),
            new Picture(1, 1, new float[] {3, 2, 0})).mean();

        assertThat(mean.rgb()).containsExactly(2, 2, 1.5f);
    }

    private static Picture noisy(final Random random, final double mean) {
        final float[] rgb = new float[3 * EDGE * EDGE];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (float) (mean + NOISE * random.nextGaussian());
        }
        return new Picture(EDGE, EDGE, rgb);
    }
}
