package org.umbel.relay.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.check.Checker.Rendered;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.work.RangeSet;

/** A checker is worth what it finds: each is shown what it must and what it must not report. Accounts and sums. */
class CheckersTest {
    private static final LinkHeader HEADER = new LinkHeader(0xBEEF, 7);

    private final FakeWork work = new FakeWork();
    private final FakeNode node = FakeNode.of(work);
    private final FakeTree tree = new FakeTree(node);
    private final Findings findings = new Findings(tree::nowNs);

    private static Message.Report report(final long fence, final RangeSet ranges) {
        return new Message.Report(FakeWork.SESSION, 1, fence, 0, ranges.aligned(), FakeTree.PICTURE.sums(0, ranges));
    }

    private void assertFound(final Invariant... invariants) {
        assertThat(findings.violations().stream().map(Violation::invariant)).containsExactly(invariants);
    }

    private void assertCleanAndChecked(final Invariant invariant) {
        assertFound();
        assertThat(findings.checks()[invariant.number()]).isPositive();
    }

    @Test
    void shouldPassWhenEveryRangeIsSomewhereOnce() {
        new ConservationChecker(findings).onFull(tree);
        assertCleanAndChecked(Invariant.CONSERVATION);
    }

    @Test
    void shouldFindGapAndOverlap() {
        work.free = RangeSet.of(0, 3);
        new ConservationChecker(findings).onFull(tree);
        work.free = RangeSet.of(0, 5);
        new ConservationChecker(findings).onFull(tree);
        assertFound(Invariant.CONSERVATION, Invariant.CONSERVATION);
    }

    @Test
    void shouldFindDutyThatParentDoesNotKnow() {
        final FakeWork above = new FakeWork();
        above.uplink = -1;
        work.uplinkFence = FakeWork.FENCE;
        work.received = RangeSet.of(4, 16);
        work.free = RangeSet.EMPTY;
        work.passedOn = RangeSet.of(12, 16);
        final FakeNode child = new FakeNode("leaf", List.of(work), List.of(),
            Optional.of(new ObservedNode.Peer(FakeNode.of(above), FakeWork.CHILD_LINK)), 0);
        above.owed = RangeSet.of(4, 12);
        tree.nodes = List.of(child);
        new DutyChecker(findings).onFull(tree);
        assertCleanAndChecked(Invariant.DUTY);
        above.owed = RangeSet.of(4, 8);
        new DutyChecker(findings).onFull(tree);
        assertFound(Invariant.DUTY);
    }

    @Test
    void shouldPassWhenReportMovesWhatIsOwed() {
        final AcceptedOnceChecker checker = new AcceptedOnceChecker(findings);
        final Message report = report(FakeWork.FENCE, RangeSet.of(4, 6));
        checker.beforeMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        work.owed = RangeSet.of(6, 8);
        work.bucketed = RangeSet.of(8, 12).plus(RangeSet.of(4, 6));
        checker.afterMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        assertCleanAndChecked(Invariant.ACCEPTED_ONCE);
    }

    @Test
    void shouldFindAcceptanceOfWhatIsNotOwed() {
        final AcceptedOnceChecker checker = new AcceptedOnceChecker(findings);
        final Message report = report(FakeWork.FENCE, RangeSet.of(2, 4));
        checker.beforeMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        work.free = RangeSet.of(0, 2);
        work.bucketed = RangeSet.of(2, 4).plus(RangeSet.of(8, 12));
        checker.afterMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        assertFound(Invariant.ACCEPTED_ONCE);
    }

    @Test
    void shouldFindOldFenceThatCounts() {
        final OldFenceChecker checker = new OldFenceChecker(findings);
        final Message report = report(FakeWork.FENCE - 1, RangeSet.of(4, 6));
        checker.beforeMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        checker.afterMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        assertCleanAndChecked(Invariant.OLD_FENCE);
        checker.beforeMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        work.owed = RangeSet.of(6, 8);
        work.bucketed = RangeSet.of(4, 6).plus(RangeSet.of(8, 12));
        checker.afterMessage(node, FakeWork.CHILD_LINK, HEADER, report, false);
        assertFound(Invariant.OLD_FENCE);
    }

    @Test
    void shouldFindSecondDeliveryThatCounts() {
        final DuplicateChecker checker = new DuplicateChecker(findings);
        final Message grant = new Message.Grant(FakeWork.SESSION, 1, 9, List.of());
        checker.beforeMessage(node, 1, HEADER, grant, true);
        checker.afterMessage(node, 1, HEADER, grant, true);
        assertCleanAndChecked(Invariant.DUPLICATE);
        checker.beforeMessage(node, 1, HEADER, grant, true);
        work.received = RangeSet.of(0, 32);
        work.free = RangeSet.of(0, 4).plus(RangeSet.of(16, 32));
        checker.afterMessage(node, 1, HEADER, grant, true);
        assertFound(Invariant.DUPLICATE);
    }

    @Test
    void shouldFindReportThatIsNotWhatWasTakenIn() {
        final MergeOrderChecker checker = new MergeOrderChecker(findings, tree);
        takeIn(checker, 4, 6);
        takeIn(checker, 6, 8);
        checker.onSent(node, 1, HEADER, report(9, RangeSet.of(4, 8)));
        assertCleanAndChecked(Invariant.MERGE_ORDER);
        takeIn(checker, 0, 2);
        final TileSums wrong = FakeTree.PICTURE.sums(0, RangeSet.of(0, 2));
        wrong.sums()[5]++;
        checker.onSent(node, 1, HEADER, new Message.Report(FakeWork.SESSION, 1, 9, 0, List.of(new SampleRange(0, 2)),
            wrong));
        assertFound(Invariant.MERGE_ORDER);
    }

    @Test
    void shouldFindReportOfWhatWasNeverTakenIn() {
        new MergeOrderChecker(findings, tree).onSent(node, 1, HEADER, report(9, RangeSet.of(4, 8)));
        assertFound(Invariant.MERGE_ORDER);
    }

    @Test
    void shouldFindSumThatDependsOnOrder() {
        final MergeOrderChecker checker = new MergeOrderChecker(findings, tree);
        takeIn(checker, 4, 6);
        takeIn(checker, 6, 8);
        final TileSums first = FakeTree.PICTURE.sums(0, RangeSet.of(4, 6));
        checker.onSent(node, 1, HEADER, new Message.Report(FakeWork.SESSION, 1, 9, 0, List.of(new SampleRange(4, 4)),
            first));
        assertFound(Invariant.MERGE_ORDER, Invariant.MERGE_ORDER, Invariant.MERGE_ORDER);
    }

    private void takeIn(final MergeOrderChecker checker, final int first, final int end) {
        work.bucketed = RangeSet.of(8, 12);
        final Rendered rendered = new Rendered(FakeWork.SESSION, 1, FakeWork.FENCE, 0,
            new SampleRange(first, end - first), FakeTree.PICTURE.sums(0, RangeSet.of(first, end)));
        checker.beforeRendered(node, rendered);
        work.bucketed = RangeSet.of(8, 12).plus(RangeSet.of(first, end));
        checker.afterRendered(node, rendered);
    }

    @Test
    void shouldFindRootThatIsNotItsReferenceSum() {
        final FakeRoot root = new FakeRoot(node);
        tree.roots = List.of(root);
        new RootSumChecker(findings).onFull(tree);
        assertCleanAndChecked(Invariant.ROOT_SUM);
        root.session.accepted = RangeSet.of(0, 8);
        new RootSumChecker(findings).onTile(root, 1, 0);
        assertFound(Invariant.ROOT_SUM);
    }

    @Test
    void shouldFindPictureThatIsNotReferenceAndOneThatNeverBecomesWhole() {
        final FakeRoot root = new FakeRoot(node);
        tree.roots = List.of(root);
        new PictureChecker(findings).onEnd(tree);
        assertCleanAndChecked(Invariant.PICTURE);
        root.session.sums.bad()[1]++;
        new PictureChecker(findings).onEnd(tree);
        new ConvergenceChecker(findings).onEnd(tree);
        root.session.accepted = RangeSet.of(0, 8);
        new ConvergenceChecker(findings).onEnd(tree);
        assertFound(Invariant.PICTURE, Invariant.CONVERGENCE);
        assertThat(findings.checks()[Invariant.CONVERGENCE.number()]).isEqualTo(2);
    }

    @Test
    void shouldFindSumBeyondBoundAndReportThatWasDecodedAsAnother() {
        final BoundsChecker checker = new BoundsChecker(findings);
        final Message report = report(9, RangeSet.of(4, 6));
        checker.onSent(node, 1, HEADER, report);
        checker.onCarried(report, report(9, RangeSet.of(4, 6)), 80);
        assertCleanAndChecked(Invariant.BOUNDS);
        final TileSums huge = new TileSums(2);
        huge.sums()[0] = (1L << 62) + 1;
        final Message beyond = new Message.Report(FakeWork.SESSION, 1, 9, 0, List.of(new SampleRange(4, 2)), huge);
        checker.onSent(node, 1, HEADER, beyond);
        checker.onCarried(report, beyond, 80);
        assertFound(Invariant.BOUNDS, Invariant.BOUNDS);
    }

    @Test
    void shouldFindEpochThatGoesBack() {
        final EpochChecker checker = new EpochChecker(findings);
        work.epoch = 4;
        checker.onFull(tree);
        checker.onFull(tree);
        assertCleanAndChecked(Invariant.EPOCH_FORWARD);
        work.epoch = 3;
        checker.onFull(tree);
        assertFound(Invariant.EPOCH_FORWARD);
    }

    @Test
    void shouldPassWhenWhatDeadChildOwedIsFree() {
        final LinkDeathChecker checker = new LinkDeathChecker(findings);
        checker.onClose(node, FakeWork.CHILD_LINK);
        work.free = RangeSet.of(0, 8);
        work.childless = true;
        checker.onStepped(node);
        assertCleanAndChecked(Invariant.LINK_DEATH);
    }

    @Test
    void shouldFindDeadChildThatStaysAndWhatItTookAlong() {
        final LinkDeathChecker checker = new LinkDeathChecker(findings);
        checker.onClose(node, FakeWork.CHILD_LINK);
        work.owed = RangeSet.EMPTY;
        work.free = RangeSet.of(0, 8);
        checker.onStepped(node);
        assertFound(Invariant.LINK_DEATH);
        work.owed = RangeSet.of(4, 8);
        work.free = RangeSet.of(0, 4);
        checker.onClose(node, FakeWork.CHILD_LINK);
        work.free = RangeSet.of(0, 6);
        work.childless = true;
        checker.onStepped(node);
        assertFound(Invariant.LINK_DEATH, Invariant.LINK_DEATH);
    }

    @Test
    void shouldFindDeathThatFreesWhatWasDone() {
        final LinkDeathChecker checker = new LinkDeathChecker(findings);
        checker.onClose(node, FakeWork.CHILD_LINK);
        work.free = RangeSet.of(0, 12);
        work.bucketed = RangeSet.EMPTY;
        work.childless = true;
        checker.onStepped(node);
        assertFound(Invariant.LINK_DEATH);
    }

    @Test
    void shouldFindSessionThatOutlivesUplink() {
        final LinkDeathChecker checker = new LinkDeathChecker(findings);
        checker.onClose(node, work.uplink);
        checker.onStepped(node);
        assertFound(Invariant.LINK_DEATH);
    }

    @Test
    void shouldFindQueueBeyondBoundAndGrantBeyondCredit() {
        final MemoryChecker checker = new MemoryChecker(findings);
        checker.onFull(new FakeTree(linked(10_000), node));
        assertCleanAndChecked(Invariant.MEMORY);
        checker.onFull(new FakeTree(linked(10_001)));
        work.credit = 3;
        work.mode = Mode.TILED;
        checker.onFull(tree);
        assertFound(Invariant.MEMORY);
        work.mode = Mode.FINAL;
        checker.onFull(tree);
        assertFound(Invariant.MEMORY, Invariant.MEMORY);
    }

    @Test
    void shouldFindMoreBlocksThanFit() {
        final MemoryChecker checker = new MemoryChecker(findings);
        checker.onMoved(tree, new FakeNode("relay", List.of(), List.of(), Optional.empty(), 0, 0), List.of());
        assertCleanAndChecked(Invariant.MEMORY);
        checker.onMoved(tree, new FakeNode("relay", List.of(), List.of(), Optional.empty(), 0, 1), List.of());
        assertFound(Invariant.MEMORY);
    }

    private static FakeNode linked(final int queued) {
        return new FakeNode("relay", List.of(),
            List.of(new LinkView(1, "leaf", Message.Position.PARENT, true, 0, queued)), Optional.empty(), 0);
    }

    @Test
    void shouldFindNodeThatThrows() {
        final Soundness soundness = new Soundness(findings);
        soundness.guard("leaf", () -> {});
        assertCleanAndChecked(Invariant.SOUNDNESS);
        soundness.guard("leaf", () -> {
            throw new IllegalStateException("on purpose");
        });
        assertFound(Invariant.SOUNDNESS);
        assertThat(soundness.isBroken()).isTrue();
    }
}
