package org.umbel.tracer.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowersTest {
    @Test
    void shouldComeNearPowersOfTwo() {
        for (float x = -125.9f; x < 126; x += 0.0137f) {
            assertThat(Powers.two(x) / Math.pow(2, x)).as("2^" + x).isCloseTo(1, within(3e-7));
        }
    }

    @Test
    void shouldComeNearBinaryLogarithms() {
        for (float x = 1e-30f; x < 1e30f; x *= 1.0137f) {
            assertThat((double) Powers.log2(x)).as("of " + x)
                .isCloseTo(Math.log(x) / Math.log(2), within(3e-7 + 1e-7 * Math.abs(Powers.log2(x))));
        }
        assertThat(Powers.log2(8)).isEqualTo(3f);
        assertThat(Powers.log2(1)).isZero();
    }

    @Test
    void shouldBeExactAtIntegersAndBoundedBeyond() {
        assertThat(Powers.two(0)).isEqualTo(1f);
        assertThat(Powers.two(-3)).isEqualTo(0.125f);
        assertThat(Powers.two(-1e30f)).isZero();
        assertThat(Powers.two(Float.NEGATIVE_INFINITY)).isZero();
        assertThat(Powers.two(Float.NaN)).isZero();
        assertThat(Powers.two(1e30f)).isEqualTo(0x1p127f);
    }
}
