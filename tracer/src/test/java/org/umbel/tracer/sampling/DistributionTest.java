package org.umbel.tracer.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void shouldSampleInProportionAndNeverWhatHasNoWeight() {
        final Distribution d = new Distribution(new double[] {0, 1, 0, 3, Double.NaN, -2, 4, 0});
        final int[] counts = new int[8];
        for (int i = 0; i < 8000; i++) {
            counts[d.sample((i + 0.5f) / 8000)]++;
        }
        assertThat(counts).containsExactly(0, 1000, 0, 3000, 0, 0, 4000, 0);
        assertThat(d.probability(3)).isCloseTo(0.375f, within(1e-7f));
        assertThat(d.sample(0x1.fffffep-1f)).isEqualTo(6);
        assertThat(d.sample(0f)).isEqualTo(1);
    }

    @Test
    void shouldBeEmptyWhenNothingHasWeight() {
        assertThat(new Distribution(new double[] {0, 0}).isEmpty()).isTrue();
        assertThat(new Distribution(new double[0]).isEmpty()).isTrue();
    }
}
