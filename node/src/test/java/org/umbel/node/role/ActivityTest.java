package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ActivityTest {
    private static final long CALM = Activity.CALM_AFTER_NS;

    private final Activity activity = new Activity(100);

    @Test
    void shouldCalmDownWhenNothingMoves() {
        assertThat(activity.isBusy(false, 7, 200)).isTrue();
        assertThat(activity.isBusy(false, 7, 200 + CALM - 1)).isTrue();
        assertThat(activity.isBusy(false, 7, 200 + CALM)).isFalse();
    }

    @Test
    void shouldBeBusyAtOnceWhenAnEpochBeginsOrAResultComes() {
        assertThat(activity.isBusy(false, 0, 100 + CALM)).isFalse();
        assertThat(activity.isBusy(false, 1, 101 + CALM)).isTrue();
    }

    @Test
    void shouldStayBusyWhileSomethingIsUnderWayHoweverLong() {
        assertThat(activity.isBusy(true, 0, 100 + 10 * CALM)).isTrue();
        assertThat(activity.isBusy(false, 0, 100 + 11 * CALM)).isFalse();
    }
}
