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
        trial.note(false, 1000, 1000 * MS);
        trial.note(true, 255, 100 * MS);
        assertThat(trial.isPassed()).as("too few rays").isFalse();
        trial.note(true, 1, MS);
        assertThat(trial.isPassed()).isTrue();
    }

    @Test
    void shouldForgetTheWindowInWhichVectorCodeWasTheSlower() {
        trial.note(false, 256, 256 * MS);
        trial.note(true, 256, 25_600 * MS);
        assertThat(trial.isPassed()).isFalse();

        trial.note(true, 256, 100 * MS);
        assertThat(trial.isPassed()).as("no scalar code to compare with yet").isFalse();
        trial.note(false, 256, 256 * MS);
        trial.note(true, 1, MS);
        assertThat(trial.isPassed()).isTrue();
    }

    @Test
    void shouldTrySeldomWhereVectorCodeHasBeenSlowForLong() {
        trial.note(true, 1000, 20_000 * MS);
        trial.note(false, 1000, 60_000 * MS);
        assertThat(trial.isDue()).isFalse();
        trial.note(false, 1000, 1_940_000 * MS);
        assertThat(trial.isDue()).isTrue();
    }

    @Test
    void shouldAskVectorCodeAloneWhereNobodyWaitsForIt() {
        assertThat(Trial.passed().isPassed()).isTrue();
        assertThat(Tiers.VECTOR.nearest.isPassed() && Tiers.VECTOR.any.isPassed()
            && Tiers.VECTOR.packets.isPassed()).isTrue();
    }
}
