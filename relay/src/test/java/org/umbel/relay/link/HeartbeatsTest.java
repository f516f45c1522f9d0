package org.umbel.relay.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.Heartbeat;

/** Beats every 250, dead after 1,500 without a word. */
final class HeartbeatsTest {
    private static final long T0 = 10_000;

    private final Heartbeats beats = new Heartbeats(new LinkTimes(250, 1500), T0);

    @Test
    void shouldBeatAtOnceAndThenEachPeriodOrAQuarterOfItEarlierForWhoIsAwakeAnyway() {
        assertThat(beats.isDue(T0 - 63)).isFalse();
        assertThat(beats.isDue(T0 - 62)).isTrue();
        assertThat(beats.beat(T0 + 3)).isEqualTo(new Heartbeat(T0 + 3, 0));
        assertThat(beats.nextDeadlineNs(true)).isEqualTo(T0 + 253);
        assertThat(beats.isDue(T0 + 190)).isFalse();
        assertThat(beats.isDue(T0 + 191)).isTrue();
    }

    @Test
    void shouldEchoTheOthersClockPlusTheTimeItWasHeld() {
        beats.onHeartbeat(new Heartbeat(77_000, 0), T0 + 100);
        assertThat(beats.beat(T0 + 140)).isEqualTo(new Heartbeat(T0 + 140, 77_040));
    }

    @Test
    void shouldBeSilentWhenNothingWasHeardForTheWholeTime() {
        assertThat(beats.isSilent(T0 + 1499)).isFalse();
        assertThat(beats.polledNs()).isEqualTo(T0 + 1499);
        assertThat(beats.isSilent(T0 + 1500)).isTrue();
        beats.onHeard(T0 + 1000);
        assertThat(beats.isSilent(T0 + 2499)).isFalse();
        assertThat(beats.isSilent(T0 + 2500)).isTrue();
        // a word that was heard before, and is told late
        beats.onHeard(T0 + 500);
        assertThat(beats.isSilent(T0 + 2499)).isFalse();
    }

    @Test
    void shouldNotCountTheTimeInWhichThisNodeStoodStill() {
        beats.shift(400);
        assertThat(beats.isSilent(T0 + 1899)).isFalse();
        assertThat(beats.isSilent(T0 + 1900)).isTrue();
    }

    @Test
    void shouldSmoothTheRoundTrip() {
        assertThat(beats.rttNs()).isZero();
        beats.onHeartbeat(new Heartbeat(1, T0 + 100), T0 + 180);
        assertThat(beats.rttNs()).isEqualTo(80);
        beats.onHeartbeat(new Heartbeat(2, T0 + 200), T0 + 360);
        assertThat(beats.rttNs()).isEqualTo((7 * 80 + 160) / 8);
    }

    @Test
    void shouldMeasureNothingByAnEchoThatCannotBeOne() {
        beats.onHeartbeat(new Heartbeat(1, T0 + 100), T0 + 180);
        beats.onHeartbeat(new Heartbeat(2, 0), T0 + 200);
        beats.onHeartbeat(new Heartbeat(3, T0 + 301), T0 + 300);
        beats.onHeartbeat(new Heartbeat(4, T0), T0 + 1501);
        assertThat(beats.rttNs()).isEqualTo(80);
        beats.onHeartbeat(new Heartbeat(5, T0), T0 + 1500);
        assertThat(beats.rttNs()).isEqualTo((7 * 80 + 1500) / 8);
    }

    @Test
    void shouldKnowARoundTripOfNoTimeFromNone() {
        beats.onHeartbeat(new Heartbeat(1, T0), T0);
        assertThat(beats.rttNs()).isEqualTo(1);
    }

    @Test
    void shouldWakeForTheNextBeatOrTheEndOfPatience() {
        beats.beat(T0);
        assertThat(beats.nextDeadlineNs(true)).isEqualTo(T0 + 250);
        assertThat(beats.nextDeadlineNs(false)).isEqualTo(T0 + 1500);
    }
}
