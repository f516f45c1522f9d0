package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.RangeSet;

/** Two workers of four threads: who would be late is called, for who has nothing to do. */
final class RecallerTest {
    private static final long MS = 1_000_000L;
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);

    private final Recaller recaller = new Recaller(TIMES);
    private final Children children = new Children();
    private final ChildWork slow = child(11, 100);
    private final ChildWork fast = child(12, 1000);

    private ChildWork child(final long link, final int rate) {
        final ChildWork child = children.add(new FakeWorker(link));
        child.ready(4);
        child.credit(1 << 20, rate, 0, 0, 0);
        return child;
    }

    /** Grants samples of tiles 0, 1, 2..., 16 of each. */
    private static void grant(final ChildWork child, final int tiles, final long nowNs) {
        for (int tile = 0; tile < tiles; tile++) {
            child.grant(new TileRange(tile, new SampleRange(0, 16)), nowNs);
        }
    }

    private Optional<Recaller.Recall> pass(final boolean moreComes, final long nowNs) {
        return recaller.pass(children, Mode.FINAL, moreComes ? Long.MAX_VALUE : 0, nowNs);
    }

    @Test
    void shouldCallBackWhatAnIdleOneWouldDoTwiceAsSoon() {
        grant(slow, 10, 0);
        // 1.6 s to go, and 0.16 s for the other
        final Recaller.Recall recall = pass(false, 0).orElseThrow();
        assertThat(recall.child()).isSameAs(slow);
        assertThat(recall.rate()).isEqualTo(100);
        assertThat(recall.tileSamples()).as("less what it does meanwhile").isEqualTo(160 - 16);
    }

    @Test
    void shouldCallNobodyWhileSomethingElseIsToBeDone() {
        grant(slow, 10, 0);
        assertThat(pass(true, 0)).isEmpty();
        grant(fast, 1, 0);
        assertThat(pass(false, 0)).as("nobody is idle").isEmpty();
    }

    @Test
    void shouldCallNobodyWhoIsNearlyDone() {
        slow.credit(1 << 20, 500, 0, 0, 0);
        grant(slow, 10, 0);
        // 0.32 s, and twice 0.16 s
        assertThat(pass(false, 0)).isEmpty();
        slow.credit(1 << 20, 500, 0, 100_000, 0);
        assertThat(pass(false, 0)).as("a tenth more for both").isEmpty();
        slow.credit(1 << 20, 500, 0, 0, 0);
        assertThat(pass(true, 0)).isEmpty();
    }

    @Test
    void shouldNotCallWhoWasCalledAndBeMorePatientUntilSomethingIsDelivered() {
        grant(slow, 10, 0);
        final Recaller.Recall recall = pass(false, 0).orElseThrow();
        final List<TileRange> called = Recaller.book(recall, 0);
        assertThat(called.stream().mapToInt(r -> r.range().count()).sum()).isEqualTo(144);
        assertThat(called.getFirst()).as("what it got last").isEqualTo(new TileRange(9, new SampleRange(0, 16)));
        assertThat(slow.isCalled()).isTrue();
        assertThat(pass(false, 0)).isEmpty();
        called.forEach(r -> assertThat(slow.settle(r.tile(), List.of(r.range()))).isTrue());
        assertThat(slow.isCalled()).isFalse();
        // 0.48 s are left, against 0.048: with four times the patience that is not late
        grant(slow, 0, 0);
        slow.grant(new TileRange(20, new SampleRange(0, 32)), 0);
        assertThat(pass(false, 0)).isPresent();
        assertThat(pass(false, 0)).isPresent();
        assertThat(pass(false, 0)).isEmpty();
        recaller.onAccepted();
        assertThat(pass(false, 0)).isPresent();
    }

    /** Mid-picture one child's cheap tiles are done at once while another's are dear: that is no straggler. */
    @Test
    void shouldShareButThinkNobodySlowWhileTheIdleOneMayYetGetSomethingFromAbove() {
        grant(slow, 10, 0);
        final long lateNs = 10_000 * MS;
        final Recaller.Recall early = recaller.pass(children, Mode.FINAL, 50 * MS, lateNs).orElseThrow();
        assertThat(early.isSure()).as("it has been idle since it was looked at first").isFalse();
        assertThat(early.rate()).isLessThan(50);
        Recaller.book(early, lateNs).forEach(r -> assertThat(slow.settle(r.tile(), List.of(r.range()))).isTrue());
        assertThat(slow.pace().isBound()).isFalse();
        assertThat(slow.pace().restUntilNs()).isLessThan(lateNs);

        recaller.onAccepted();
        grant(slow, 10, lateNs);
        final Recaller.Recall late = recaller.pass(children, Mode.FINAL, 50 * MS, 2 * lateNs).orElseThrow();
        assertThat(late.isSure()).isTrue();
        Recaller.book(late, 2 * lateNs);
        assertThat(slow.pace().isBound()).isTrue();
        assertThat(slow.pace().restUntilNs()).isGreaterThan(2 * lateNs);
    }

    @Test
    void shouldCountWaitingAnewFromWhenAChildHasNothingAgain() {
        grant(slow, 10, 0);
        pass(true, 0);
        fast.grant(new TileRange(50, new SampleRange(0, 16)), 10 * MS);
        pass(true, 10 * MS);
        fast.credit(1 << 20, 1000, 16, 0, 40 * MS);
        assertThat(recaller.pass(children, Mode.FINAL, 30 * MS, 60 * MS).orElseThrow().isSure()).isFalse();
        recaller.onAccepted();
        assertThat(recaller.pass(children, Mode.FINAL, 30 * MS, 90 * MS).orElseThrow().isSure()).isTrue();
    }

    @Test
    void shouldThinkWhoIsSilentSlowAndCallItThoughNobodyIsIdle() {
        grant(slow, 10, 0);
        grant(fast, 10, 0);
        assertThat(pass(true, 300 * MS)).as("a silence that is usual").isEmpty();
        fast.credit(1 << 20, 1000, 1, 0, 59_000 * MS);
        final Recaller.Recall recall = pass(true, 59_000 * MS).orElseThrow();
        assertThat(recall.child()).isSameAs(slow);
        assertThat(recall.tileSamples()).as("all of it").isEqualTo(160);
        assertThat(recall.rate()).isLessThan(1);
        Recaller.book(recall, 59_000 * MS);
        assertThat(slow.pace().isBound()).isTrue();
    }

    @Test
    void shouldNotCallTheOneWhoIsNoSlowerThanTheOthers() {
        fast.credit(1 << 20, 100, 0, 0, 0);
        grant(slow, 10, 0);
        grant(fast, 10, 0);
        assertThat(pass(true, 59_000 * MS)).as("both are silent alike").isEmpty();
    }

    @Test
    void shouldCutOffWhoDoesNotAnswer() {
        grant(slow, 1, 0);
        assertThat(Recaller.isOverdue(slow, 99_000 * MS)).isFalse();
        slow.call(0, RangeSet.of(0, 16), 1000 * MS);
        slow.call(0, RangeSet.of(0, 8), 2000 * MS);
        assertThat(slow.calledNs()).as("the first call counts").isEqualTo(1000 * MS);
        assertThat(Recaller.isOverdue(slow, 2500 * MS)).isFalse();
        assertThat(Recaller.isOverdue(slow, 2500 * MS + 1)).isTrue();
        assertThat(slow.settle(0, List.of(new SampleRange(0, 8)))).isTrue();
        assertThat(slow.isCalled()).as("half of it").isTrue();
        assertThat(slow.settle(0, List.of(new SampleRange(8, 8)))).isTrue();
        assertThat(Recaller.isOverdue(slow, 2500 * MS + 1)).isFalse();
    }

    @Test
    void shouldLookAgainWhileSomebodyOwesSomething() {
        assertThat(Recaller.nextDeadlineNs(children, 5 * MS)).isEqualTo(Long.MAX_VALUE);
        grant(fast, 1, 0);
        assertThat(Recaller.nextDeadlineNs(children, 5 * MS)).isEqualTo(15 * MS);
    }

    @Test
    void shouldReckonWithTheWayToTheIdleOne() {
        grant(slow, 10, 0);
        fast.credit(1 << 20, 1000, 0, 700_000, 0);
        // 1.6 s to go, and twice 0.86 s
        assertThat(pass(false, 0)).isEmpty();
        fast.credit(1 << 20, 1000, 0, 600_000, 0);
        assertThat(pass(false, 0).orElseThrow().tileSamples()).isEqualTo(160 - 76);
    }

    @Test
    void shouldReckonWithTheWayToTheLateOne() {
        grant(slow, 10, 0);
        slow.credit(1 << 20, 100, 0, 705_000, 0);
        // 2.3 s until it is heard of, and 0.865 s for the other, while it goes on
        assertThat(pass(false, 0).orElseThrow().tileSamples()).isEqualTo(160 - 86);
    }

    @Test
    void shouldReckonWithWhatALateOneHasBeenAtSinceItsLastWord() {
        slow.credit(1 << 20, 300, 0, 0, 0);
        grant(slow, 10, 0);
        // 533 ms to go at first; late is what takes more than 320
        assertThat(pass(false, 217 * MS)).isEmpty();
        assertThat(pass(false, 210 * MS)).isPresent();
    }

    @Test
    void shouldCallTheLatest() {
        final ChildWork slower = child(13, 50);
        grant(slow, 10, 0);
        for (int tile = 20; tile < 26; tile++) {
            slower.grant(new TileRange(tile, new SampleRange(0, 16)), 0);
        }
        // late by 1.28 s, and by 1.73 s
        assertThat(pass(false, 0).orElseThrow().child()).isSameAs(slower);
    }

    @Test
    void shouldNotTakeForIdleWhoWouldTakeNothing() {
        grant(slow, 10, 0);
        fast.restart(2, true, 16);
        fast.grant(new TileRange(50, new SampleRange(0, 16)), 0);
        fast.credit(16, 1000, 16, 0, 0);
        assertThat(fast.open()).isZero();
        assertThat(pass(false, 0)).isEmpty();
    }

    @Test
    void shouldNotCallWhoIsHalfAsFastAgainWhileNobodyIsIdle() {
        fast.credit(1 << 20, 150, 0, 0, 0);
        grant(slow, 100, 0);
        grant(fast, 1, 0);
        assertThat(pass(true, 0)).as("16 s to go").isEmpty();
        fast.credit(1 << 20, 250, 0, 0, 0);
        assertThat(pass(true, 0)).isPresent();
    }

    @Test
    void shouldThinkNobodySlowWhoIsAsFastAsHeSaid() {
        grant(slow, 10, 0);
        final Recaller.Recall recall = pass(false, 0).orElseThrow();
        assertThat(recall.isSure()).isTrue();
        Recaller.book(recall, 0);
        assertThat(slow.pace().isBound()).isFalse();
        assertThat(slow.pace().restUntilNs()).isNegative();
    }

    @Test
    void shouldCallNoMoreThanOneMessageNames() {
        for (int tile = 0; tile < 2100; tile++) {
            slow.grant(new TileRange(tile, new SampleRange(0, 1)), 0);
        }
        assertThat(Recaller.book(new Recaller.Recall(slow, 100, 2100, false), 0)).hasSize(2048);
        assertThat(slow.isCalled()).isTrue();
    }

    @Test
    void shouldGiveARelayTimeToAskThoseBelow() {
        final FakeWorker worker = new FakeWorker(14);
        worker.relay = true;
        final ChildWork relay = children.add(worker);
        relay.grant(new TileRange(0, new SampleRange(0, 1)), 0);
        relay.call(0, RangeSet.of(0, 1), 0);
        assertThat(Recaller.isOverdue(relay, 15_000 * MS)).isFalse();
        assertThat(Recaller.isOverdue(relay, 15_000 * MS + 1)).isTrue();
    }

    @Test
    void shouldLookAgainForAnOnlyChildThatWasCalled() {
        children.remove(12);
        grant(slow, 1, 0);
        assertThat(Recaller.nextDeadlineNs(children, 5 * MS)).isEqualTo(Long.MAX_VALUE);
        slow.call(0, RangeSet.of(0, 16), 0);
        assertThat(Recaller.nextDeadlineNs(children, 5 * MS)).isEqualTo(15 * MS);
    }

    @Test
    void shouldNotCallWhoIsSilentButWouldStillBeDoneSooner() {
        slow.credit(1 << 20, 400, 0, 0, 0);
        fast.credit(1 << 20, 20, 0, 0, 0);
        slow.grant(new TileRange(0, new SampleRange(0, 4)), 0);
        // silent for longer than is usual: 24 ms to go; a sample of the other takes 200
        assertThat(pass(false, 250 * MS)).isEmpty();
    }
}
