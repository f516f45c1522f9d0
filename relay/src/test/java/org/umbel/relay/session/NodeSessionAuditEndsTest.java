package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/** What becomes of an audit when somebody goes, hands it back, is not ready, or the parent wants it at once. */
final class NodeSessionAuditEndsTest extends DoubtingRelay {
    @Test
    void shouldFreeWhatTheAuditorWasToRenderWhenItIsGone() {
        doubt();
        session.poll(0);
        session.removeWorker(ada.link, 0);
        assertThat(session.begun().holdsNothing()).as("ada's word stands, and bob has it all").isTrue();
        session.removeWorker(bob.link, 0);
        assertFree(RangeSet.of(0, 8));
        assertThat(session.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldHoldAgainWhatTheAuditorHandsBack() {
        doubt();
        session.poll(0);
        assertThat(session.onReturn(bob.link, 1, bob.fence, List.of(RANGE), 0)).isTrue();
        assertThat(session.begun().held(0)).isEqualTo(RangeSet.of(0, 8));
    }

    @Test
    void shouldFreeWhatIsHeldWhenTheParentCallsIt() {
        doubt();
        session.onRecall(List.of(range(9, 0, 1), RANGE), 0);
        assertFree(RangeSet.of(0, 8));
        session.poll(0);
        final FakeWorker next = ada.granted.isEmpty() ? bob : ada;
        assertThat(says(next, next.granted.getFirst(), 5)).isTrue();
        assertThat(believed()).as("and doubts nobody about it").isEqualTo(5);
    }

    @Test
    void shouldDoubtNothingOfAnEarlierEpoch() {
        doubt();
        begin(2);
        assertThat(session.begun().holdsNothing()).isTrue();
        session.poll(0);
        assertThat(bob.granted).isEmpty();
        assertThat(session.isIdle()).isTrue();
    }

    @Test
    void shouldWaitFiveSecondsForALeafToGetReady() {
        come(ada, 64);
        session.addWorker(bob, 0);
        give(ada, RANGE);
        assertThat(session.onReport(ada.link, 1, ada.fence, 0, List.of(RANGE.range()), new TileSums(1), false, SECOND))
            .isTrue();
        session.poll(SECOND);
        assertThat(session.nextDeadlineNs()).isEqualTo(6 * SECOND);
        session.poll(6 * SECOND - 1);
        assertThat(session.begun().holdsNothing()).isFalse();
        session.prepare(6 * SECOND);
        assertFree(RangeSet.of(0, 8));
    }

    @Test
    void shouldAskAnotherWhenTheAuditorIsNotReadyAnyMore() {
        come(ada, 64);
        come(bob, 0);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        session.poll(MS);
        assertThat(bob.granted).as("it has no room").isEmpty();
        assertThat(session.begun().held(0)).isEqualTo(RangeSet.of(0, 8));
        session.onReady(bob.link, 1, MANIFEST, 0, 0);
        come(cyd, 64);
        session.poll(SECOND);
        assertThat(cyd.granted).containsExactly(RANGE);
    }

    @Test
    void shouldDropAnAuditWhenTheAuditorHasMergedItWithOtherSamples() {
        doubt();
        session.poll(0);
        give(bob, range(0, 16, 8));
        assertThat(says(bob, range(0, 16, 8), 5)).isTrue();
        assertThat(believed()).isEqualTo(5);
        assertThat(says(bob, RANGE, 40)).as("as anybody would").isTrue();
        assertThat(believed()).isEqualTo(45);
        assertThat(session.begun().holdsNothing()).isTrue();
    }

    @Test
    void shouldFreeTheRestOfAnAuditWhenTheAuditorIsGone() {
        come(ada, 64);
        come(bob, 4);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        session.prepare(0);
        assertThat(bob.granted).containsExactly(range(0, 0, 4));
        come(cyd, 0);
        session.removeWorker(cyd.link, 0);
        assertThat(session.begun().held(0)).isEqualTo(RangeSet.of(4, 8));
        session.removeWorker(bob.link, 0);
        assertFree(RangeSet.of(0, 8));
    }

    @Test
    void shouldAskAnotherForAllOfItWhenTheAuditorStopsHalfway() {
        come(ada, 64);
        come(bob, 4);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        session.prepare(0);
        assertThat(says(bob, range(0, 0, 4), 20)).isTrue();
        come(cyd, 64);
        session.prepare(0);
        assertThat(cyd.granted).as("it may yet have room for the rest").isEmpty();
        session.onReady(bob.link, 1, MANIFEST, 0, 0);
        session.prepare(0);
        assertThat(cyd.granted).containsExactly(RANGE);
    }

    @Test
    void shouldGiveUpWhenTwoHandItBack() {
        doubt();
        come(cyd, 64);
        session.prepare(0);
        final FakeWorker second = bob.granted.isEmpty() ? cyd : bob;
        final FakeWorker third = second == bob ? cyd : bob;
        assertThat(session.onReturn(second.link, 1, second.fence, List.of(RANGE), 0)).isTrue();
        session.prepare(0);
        assertThat(third.granted).containsExactly(RANGE);
        assertThat(session.onReturn(third.link, 1, third.fence, List.of(RANGE), 0)).isTrue();
        assertFree(RangeSet.of(0, 8));
        session.begun().free().drain();
        session.begun().onGranted(List.of(RANGE));
        session.children().get(ada.link).grant(RANGE, 0);
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(believed()).as("it is doubted no more").isEqualTo(40);
    }

    @Test
    void shouldNotDoubtWhatTheParentHasCalled() {
        come(ada, 64);
        come(bob, 64);
        give(ada, RANGE);
        session.onRecall(List.of(range(0, 16, 8)), 0);
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(believed()).isEqualTo(40);
    }

    @Test
    void shouldFreeWhatWasKeptBackTooWhenTheParentCalls() {
        come(ada, 64);
        come(bob, 64);
        give(ada, RANGE);
        assertThat(session.receive(List.of(range(0, 16, 16)), 0)).isTrue();
        assertThat(says(ada, RANGE, 40)).isTrue();
        session.onRecall(List.of(RANGE), 0);
        assertFree(RangeSet.of(0, 8).plus(RangeSet.of(16, 32)));
        begin(2);
        give(ada, RANGE);
        assertThat(session.onReport(ada.link, 2, ada.fence, 0, List.of(RANGE.range()), new TileSums(1), false, 0))
            .isTrue();
        assertThat(session.begun().held(0)).as("in a new epoch it is doubted again").isEqualTo(RangeSet.of(0, 8));
    }
}
