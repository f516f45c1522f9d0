package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RoundTripTest {
    private static final long MS = 1_000_000L;

    private final RoundTrip roundTrip = new RoundTrip();

    /** Sends up to a position, of which the other side speaks so much later. */
    private void trip(final long position, final long ms) {
        roundTrip.onSent(position, position * 1000 * MS);
        roundTrip.onHas(position, (position * 1000 + ms) * MS);
    }

    @Test
    void shouldWaitForTheWayThereAndBackAndSomeMore() {
        assertThat(roundTrip.againNs(1)).isEqualTo(10 * MS);
        trip(1, 3);
        assertThat(roundTrip.againNs(1)).as("a short way").isEqualTo(10 * MS);
        trip(2, 16);
        assertThat(roundTrip.againNs(1)).isEqualTo(24 * MS);
        trip(3, 8);
        assertThat(roundTrip.againNs(1)).as("less, by and by").isEqualTo(22_500_000);
    }

    @Test
    void shouldNotBelieveASingleLongTime() {
        trip(1, 9_000);
        assertThat(roundTrip.againNs(1)).isEqualTo(15 * MS);
        trip(2, 9_000);
        assertThat(roundTrip.againNs(1)).isEqualTo(45 * MS);
        for (int i = 3; i < 20; i++) {
            trip(i, 9_000);
        }
        assertThat(roundTrip.againNs(1)).isEqualTo(500 * MS);
    }

    @Test
    void shouldLearnNothingFromWhatWasLost() {
        roundTrip.onSent(5_000, 0);
        roundTrip.onSent(6_000, 30 * MS);
        roundTrip.onHas(4_000, 40 * MS);
        roundTrip.onLost(4_000);
        roundTrip.onHas(7_000, 60 * MS);
        assertThat(roundTrip.againNs(1)).isEqualTo(10 * MS);
        roundTrip.onSent(8_000, 100 * MS);
        roundTrip.onLost(8_000);
        roundTrip.onHas(8_000, 110 * MS);
        assertThat(roundTrip.againNs(1)).as("what is lost behind it does not matter").isEqualTo(15 * MS);
    }

    @Test
    void shouldWaitLongerEachTimeWhileTheWayIsUnknown() {
        assertThat(roundTrip.againNs(2)).isEqualTo(20 * MS);
        assertThat(roundTrip.againNs(3)).isEqualTo(40 * MS);
        assertThat(roundTrip.againNs(4)).isEqualTo(50 * MS);
        assertThat(roundTrip.againNs(400)).isEqualTo(50 * MS);
        for (int i = 1; i < 20; i++) {
            trip(i, 100);
        }
        assertThat(roundTrip.againNs(400)).isEqualTo(150 * MS);
    }
}
