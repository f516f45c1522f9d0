package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RepeatsTest {
    private static final long MS = 1_000_000L;
    private static final int PACKET = 1408;
    /** The driver sends a gap again at most so often. */
    private static final long AGAIN_NS = 10 * MS;

    private final Repeats repeats = new Repeats();
    private long nowNs = 77_000 * MS;

    private void again(final long forNs) {
        for (final long endNs = nowNs + forNs; nowNs - endNs < 0; nowNs += AGAIN_NS) {
            repeats.onAgain(PACKET, nowNs);
        }
    }

    @Test
    void shouldGiveUpWhatIsSentAgainForThreeSecondsAndNeverArrives() {
        again(2_890 * MS);
        assertThat(repeats.isHopeless()).isFalse();
        again(20 * MS);
        assertThat(repeats.isHopeless()).isTrue();
        assertThat(repeats.bytes()).isEqualTo(291L * PACKET);
    }

    @Test
    void shouldDoubtSoonerSoThatLessIsSentInVain() {
        again(290 * MS);
        assertThat(repeats.isDoubtful()).isFalse();
        again(20 * MS);
        assertThat(repeats.isDoubtful()).isTrue();
        assertThat(repeats.isHopeless()).isFalse();
    }

    @Test
    void shouldBeginAnewWithAnyProgress() {
        again(2_890 * MS);
        repeats.onHas(32);
        assertThat(repeats.bytes()).isZero();
        assertThat(repeats.isDoubtful()).isFalse();
        again(2_890 * MS);
        assertThat(repeats.isHopeless()).isFalse();
        repeats.onHas(32);
        again(20 * MS);
        assertThat(repeats.isHopeless()).as("the same position again is no progress").isTrue();
    }

    @Test
    void shouldNotCountTheTimeInWhichNothingIsSent() {
        for (int i = 0; i < 29; i++) {
            repeats.onAgain(PACKET, nowNs);
            nowNs += 60_000 * MS;
        }
        assertThat(repeats.isHopeless()).as("stopped for a minute 28 times").isFalse();
    }

    @Test
    void shouldBearALossOfHalfOfAllPacketsOnASlowLink() {
        final SplittableRandom random = new SplittableRandom(0x10557);
        long position = 0;
        for (int i = 0; i < 100_000; i++) {
            nowNs += AGAIN_NS;
            if (random.nextInt(2) == 0) {
                position += PACKET;
                repeats.onHas(position);
            } else {
                repeats.onAgain(PACKET, nowNs);
            }
            assertThat(repeats.isHopeless()).isFalse();
        }
    }
}
