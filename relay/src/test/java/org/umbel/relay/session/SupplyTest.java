package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A parent 5 ms away; a tile is not passed on more often than every 33 ms. */
final class SupplyTest {
    private static final long MS = 1_000_000L;
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);

    private final Supply supply = new Supply(false, TIMES);

    @Test
    void shouldExpectMoreWhileSomethingIsFreeOrHasJustCome() {
        supply.rttNs(5 * MS);
        supply.onReceived(100 * MS);
        assertThat(supply.moreNs(false, 142 * MS)).isEqualTo(Long.MAX_VALUE);
        assertThat(supply.moreNs(false, 143 * MS)).isEqualTo(30 * MS);
        assertThat(supply.moreNs(true, 143 * MS)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldExpectNothingAtARootButWhatIsFree() {
        final Supply root = new Supply(true, TIMES);
        assertThat(root.moreNs(false, 1)).isZero();
        assertThat(root.moreNs(true, 1)).isEqualTo(Long.MAX_VALUE);
    }
}
