package org.umbel.node.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DutyTest {
    private static final long STEP_NS = 200_000;

    /** A thread that computes in steps and rests whenever that is due. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30, 50, 90, 99})
    void shouldComputeItsShareOfTheTime(final int percent) {
        final Duty duty = new Duty(percent);
        long computedNs = 0;
        long restedNs = 0;
        while (computedNs < 1_000 * Duty.SLICE_NS) {
            duty.computed(STEP_NS);
            computedNs += STEP_NS;
            final long dueNs = duty.dueNs();
            duty.rested(dueNs);
            restedNs += dueNs;
        }

        assertThat(100.0 * computedNs / (computedNs + restedNs)).isBetween(percent - 0.1, percent + 0.5);
    }

    @Test
    void shouldComputeASliceInOnePiece() {
        final Duty duty = new Duty(50);
        duty.computed(Duty.SLICE_NS - 1);
        assertThat(duty.dueNs()).isZero();
        duty.computed(1);
        assertThat(duty.dueNs()).isEqualTo(Duty.SLICE_NS);
    }

    @Test
    void shouldTakeWaitingAsRestButSaveNoneUp() {
        final Duty duty = new Duty(50);
        duty.rested(1_000 * Duty.SLICE_NS);
        duty.computed(Duty.SLICE_NS);
        assertThat(duty.dueNs()).isEqualTo(Duty.SLICE_NS);
        duty.rested(Duty.SLICE_NS / 2);
        assertThat(duty.dueNs()).isZero();
    }

    @Test
    void shouldNeverRestOnFullDuty() {
        final Duty duty = new Duty(100);
        duty.computed(1_000 * Duty.SLICE_NS);
        assertThat(duty.dueNs()).isZero();
    }
}
