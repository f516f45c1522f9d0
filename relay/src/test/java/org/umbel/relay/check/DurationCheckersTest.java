package org.umbel.relay.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.session.Worker;
import org.umbel.relay.work.RangeSet;

/** The checkers of durations, shares and what a person sees: what each must and must not report. */
class DurationCheckersTest {
    private static final LinkHeader HEADER = new LinkHeader(0xBEEF, 7);
    private static final long MS = 1_000_000;

    private final FakeWork work = new FakeWork();
    private final FakeNode node = FakeNode.of(work);
    private final FakeTree tree = new FakeTree(node);
    private final Findings findings = new Findings(tree::nowNs);

    private void assertFound(final Invariant... invariants) {
        assertThat(findings.violations().stream().map(Violation::invariant)).containsExactly(invariants);
    }

    private void assertCleanAndChecked(final Invariant invariant) {
        assertFound();
        assertThat(findings.checks()[invariant.number()]).isPositive();
    }

    private void tick(final Checker checker, final long ms) {
        tree.nowNs += ms * MS;
        checker.onTick(tree);
    }

    @Test
    void shouldFindChildThatIdlesWhileWorkIsFree() {
        final IdlenessChecker checker = new IdlenessChecker(findings);
        work.owed = RangeSet.EMPTY;
        tick(checker, 50);
        tick(checker, 550);
        assertCleanAndChecked(Invariant.NO_IDLE_CHILD);
        tick(checker, 50);
        tick(checker, 50);
        assertFound(Invariant.NO_IDLE_CHILD);
    }

    @Test
    void shouldFindRecallThatNobodyAnswers() {
        final RecallChecker checker = new RecallChecker(findings, tree);
        final FakeNode leaf = new FakeNode("leaf", List.of(), List.of(), Optional.empty(), 10);
        tree.nodes = List.of(new FakeNode("relay", List.of(work), List.of(),
            Optional.of(new ObservedNode.Peer(leaf, FakeWork.CHILD_LINK)), 0));
        final Message recall = new Message.Recall(FakeWork.SESSION, 1, FakeWork.FENCE,
            List.of(new TileRange(0, new SampleRange(4, 2)), new TileRange(0, new SampleRange(6, 2))));
        checker.onSent(node, FakeWork.CHILD_LINK, HEADER, recall);
        work.owed = RangeSet.of(6, 8);
        checker.afterMessage(node, FakeWork.CHILD_LINK, HEADER, new Message.Return(FakeWork.SESSION, 1, FakeWork.FENCE,
            List.of(new TileRange(0, new SampleRange(4, 2)))), false);
        tick(checker, 2_400);
        assertCleanAndChecked(Invariant.RECALL);
        tick(checker, 200);
        assertFound(Invariant.RECALL);
    }

    @Test
    void shouldGiveRelayTimeToAskThoseBelow() {
        final RecallChecker checker = new RecallChecker(findings, tree);
        checker.onSent(node, FakeWork.CHILD_LINK, HEADER, new Message.Recall(FakeWork.SESSION, 1, FakeWork.FENCE,
            List.of(new TileRange(0, new SampleRange(4, 4)))));
        tick(checker, 15_900);
        assertCleanAndChecked(Invariant.RECALL);
        tick(checker, 200);
        assertFound(Invariant.RECALL);
    }

    @Test
    void shouldForgetRecallWhenChildIsGone() {
        final RecallChecker checker = new RecallChecker(findings, tree);
        checker.onSent(node, FakeWork.CHILD_LINK, HEADER, new Message.Recall(FakeWork.SESSION, 1, FakeWork.FENCE,
            List.of(new TileRange(0, new SampleRange(4, 4)))));
        work.childless = true;
        tick(checker, 10_000);
        assertFound();
    }

    @Test
    void shouldFindViewOfOtherEpochAndTileThatLosesSamples() {
        final ViewChecker checker = new ViewChecker(findings);
        final FakeRoot root = new FakeRoot(node);
        checker.onView(root, view(1, 8));
        checker.onTile(root, 1, 0);
        assertCleanAndChecked(Invariant.VIEW_FORWARD);
        checker.onView(root, view(2, 8));
        root.session.accepted = RangeSet.of(0, 8);
        checker.onTile(root, 1, 0);
        assertFound(Invariant.VIEW_FORWARD, Invariant.VIEW_FORWARD);
    }

    @Test
    void shouldFindRendererWhoseViewBecomesCoarser() {
        final ViewChecker checker = new ViewChecker(findings);
        work.childLink = Worker.LOCAL;
        checker.onSent(node, 1, HEADER, view(1, 8));
        checker.onSent(node, 1, HEADER, view(1, 4));
        checker.onSent(node, 1, HEADER, view(2, 8));
        assertCleanAndChecked(Invariant.VIEW_FORWARD);
        checker.onSent(node, 1, HEADER, view(1, 8));
        checker.onSent(node, 1, HEADER, view(1, 4));
        checker.onSent(node, 1, HEADER, view(1, 8));
        assertFound(Invariant.VIEW_FORWARD, Invariant.VIEW_FORWARD);
    }

    private static Message.View view(final int epoch, final int grid) {
        final int edge = TileSums.TILE_EDGE / grid;
        return new Message.View(FakeWork.SESSION, epoch, 0, grid, new short[3 * edge * edge]);
    }

    @Test
    void shouldFindBucketThatHoldsMoreThanAnIntervalsWork() {
        final CrashLossChecker checker = new CrashLossChecker(findings);
        tree.nodes = List.of(new FakeNode("leaf", List.of(work), List.of(), Optional.empty(), 10));
        checker.onSent(node, 1, HEADER, epoch(Mode.INTERACTIVE, List.of()));
        work.bucketed = RangeSet.of(0, 30);
        tick(checker, 50);
        assertCleanAndChecked(Invariant.CRASH_LOSS);
        work.bucketed = RangeSet.of(0, 31);
        tick(checker, 50);
        assertFound(Invariant.CRASH_LOSS);
    }

    @Test
    void shouldFindOctaveGrantedTooEarly() {
        final OctaveChecker checker = new OctaveChecker(findings);
        work.uplink = -1;
        work.free = RangeSet.of(4, 16);
        checker.onSent(node, 1, HEADER, epoch(Mode.FINAL, List.of(new TileRange(0, new SampleRange(8, 8)))));
        checker.onStepped(node);
        assertCleanAndChecked(Invariant.OCTAVES);
        checker.onSent(node, 1, HEADER, epoch(Mode.FINAL, List.of(new TileRange(0, new SampleRange(16, 16)))));
        checker.onStepped(node);
        assertFound(Invariant.OCTAVES);
    }

    private static Message.Epoch epoch(final Mode mode, final List<TileRange> grant) {
        return new Message.Epoch(FakeWork.SESSION, 1, FakeWork.FENCE, new BlockId(1, 2, 3, 4),
            new Camera(new float[3], new float[] {0, 0, 1}, new float[] {0, 1, 0}, 40), FakeTree.PICTURE.settings(),
            mode, 0, 1, grant);
    }

    @Test
    void shouldFindSessionThatStarvesBesideAnother() {
        final FairShareChecker checker = new FairShareChecker(findings);
        final FakeWork other = new FakeWork();
        other.session = new SessionId(21, 22);
        final FakeNode gateway = FakeNode.of();
        final FakeNode first = client(work, gateway);
        final FakeNode second = client(other, gateway);
        final FakeRoot a = new FakeRoot(first);
        final FakeRoot b = new FakeRoot(second, other.session);
        tree.roots = List.of(a, b);
        serve(checker, a, 128, b, 1);
        assertThat(findings.checks()[Invariant.FAIR_SHARE.number()]).as("an epoch that has just begun").isZero();
        serve(checker, a, 64, b, 32);
        assertCleanAndChecked(Invariant.FAIR_SHARE);
        serve(checker, a, 128, b, 32);
        assertFound(Invariant.FAIR_SHARE);
    }

    @Test
    void shouldJudgeSharesOfWholeTilesByManyOfThem() {
        final FairShareChecker checker = new FairShareChecker(findings);
        final FakeWork other = new FakeWork();
        other.session = new SessionId(21, 22);
        final FakeNode gateway = FakeNode.of();
        final FakeRoot a = new FakeRoot(client(work, gateway));
        final FakeRoot b = new FakeRoot(client(other, gateway), other.session);
        tree.roots = List.of(a, b);
        tree.nodes = List.of(new FakeNode("leaf", List.of(), List.of(), Optional.empty(), 10));
        work.mode = Mode.TILED;
        serve(checker, a, 256, b, 1);
        serve(checker, a, 64, b, 16);
        assertThat(findings.checks()[Invariant.FAIR_SHARE.number()]).isZero();
        serve(checker, a, 64, b, 16);
        assertFound(Invariant.FAIR_SHARE);
    }

    private static FakeNode client(final FakeWork work, final FakeNode gateway) {
        work.uplink = -1;
        return new FakeNode("client", List.of(work), List.of(),
            Optional.of(new ObservedNode.Peer(gateway, FakeWork.CHILD_LINK)), 0);
    }

    /** So much is rendered for each. */
    private void serve(final Checker checker, final FakeRoot a, final int forA, final FakeRoot b, final int forB) {
        tick(checker, 50);
        checker.afterRendered(node, rendered(a, forA));
        checker.afterRendered(node, rendered(b, forB));
        tick(checker, 2_000);
    }

    private static Checker.Rendered rendered(final FakeRoot root, final int samples) {
        return new Checker.Rendered(root.session.id(), 1, FakeWork.FENCE, 0, new SampleRange(0, samples),
            new TileSums(2));
    }

    @Test
    void shouldFindMotionThatShowsNothing() {
        final MotionChecker checker = new MotionChecker(findings, tree);
        final FakeRoot root = new FakeRoot(node);
        tree.roots = List.of(root);
        root.movingSinceNs = 0;
        tick(checker, 90);
        checker.onShown(root);
        tick(checker, 90);
        assertCleanAndChecked(Invariant.MOTION);
        tick(checker, 20);
        assertFound(Invariant.MOTION);
    }
}
