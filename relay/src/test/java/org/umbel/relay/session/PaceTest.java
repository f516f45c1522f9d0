package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How fast somebody is thought to be. */
final class PaceTest {
    private static final long MS = 1_000_000L;

    private final Pace pace = new Pace();

    @Test
    void shouldBelieveWhatIsSaid() {
        assertThat(pace.rate()).isZero();
        pace.onWord(400, false, 5 * MS);
        assertThat(pace.rate()).isEqualTo(400);
        assertThat(pace.isBound()).isFalse();
        assertThat(pace.heardNs()).as("a word without progress").isEqualTo(Long.MIN_VALUE);
        pace.onWord(300, true, 6 * MS);
        assertThat(pace.heardNs()).isEqualTo(6 * MS);
        pace.restart();
        assertThat(pace.heardNs()).isEqualTo(Long.MIN_VALUE);
        assertThat(pace.rate()).isEqualTo(300);
    }

    @Test
    void shouldBelieveWhoWasSlowTwiceAsMuchWithEachWordOfProgress() {
        pace.onWord(100, true, 0);
        pace.onFoundSlow(20, 0);
        assertThat(pace.rate()).isEqualTo(20);
        assertThat(pace.isBound()).isTrue();
        assertThat(pace.said()).isEqualTo(100);
        pace.onWord(100, false, 1);
        assertThat(pace.rate()).isEqualTo(20);
        pace.onWord(100, true, 2);
        assertThat(pace.rate()).isEqualTo(40);
        pace.onWord(100, true, 3);
        pace.onWord(100, true, 4);
        assertThat(pace.rate()).isEqualTo(100);
        assertThat(pace.isBound()).isFalse();
        pace.onFoundSlow(0, 5);
        assertThat(pace.rate()).as("never nothing").isEqualTo(0.1);
    }

    @Test
    void shouldForetellLessAndLessOfWhoIsSilent() {
        assertThat(pace.foretold(200, 2, 100 * MS, 9000 * MS)).as("who has nothing to do is not silent").isEqualTo(200);
        pace.onBusy(0);
        // 2 threads, 10 ms a sample: four of them, and the silence that is usual
        pace.onWord(200, false, 0);
        assertThat(pace.foretold(200, 2, 100 * MS, 140 * MS)).isEqualTo(200);
        assertThat(pace.foretold(200, 2, 100 * MS, 280 * MS)).isEqualTo(50);
        assertThat(pace.foretold(200, 2, 100 * MS, 560 * MS)).isEqualTo(25);
    }

    @Test
    void shouldGiveTwoSecondsToWhoHasNotSaidHowFastItIs() {
        pace.onBusy(1000 * MS);
        assertThat(pace.foretold(8, 2, 100 * MS, 3100 * MS)).isEqualTo(8);
        assertThat(pace.foretold(8, 2, 100 * MS, 5200 * MS)).isEqualTo(2);
    }
}
