package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.work.RangeSet;

/** Turns of those who share a worker, step by step: of what size, whose, and what is paid for besides. */
final class FairShareTurnsTest extends FairShareRig {
    private void grant() {
        fair.grant(sessions, waiting, nowNs);
    }

    private long handed(final NodeSession session) {
        return inHand.stream().filter(piece -> piece.desk().session == session)
            .mapToLong(piece -> piece.range().range().count()).sum();
    }

    /** The worker does so many tile-samples of what it got of a session, and says so. */
    private void work(final NodeSession session, final int tileSamples) {
        for (int done = 0; done < tileSamples;) {
            final Piece piece = inHand.stream().filter(p -> p.desk().session == session).findFirst().orElseThrow();
            inHand.remove(piece);
            piece.desk().deliver(piece.range());
            piece.desk().say();
            done += piece.range().range().count();
        }
    }

    @Test
    void shouldGiveTheFirstOfEqualsHalfAWindowAndTheOtherTheRest() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.FINAL);
        grant();
        assertThat(inHand.getFirst().desk().session).isSameAs(eve);
        assertThat(handed(eve)).isEqualTo(250);
        assertThat(handed(fay)).isEqualTo(250);
    }

    @Test
    void shouldWaitUntilAQuarterOfAWindowIsFree() {
        final NodeSession eve = open(1, Mode.FINAL);
        grant();
        assertThat(handed()).isEqualTo(500);
        work(eve, 124);
        grant();
        assertThat(handed()).isEqualTo(376);
        work(eve, 1);
        grant();
        assertThat(handed()).isEqualTo(500);
    }

    @Test
    void shouldFillEmptyHandsThoughTheRestIsLittle() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.FINAL);
        fay.begun().free().drain();
        fay.begun().free().add(0, RangeSet.of(0, 160));
        fay.begun().free().add(1, RangeSet.of(0, 160));
        grant();
        assertThat(handed(fay)).as("a root gives half of what is left").isEqualTo(160);
        assertThat(handed(eve)).isEqualTo(340);
    }

    @Test
    void shouldGrantNothingMoreToWhoseNextEpochWaits() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.FINAL);
        grant();
        work(eve, 250);
        work(fay, 250);
        waiting = Set.of(eve.id());
        grant();
        assertThat(handed(eve)).isZero();
        assertThat(handed(fay)).isEqualTo(500);
    }

    @Test
    void shouldGiveTheWeightOfItsKindToWhoHasWork() {
        final NodeSession eve = open(1, Mode.INTERACTIVE);
        final NodeSession fay = open(2, Mode.FINAL);
        open(3, Mode.INTERACTIVE).begun().giveBack();
        final Map<NodeSession, Long> had = run(3000);
        assertThat((double) had.get(eve) / had.get(fay)).as("four to one").isBetween(3.3, 4.7);
    }

    @Test
    void shouldNotCountWhoCanTakeNothing() {
        final NodeSession eve = open(1, Mode.FINAL);
        credits = 0;
        open(2, Mode.FINAL);
        assertThat(run(500).get(eve)).isGreaterThanOrEqualTo(500);
        assertThat(fair.isAhead(eve.id())).isFalse();
    }

    @Test
    void shouldCountWhoHasSomethingInTheWorkersHands() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.FINAL);
        grant();
        fay.begun().free().drain();
        work(eve, 250);
        grant();
        work(eve, 250);
        grant();
        assertThat(handed(fay)).isEqualTo(250);
        assertThat(fair.isAhead(eve.id())).isTrue();
        work(fay, 250);
        grant();
        assertThat(fair.isAhead(eve.id())).as("nobody else is there").isFalse();
    }

    /** Eve turns her picture so many times while both wait. */
    private void turn(final NodeSession eve, final int firstEpoch, final int times, final Mode mode) {
        for (int i = 0; i < times; i++) {
            begin(eve, firstEpoch + i, mode);
            grant();
        }
    }

    @Test
    void shouldLetWhoBeginsAnEpochPayForItsCoarsePicture() {
        final NodeSession eve = open(1, Mode.INTERACTIVE);
        final NodeSession fay = open(2, Mode.INTERACTIVE);
        waiting = Set.of(eve.id(), fay.id());
        grant();
        // 64 tiles of a 64th of a sample, at half the weight of four: half a millisecond each
        turn(eve, 2, 190, Mode.INTERACTIVE);
        assertThat(fair.isAhead(eve.id())).isFalse();
        turn(eve, 192, 20, Mode.INTERACTIVE);
        assertThat(fair.isAhead(eve.id())).isTrue();
        assertThat(fair.isAhead(fay.id())).isFalse();
    }

    @Test
    void shouldLetNobodyPayForWhatHasNoCoarsePicture() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.INTERACTIVE);
        waiting = Set.of(eve.id(), fay.id());
        turn(eve, 2, 500, Mode.FINAL);
        assertThat(fair.isAhead(eve.id())).isFalse();
    }

    @Test
    void shouldForgetWhatWasTheEpochOfWhoIsGone() {
        final NodeSession fay = open(2, Mode.INTERACTIVE);
        for (int i = 1; i < 300; i++) {
            final NodeSession eve = open(1, Mode.INTERACTIVE);
            begin(eve, i, Mode.INTERACTIVE);
            waiting = Set.of(eve.id(), fay.id());
            grant();
            assertThat(fair.isAhead(eve.id())).as("its first epoch is free").isFalse();
            sessions.remove(eve);
            grant();
            assertThat(fair.accountCount()).as("only fay is remembered").isEqualTo(1);
        }
    }

    @Test
    void shouldLookAfterEachSessionBeforeItsTurnAndAfter() {
        final NodeSession eve = open(1, Mode.FINAL);
        final ChildWork child = eve.children().all().iterator().next();
        child.pace().onFoundSlow(500, nowNs - 500 * MS);
        grant();
        assertThat(eve.nextDeadlineNs()).as("it has rested").isEqualTo(Long.MAX_VALUE);
        child.call(0, RangeSet.of(0, 1), nowNs);
        nowNs += 1500 * MS;
        grant();
        assertThat(cutOff).isEmpty();
        nowNs++;
        grant();
        assertThat(cutOff).isEqualTo("no answer to a recall");
    }
}
