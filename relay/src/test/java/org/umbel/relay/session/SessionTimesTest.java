package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.Mode;

/** Windows of 100 and 500 ms. */
final class SessionTimesTest {
    private static final long MS = 1_000_000L;
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);

    @Test
    void shouldKeepAWorkerBusyForAWindowAndARoundTrip() {
        assertThat(TIMES.window(Mode.INTERACTIVE, 2, 1000, 0)).isEqualTo(100);
        assertThat(TIMES.window(Mode.INTERACTIVE, 2, 1000, 50 * MS)).isEqualTo(150);
        assertThat(TIMES.window(Mode.FINAL, 2, 1000, 50 * MS)).isEqualTo(550);
        assertThat(TIMES.window(Mode.TILED, 2, 1000, 0)).isEqualTo(500);
        assertThat(TIMES.window(Mode.FINAL, 3, 0, 50 * MS)).as("two for each thread").isEqualTo(6);
        assertThat(TIMES.window(Mode.FINAL, 0, 0, 0)).isEqualTo(2);
    }

    @Test
    void shouldCutPiecesOfAnEighthOfAWindowForAThread() {
        assertThat(TIMES.pieceMax(Mode.FINAL, 2, 4096)).isEqualTo(128);
        assertThat(TIMES.pieceMax(Mode.FINAL, 2, 4000)).as("a power of two").isEqualTo(64);
        assertThat(TIMES.pieceMax(Mode.INTERACTIVE, 1, 100)).isEqualTo(1);
        assertThat(TIMES.pieceMax(Mode.INTERACTIVE, 0, 1000)).isEqualTo(8);
        assertThat(TIMES.pieceMax(Mode.FINAL, 1, 1)).isEqualTo(1);
        assertThat(TIMES.pieceMax(Mode.FINAL, 2, 0)).as("unknown").isEqualTo(8);
    }

    @Test
    void shouldAskForAWordAfterAPieceTwentyMillisecondsAtLeastOrAQuarterOfWhatIsInHand() {
        assertThat(TIMES.word(Mode.INTERACTIVE, 1000, 1000)).isEqualTo(20);
        assertThat(TIMES.word(Mode.INTERACTIVE, 1000, 40)).isEqualTo(10);
        assertThat(TIMES.word(Mode.INTERACTIVE, 1000, 0)).isEqualTo(1);
        assertThat(TIMES.word(Mode.FINAL, 1000, 1000)).isEqualTo(62);
        assertThat(TIMES.word(Mode.FINAL, 1000, 40)).isEqualTo(10);
    }

    @Test
    void shouldLetSumsGetOldForHalfOfTheWholePathsTime() {
        assertThat(TIMES.reportAgeNs(Mode.INTERACTIVE, false)).isEqualTo(500 * MS);
        assertThat(TIMES.reportAgeNs(Mode.FINAL, false)).isEqualTo(2500 * MS);
        assertThat(TIMES.reportAgeNs(Mode.FINAL, true)).isEqualTo(5000 * MS);
    }

    @Test
    void shouldAllowMoreSilenceFromWhoIsFarther() {
        assertThat(SessionTimes.heardAgainNs(0)).isEqualTo(15 * MS);
        assertThat(SessionTimes.heardAgainNs(40 * MS)).isEqualTo(65 * MS);
        assertThat(SessionTimes.heardAgainNs(400 * MS)).isEqualTo(435 * MS);
        assertThat(TIMES.silenceNs(Mode.INTERACTIVE, 0)).isEqualTo(65 * MS);
        assertThat(TIMES.silenceNs(Mode.FINAL, 10 * MS)).isEqualTo(270 * MS);
    }
}
