package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.Mode;

/** Who of those that share a worker is served how much. */
final class FairShareTest extends FairShareRig {
    @Test
    void shouldDivideAlikeAmongSessionsOfAKind() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.FINAL);
        final Map<NodeSession, Long> had = run(2000);
        assertThat(had.get(eve) + had.get(fay)).isGreaterThanOrEqualTo(2000);
        assertThat(had.get(eve)).isBetween(900L, 1100L);
    }

    @Test
    void shouldServeInteractiveSessionsFourTimesAsMuchHoweverManyTheyAre() {
        final NodeSession eve = open(1, Mode.INTERACTIVE);
        final NodeSession fay = open(2, Mode.FINAL);
        Map<NodeSession, Long> had = run(3000);
        final NodeSession gus = open(3, Mode.INTERACTIVE);
        assertThat(had.get(eve)).isBetween(2250L, 2550L);
        assertThat(had.get(fay)).isBetween(500L, 750L);
        had = run(3000);
        assertThat(had.get(fay)).isBetween(500L, 700L);
        assertThat((double) had.get(eve) / had.get(gus)).isBetween(0.85, 1.15);
    }

    @Test
    void shouldSaveNothingUpForWhoComesLater() {
        final NodeSession eve = open(1, Mode.FINAL);
        run(3000);
        final NodeSession fay = open(2, Mode.FINAL);
        final Map<NodeSession, Long> had = run(1000);
        assertThat(had.get(eve)).isBetween(400L, 800L);
        assertThat(had.get(fay)).isPositive();
    }

    @Test
    void shouldGiveAWholeWorkerToWhoIsAlone() {
        final NodeSession eve = open(1, Mode.FINAL);
        assertThat(run(1000).get(eve)).isGreaterThanOrEqualTo(1000);
        assertThat(handed()).as("a window of work").isBetween(200L, 500L);
    }

    @Test
    void shouldBoundWhatAllHaveInAWorkersHandsByOneWindow() {
        open(1, Mode.FINAL);
        open(2, Mode.FINAL);
        open(3, Mode.FINAL);
        run(1000);
        assertThat(handed()).isBetween(200L, 500L);
        open(4, Mode.INTERACTIVE);
        run(1000);
        assertThat(handed()).as("somebody wants to see at once").isBetween(20L, 100L);
    }

    @Test
    void shouldNotChargeMoreWhereSilenceWasTakenForSlowness() {
        final NodeSession eve = open(1, Mode.FINAL);
        open(2, Mode.FINAL);
        eve.children().all().iterator().next().pace().onFoundSlow(1, nowNs - 1000 * MS);
        assertThat(run(10).get(eve)).isPositive();
        assertThat(fair.isAhead(eve.id())).isFalse();
    }

    @Test
    void shouldPassOverWhoCanTakeNothing() {
        final NodeSession eve = open(1, Mode.FINAL);
        final NodeSession fay = open(2, Mode.FINAL);
        // fay's work is all somebody else's
        fay.begun().giveBack();
        final Map<NodeSession, Long> had = run(1000);
        assertThat(had.get(eve)).isGreaterThanOrEqualTo(1000);
        assertThat(had.get(fay)).isZero();
    }

    @Test
    void shouldLetTheNextEpochOfWhoIsAheadWait() {
        final NodeSession eve = open(1, Mode.INTERACTIVE);
        assertThat(fair.isAhead(eve.id())).as("nothing was granted").isFalse();
        run(500);
        assertThat(fair.isAhead(eve.id())).as("nobody else is there").isFalse();
        final NodeSession fay = open(2, Mode.INTERACTIVE);
        run(200);
        assertThat(fair.isAhead(eve.id())).isFalse();
        // fay's next epoch waits, and eve is served alone
        waiting = Set.of(fay.id());
        final Map<NodeSession, Long> alone = run(1500);
        assertThat(alone.get(eve)).isGreaterThan(1300);
        waiting = Set.of();
        assertThat(fair.isAhead(eve.id())).isTrue();
        assertThat(fair.isAhead(fay.id())).isFalse();
        // and so it pays, for half a second at most
        final Map<NodeSession, Long> had = run(1000);
        assertThat(had.get(fay)).isBetween(650L, 1050L);
        run(1000);
        assertThat(fair.isAhead(eve.id())).isFalse();
    }

    @Test
    void shouldGrantNothingOfAnEpochThatIsToBeReplaced() {
        final NodeSession eve = open(1, Mode.INTERACTIVE);
        final NodeSession fay = open(2, Mode.INTERACTIVE);
        fair.grant(sessions, Set.of(eve.id()), nowNs);
        assertThat(inHand).isNotEmpty().allMatch(piece -> piece.desk().session == fay);
    }

    @Test
    void shouldKeepToWhatTheWorkerWillTake() {
        credits = 10;
        open(1, Mode.FINAL);
        open(2, Mode.FINAL);
        fair.grant(sessions, waiting, nowNs);
        assertThat(handed()).isEqualTo(20);
    }
}
