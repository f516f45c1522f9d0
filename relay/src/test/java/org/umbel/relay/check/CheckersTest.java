package org.umbel.relay.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.work.RangeSet;

/** A checker is worth what it finds: each is shown what it must and what it must not report. */
class CheckersTest {
    private static final LinkHeader HEADER = new LinkHeader(0xBEEF, 7);
    private static final Picture PICTURE = new Picture(new BlockId(1, 2, 3, 4),
        new Camera(new float[] {0, 1, 5}, new float[3], new float[] {0, 1, 0}, 40),
        new PictureSettings(32, 32, 16, 16, PictureSettings.Filter.BOX, 8), 2);

    private final Findings findings = new Findings(() -> nowNs());
    private final FakeWork work = new FakeWork();
    private final FakeNode node = FakeNode.of(work);
    private long nowNs;

    private long nowNs() {
        return nowNs;
    }

    /** A tree of these nodes, whose every epoch shows {@link #PICTURE}. */
    private static Observed tree(final FakeNode... nodes) {
        return new Observed() {
            @Override
            public List<? extends ObservedNode> nodes() {
                return List.of(nodes);
            }

            @Override
            public List<? extends ObservedRoot> roots() {
                return List.of();
            }

            @Override
            public long calmSinceNs() {
                return 0;
            }

            @Override
            public Optional<Picture> picture(final SessionId session, final int epoch) {
                return Optional.of(PICTURE);
            }
        };
    }

    private static Message.Report report(final long fence, final RangeSet ranges) {
        return new Message.Report(FakeWork.SESSION, 1, fence, 0, ranges.aligned(), PICTURE.sums(0, ranges));
    }

    private void assertFound(final int... invariants) {
        assertThat(findings.violations().stream().mapToInt(Violation::invariant).toArray())
            .containsExactly(invariants);
    }

    @Test
    void shouldPassWhenEveryRangeIsSomewhereOnce() {
        new ConservationChecker(findings).onFull(tree(node));
        assertFound();
        assertThat(findings.checks()[2]).isEqualTo(1);
    }

    @Test
    void shouldFindGapAndOverlap() {
        work.free = RangeSet.of(0, 3);
        new ConservationChecker(findings).onFull(tree(node));
        work.free = RangeSet.of(0, 5);
        new ConservationChecker(findings).onFull(tree(node));
        assertFound(2, 2);
    }

    @Test
    void shouldFindDutyThatParentDoesNotKnow() {
        final FakeWork above = new FakeWork();
        above.uplink = -1;
        final FakeNode parent = FakeNode.of(above);
        work.uplinkFence = FakeWork.FENCE;
        work.received = RangeSet.of(4, 16);
        work.free = RangeSet.EMPTY;
        work.passedOn = RangeSet.of(12, 16);
        final FakeNode child = new FakeNode("leaf", List.of(work), List.of(),
            Optional.of(new ObservedNode.Peer(parent, FakeWork.CHILD_LINK)));
        above.owed = RangeSet.of(4, 12);
        above.bucketed = RangeSet.of(12, 16);
        above.passedOn = RangeSet.EMPTY;
        new ConservationChecker(findings).onFull(tree(parent, child));
        assertFound();
        above.owed = RangeSet.of(4, 8);
        above.free = RangeSet.of(0, 4).plus(RangeSet.of(8, 12));
        new ConservationChecker(findings).onFull(tree(parent, child));
        assertFound(11);
    }

    @Test
    void shouldPassWhenReportMovesWhatIsOwed() {
        final AcceptanceChecker checker = new AcceptanceChecker(findings);
        final Message report = report(FakeWork.FENCE, RangeSet.of(4, 6));
        checker.beforeMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        work.owed = RangeSet.of(6, 8);
        work.bucketed = RangeSet.of(8, 12).plus(RangeSet.of(4, 6));
        checker.afterMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        assertFound();
        assertThat(findings.checks()[1]).isPositive();
    }

    @Test
    void shouldFindAcceptanceOfWhatIsNotOwed() {
        final AcceptanceChecker checker = new AcceptanceChecker(findings);
        final Message report = report(FakeWork.FENCE, RangeSet.of(2, 4));
        checker.beforeMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        work.free = RangeSet.of(0, 2);
        work.bucketed = RangeSet.of(2, 4).plus(RangeSet.of(8, 12));
        checker.afterMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        assertFound(1);
    }

    @Test
    void shouldFindOldFenceThatCounts() {
        final AcceptanceChecker checker = new AcceptanceChecker(findings);
        final Message report = report(FakeWork.FENCE - 1, RangeSet.of(4, 6));
        checker.beforeMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        work.owed = RangeSet.of(6, 8);
        work.bucketed = RangeSet.of(4, 6).plus(RangeSet.of(8, 12));
        checker.afterMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        assertFound(6);
    }

    @Test
    void shouldFindSecondDeliveryThatCounts() {
        final AcceptanceChecker checker = new AcceptanceChecker(findings);
        final Message grant = new Message.Grant(FakeWork.SESSION, 1, 9, List.of());
        checker.beforeMessage(node, 1, HEADER, grant, true);
        checker.afterMessage(node, 1, HEADER, grant, true);
        assertFound();
        checker.beforeMessage(node, 1, HEADER, grant, true);
        work.received = RangeSet.of(0, 32);
        work.free = RangeSet.of(0, 4).plus(RangeSet.of(16, 32));
        checker.afterMessage(node, 1, HEADER, grant, true);
        assertFound(8);
    }

    @Test
    void shouldFindReportThatIsNotItsReferenceSum() {
        final SumsChecker checker = new SumsChecker(findings, tree(node));
        final RangeSet ranges = RangeSet.of(4, 6);
        checker.onSent(node, 1, HEADER, report(9, ranges));
        assertFound();
        final TileSums wrong = PICTURE.sums(0, ranges);
        wrong.sums()[5]++;
        checker.onSent(node, 1, HEADER, new Message.Report(FakeWork.SESSION, 1, 9, 0,
            List.of(new SampleRange(4, 2)), wrong));
        assertFound(5);
    }

    @Test
    void shouldFindSumBeyondBound() {
        final SumsChecker checker = new SumsChecker(findings, tree(node));
        final TileSums huge = new TileSums(2);
        huge.sums()[0] = (1L << 62) + 1;
        checker.onSent(node, 1, HEADER, new Message.Report(FakeWork.SESSION, 1, 9, 0,
            List.of(new SampleRange(4, 2)), huge));
        assertFound(5, 12);
    }

    @Test
    void shouldFindEpochThatGoesBack() {
        final EpochChecker checker = new EpochChecker(findings);
        work.epoch = 4;
        checker.onFull(tree(node));
        checker.onFull(tree(node));
        assertFound();
        work.epoch = 3;
        checker.onFull(tree(node));
        assertFound(7);
    }

    @Test
    void shouldPassWhenWhatDeadChildOwedIsFree() {
        final LinkDeathChecker checker = new LinkDeathChecker(findings);
        checker.beforeDown(node, FakeWork.CHILD_LINK);
        work.free = RangeSet.of(0, 8);
        work.owed = RangeSet.EMPTY;
        work.childless = true;
        checker.onStepped(node);
        assertFound();
        assertThat(findings.checks()[9]).isPositive();
    }

    @Test
    void shouldFindDeadChildThatStaysAndWhatItTookAlong() {
        final LinkDeathChecker checker = new LinkDeathChecker(findings);
        checker.beforeDown(node, FakeWork.CHILD_LINK);
        checker.onStepped(node);
        assertFound(9);
        checker.beforeDown(node, FakeWork.CHILD_LINK);
        work.free = RangeSet.of(0, 6);
        work.owed = RangeSet.EMPTY;
        work.childless = true;
        checker.onStepped(node);
        assertFound(9, 9);
    }

    @Test
    void shouldFindBucketThatOutlivesUplink() {
        final LinkDeathChecker checker = new LinkDeathChecker(findings);
        checker.beforeDown(node, work.uplink);
        checker.onStepped(node);
        assertFound(9);
    }

    @Test
    void shouldFindQueueBeyondBound() {
        final QueueChecker checker = new QueueChecker(findings, 10);
        checker.onFull(tree(linked(10)));
        assertFound();
        checker.onFull(tree(linked(11)));
        assertFound(14);
    }

    private static FakeNode linked(final int queued) {
        return new FakeNode("relay", List.of(),
            List.of(new LinkView(1, "leaf", Message.Position.PARENT, true, 0, queued)), Optional.empty());
    }

    @Test
    void shouldFindChildThatIdlesWhileWorkIsFree() {
        final IdlenessChecker checker = new IdlenessChecker(findings, this::nowNs);
        nowNs = 20_000_000_000L;
        checker.onFull(tree(node));
        nowNs += 1_000_000_000L;
        checker.onFull(tree(node));
        assertFound();
        nowNs += 1_000_000_000L;
        checker.onFull(tree(node));
        assertFound(15);
    }
}
