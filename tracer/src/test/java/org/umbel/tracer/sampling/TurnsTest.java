package org.umbel.tracer.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void shouldBeNearTheTrueValuesOverSeveralTurns() {
        for (int i = -4096; i <= 8192; i++) {
            final float turns = i / 4096f;
            assertThat((double) Turns.sin(turns)).isCloseTo(StrictMath.sin(2 * Math.PI * turns), within(2e-7));
            assertThat((double) Turns.cos(turns)).isCloseTo(StrictMath.cos(2 * Math.PI * turns), within(2e-7));
        }
    }

    @Test
    void shouldGiveTheAngleOfEveryDirection() {
        for (int i = -4096; i <= 4096; i++) {
            final double angle = Math.PI * i / 4096;
            final float sine = (float) (3 * StrictMath.sin(angle));
            final float cosine = (float) (3 * StrictMath.cos(angle));
            assertThat((double) Turns.of(sine, cosine))
                .isCloseTo(StrictMath.atan2(sine, cosine) / (2 * Math.PI), within(1e-7));
        }
        assertThat(Turns.of(0, 0)).isZero();
        assertThat(Turns.of(2, 0)).isEqualTo(0.25f);
        assertThat(Turns.of(0, -1)).isEqualTo(0.5f);
        assertThat(Turns.of(-1e-30f, 1e-30f)).isEqualTo(-0.125f);
    }

    @Test
    void shouldBeExactAtQuarters() {
        assertThat(Turns.sin(0.25f)).isEqualTo(1f);
        assertThat(Turns.cos(0.25f)).isZero();
        assertThat(Turns.cos(0.5f)).isEqualTo(-1f);
        assertThat(Turns.sin(0.75f)).isEqualTo(-1f);
    }
}
