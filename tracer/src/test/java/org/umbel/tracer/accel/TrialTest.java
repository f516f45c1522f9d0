package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrialTest {
    private static final long MS = 1_000_000;

    private final Trial trial = new Trial();

    @Test
    void shouldTryAtOnceAndThenForAQuarterOfTheTime() {
        assertThat(trial.isDue()).isTrue();
        trial.note(true, 1, 10 * MS);
        trial.note(false, 1, 29 * MS);
        assertThat(trial.isDue()).isFalse();
        trial.note(false, 1, MS);
        assertThat(trial.isDue()).isTrue();
    }

    @Test
    void shouldPassOnceVectorCodeIsTheQuickerOverAWindow() {
        note(false, 1000, MS);
        note(true, 255, MS / 2);
        assertThat(trial.isPassed()).as("too few rays").isFalse();
        note(true, 1, MS / 2);
        assertThat(trial.isPassed()).isTrue();
    }

    @Test
    void shouldForgetTheWindowInWhichVectorCodeWasTheSlower() {
        note(false, 256, MS);
        note(true, 256, 100 * MS);
        assertThat(trial.isPassed()).isFalse();

        note(true, 256, MS / 2);
        assertThat(trial.isPassed()).as("no scalar code to compare with yet").isFalse();
        note(false, 256, MS);
        note(true, 1, MS);
        assertThat(trial.isPassed()).isTrue();
    }

    @Test
    void shouldTrySeldomWhereVectorCodeHasBeenSlowForLong() {
        note(true, 600, 100 * MS);
        note(false, 1800, 100 * MS);
        assertThat(trial.isDue()).isFalse();
        note(false, 58_199, 100 * MS);
        assertThat(trial.isDue()).isFalse();
        note(false, 1, 100 * MS);
        assertThat(trial.isDue()).isTrue();
    }

    @Test
    void shouldNotHoldAgainstVectorCodeThatTheProcessWasStopped() {
        trial.note(true, 1, 60_000 * MS);
        note(false, 3, 100 * MS);
        assertThat(trial.isDue()).isTrue();
    }

    @Test
    void shouldAskVectorCodeAloneWhereNobodyWaitsForIt() {
        assertThat(Trial.passed().isPassed()).isTrue();
        assertThat(Tiers.VECTOR.nearest.isPassed() && Tiers.VECTOR.any.isPassed()
            && Tiers.VECTOR.packets.isPassed()).isTrue();
    }

    /** Rays one by one. */
    private void note(final boolean isVector, final int rays, final long eachNs) {
        for (int i = 0; i < rays; i++) {
            trial.note(isVector, 1, eachNs);
        }
    }
}
