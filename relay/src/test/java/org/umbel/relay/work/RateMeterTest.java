package org.umbel.relay.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateMeterTest {
    private static final long MS = 1_000_000L;

    private final RateMeter meter = new RateMeter();

    @Test
    void shouldSayWhatIsRememberedUntilItHasMeasured() {
        final RateMeter remembering = new RateMeter(300);
        assertThat(meter.perSecond()).isZero();
        assertThat(remembering.perSecond()).isEqualTo(300);
        remembering.onBusy(0);
        remembering.onDone(10, MS - 1);
        assertThat(remembering.perSecond()).as("less than a millisecond tells nothing").isEqualTo(300);
        remembering.onDone(10, MS);
        assertThat(remembering.perSecond()).isEqualTo(20_000);
    }

    @Test
    void shouldHalveTheWeightOfWhatWasBeforeWithEachSpan() {
        meter.onBusy(1000 * MS);
        meter.onDone(20, 1010 * MS);
        assertThat(meter.perSecond()).isEqualTo(2_000);
        meter.onDone(50, 1059 * MS);
        assertThat(meter.perSecond()).as("49 ms are no span").isEqualTo(2_000);
        meter.onDone(50, 1060 * MS);
        assertThat(meter.perSecond()).isEqualTo(2_000);
        meter.onDone(200, 1110 * MS);
        assertThat(meter.perSecond()).isEqualTo(3_000);
    }

    @Test
    void shouldNotCountTheTimeWithoutWork() {
        meter.onBusy(0);
        meter.onDone(10, 10 * MS);
        meter.onIdle();
        meter.onDone(1_000, 500 * MS);
        for (int burst = 1; burst <= 5; burst++) {
            meter.onBusy(burst * 1000 * MS);
            // busy already
            meter.onBusy(burst * 1000 * MS + 5 * MS);
            meter.onDone(10, burst * 1000 * MS + 10 * MS);
            meter.onIdle();
        }
        assertThat(meter.perSecond()).isEqualTo(1_000);
    }

    @Test
    void shouldNeverSayZeroOfAWorkerThatIsSlow() {
        meter.onBusy(0);
        meter.onDone(1, 10_000 * MS);
        assertThat(meter.perSecond()).isEqualTo(1);
    }
}
