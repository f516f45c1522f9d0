package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/** Two workers come, work, are late and go, at a root or a relay: who has what, who is told, and who hears of it. */
final class NodeSessionChildrenTest {
    private static final SessionId ID = new SessionId(5, 5);
    private static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    private static final BlockId OTHER = new BlockId(5, 6, 7, 8);
    private static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    private static final PictureSettings SETTINGS =
        new PictureSettings(4 * 32, 4 * 32, 16, 16, PictureSettings.Filter.BOX, 8);
    private static final int ALL = 16 * 16;
    private static final long MS = 1_000_000;
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);

    private final FakeWorker ada = new FakeWorker(11);
    private final FakeWorker bob = new FakeWorker(12);
    private final List<String> heard = new ArrayList<>();
    private final SumsPool pool = new SumsPool(1);
    private long fences;
    private NodeSession session = session(true);

    private NodeSession session(final boolean root) {
        final NodeSession made = new NodeSession(ID, root, TIMES, () -> ++fences, pool);
        made.listener(new TileListener() {
            @Override
            public void onTile(final int tile, final long nowNs) {
                heard.add("tile " + tile);
            }

            @Override
            public void onCalled(final int tile, final long nowNs) {
                heard.add("called " + tile);
            }
        });
        return made;
    }

    private static Assignment assignment(final int epoch, final BlockId manifest) {
        return new Assignment(ID, epoch, manifest, CAMERA, SETTINGS, Mode.FINAL, 0, 16);
    }

    /** The root wants everything. */
    private void begin(final int epoch, final BlockId manifest) {
        session.begin(assignment(epoch, manifest), 0, () -> {
            for (int tile = 0; tile < 16; tile++) {
                session.begun().want(tile, RangeSet.of(0, 16));
            }
        }, 0);
    }

    private void come(final FakeWorker worker, final int rate) {
        session.addWorker(worker, 0);
        session.onReady(worker.link, 1, MANIFEST, 4, 0);
        credit(worker, rate);
    }

    private void credit(final FakeWorker worker, final int rate) {
        session.onCredit(worker.link, 1, worker.fence, 1000, rate, 0, 0, 0);
    }

    private ChildWork book(final FakeWorker worker) {
        return session.children().get(worker.link);
    }

    private boolean report(final FakeWorker worker, final TileRange range) {
        return session.onReport(worker.link, 1, worker.fence, range.tile(), List.of(range.range()), new TileSums(1),
            false, 0);
    }

    private static TileRange range(final int tile, final int first, final int count) {
        return new TileRange(tile, new SampleRange(first, count));
    }

    /** A relay, where the slow one holds 16 samples and the fast one has nothing to do. */
    private void relayWithSomebodyLate() {
        session = session(false);
        session.begin(assignment(1, MANIFEST), List.of(), 0);
        come(ada, 10);
        come(bob, 1000);
        book(ada).grant(range(0, 0, 16), 0);
    }

    @Test
    void shouldHaveNothingToDoBeforeTheFirstEpoch() {
        session.addWorker(ada, 0);
        session.onReady(ada.link, 1, MANIFEST, 4, 0);
        session.onCredit(ada.link, 1, 0, 1000, 10, 0, 0, 0);
        session.poll(0);
        session.uplinkRttNs(MS);
        assertThat(session.isIdle()).isTrue();
        assertThat(session.isReady()).isFalse();
        assertThat(session.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(session.assignment()).isNull();
        assertThat(session.hasAcceptedFrom(1011)).isFalse();
        assertThat(session.onReport(ada.link, 1, 0, 0, List.of(), new TileSums(1), false, 0)).isTrue();
        assertThat(session.onReturn(ada.link, 1, 0, List.of(range(0, 0, 1)), 0)).isTrue();
        session.removeWorker(ada.link, 0);
        assertThat(session.children().all()).isEmpty();
    }

    @Test
    void shouldTellWhoComesWhereItsHomeWouldBe() {
        begin(1, MANIFEST);
        come(ada, 0);
        session.addWorker(bob, 0);
        assertThat(bob.assignment.homeFirst()).isEqualTo(8);
        assertThat(bob.assignment.homeCount()).isEqualTo(8);
        assertThat(bob.fence).as("a fence of its own").isGreaterThan(ada.fence);
        assertThat(bob.granted).isEmpty();
    }

    @Test
    void shouldFreeWhatAWorkerOwesThatIsGone() {
        begin(1, MANIFEST);
        come(ada, 0);
        come(bob, 0);
        session.poll(0);
        final int ranges = book(ada).owed().byTile().values().stream().mapToInt(RangeSet::alignedCount).sum();
        assertThat(ranges).isPositive();
        assertThat(session.begun().free().tileSamples()).isLessThan(ALL);
        session.removeWorker(ada.link, 0);
        session.removeWorker(99, 0);
        assertThat(session.tallies().iterator().next().rangesFreed()).isEqualTo(ranges);
        assertThat(book(bob).homeFirst()).as("the whole picture").isZero();
        assertThat(session.begun().free().tileSamples() + book(bob).inHand()).isEqualTo(ALL);
        assertThat(report(ada, ada.granted.getFirst())).as("it may yet have said something").isTrue();
        session.onReady(ada.link, 1, MANIFEST, 4, 0);
        session.onCredit(ada.link, 1, ada.fence, 1000, 0, 0, 0, 0);
        assertThat(session.children().threads()).isEqualTo(4);
    }

    @Test
    void shouldKnowWhoseSumsAreInThePicture() {
        begin(1, MANIFEST);
        come(ada, 0);
        session.poll(0);
        assertThat(session.hasAcceptedFrom(1011)).isFalse();
        assertThat(report(ada, ada.granted.getFirst())).isTrue();
        assertThat(heard).containsExactly("tile " + ada.granted.getFirst().tile());
        session.addWorker(bob, 0);
        session.removeWorker(ada.link, 0);
        assertThat(session.hasAcceptedFrom(1011)).isTrue();
        assertThat(session.hasAcceptedFrom(1012)).isFalse();
        assertThat(session.tallies()).hasSize(2);
    }

    @Test
    void shouldRefuseSumsOfAnotherSize() {
        begin(1, MANIFEST);
        come(ada, 0);
        session.poll(0);
        final TileRange first = ada.granted.getFirst();
        assertThat(session.onReport(ada.link, 1, ada.fence, first.tile(), List.of(first.range()), new TileSums(2),
            false, 0)).isFalse();
        assertThat(session.onReport(99, 1, ada.fence, first.tile(), List.of(first.range()), new TileSums(2), false, 0))
            .as("of nobody").isTrue();
    }

    @Test
    void shouldTakeBackWhatIsHandedBack() {
        begin(1, MANIFEST);
        come(ada, 0);
        session.poll(0);
        final TileRange first = ada.granted.getFirst();
        assertThat(session.onReturn(ada.link, 1, ada.fence, List.of(first), 0)).isTrue();
        assertThat(session.begun().free().of(first.tile()).contains(first.range())).isTrue();
    }

    @Test
    void shouldStayReadyForAnotherEpochOfTheSameSceneOnly() {
        begin(1, MANIFEST);
        come(ada, 10);
        begin(2, MANIFEST);
        assertThat(session.isReady()).isTrue();
        assertThat(ada.granted).as("at once, in the epoch itself").isNotEmpty();
        session.onReady(ada.link, 1, MANIFEST, 5, 0);
        assertThat(session.children().threads()).as("of the same scene").isEqualTo(5);
        begin(3, OTHER);
        assertThat(session.isReady()).isFalse();
        begin(4, MANIFEST);
        session.onReady(ada.link, 3, MANIFEST, 6, 0);
        session.onReady(ada.link, 4, OTHER, 6, 0);
        assertThat(session.isReady()).as("of an older scene, or of another").isFalse();
        session.onReady(ada.link, 4, MANIFEST, 6, 0);
        assertThat(session.children().threads()).isEqualTo(6);
    }

    @Test
    void shouldForgetWhatAnOlderEpochOwed() {
        session = session(false);
        session.begin(assignment(1, MANIFEST), List.of(range(0, 0, 16)), 0);
        come(ada, 0);
        session.poll(0);
        assertThat(report(ada, ada.granted.getFirst())).isTrue();
        assertThat(book(ada).owed().isEmpty()).isFalse();
        session.begin(assignment(2, MANIFEST), List.of(), 0);
        assertThat(book(ada).owed().isEmpty()).isTrue();
        assertThat(session.isIdle()).isTrue();
        assertThat(session.view(3, 9).bucketedTileSamples()).isZero();
    }

    @Test
    void shouldBeIdleWhenNothingIsFreeAndNobodyOwesAnything() {
        session = session(false);
        session.begin(assignment(1, MANIFEST), List.of(range(0, 0, 1)), 0);
        assertThat(session.isIdle()).as("something is free").isFalse();
        come(ada, 0);
        session.poll(0);
        assertThat(session.isIdle()).as("somebody owes it").isFalse();
        assertThat(report(ada, range(0, 0, 1))).isTrue();
        assertThat(session.isIdle()).isTrue();
        assertThat(session.receive(List.of(range(1, 0, 1)), 0)).isTrue();
        assertThat(session.receive(List.of(range(1, 0, 1)), 0)).isFalse();
    }

    @Test
    void shouldTellEverybodyThatItEnds() {
        session = session(false);
        session.begin(assignment(1, MANIFEST), List.of(range(0, 0, 16)), 0);
        come(ada, 0);
        session.poll(0);
        report(ada, ada.granted.getFirst());
        final WorkView view = session.view(3, 9);
        session.end(0);
        assertThat(ada.assignment).isNull();
        assertThat(session.children().all()).isEmpty();
        assertThat(view.bucketedTileSamples()).as("a relay keeps nothing").isZero();
    }

    @Test
    void shouldLookEveryQuarterOfASecondWhetherHomesStillFit() {
        begin(1, MANIFEST);
        come(ada, 100);
        come(bob, 100);
        credit(ada, 300);
        session.poll(249 * MS);
        assertThat(book(bob).homeFirst()).isEqualTo(8);
        session.poll(250 * MS);
        assertThat(book(bob).homeFirst()).isEqualTo(12);
        credit(ada, 100);
        session.poll(499 * MS);
        assertThat(book(bob).homeFirst()).isEqualTo(12);
        session.poll(500 * MS);
        assertThat(book(bob).homeFirst()).isEqualTo(8);
    }

    @Test
    void shouldWaitForItsTurnWhereOthersEnterToo() {
        begin(1, MANIFEST);
        come(ada, 0);
        session.shared(true);
        begin(2, MANIFEST);
        assertThat(ada.granted).isEmpty();
        book(ada).room(5);
        session.shared(true);
        assertThat(book(ada).room()).isEqualTo(5);
        session.shared(false);
        assertThat(book(ada).room()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldSayHowMuchEachGotInItsTurn() {
        begin(1, MANIFEST);
        come(ada, 0);
        assertThat(session.grant(0).get(book(ada))).isEqualTo(ada.granted.stream()
            .mapToLong(range -> range.range().count()).sum()).isPositive();
    }

    @Test
    void shouldCallWhoOwesItWhenTheParentCalls() {
        relayWithSomebodyLate();
        session.receive(List.of(range(0, 0, 16), range(1, 0, 16)), 0);
        session.onRecall(List.of(range(0, 0, 8), range(0, 8, 8), range(1, 0, 16)), 0);
        assertThat(ada.recalled).containsExactly(range(0, 0, 8), range(0, 8, 8));
        assertThat(bob.recalled).isEmpty();
        assertThat(book(ada).isCalled()).isTrue();
        assertThat(heard).containsExactly("called 0", "called 1");
    }

    @Test
    void shouldCallBackFromWhoIsLateOnceNothingMoreMayComeFromAbove() {
        relayWithSomebodyLate();
        // the parent hears that bob has nothing, and has time to send something
        session.poll(32 * MS);
        assertThat(ada.recalled).isEmpty();
        session.receive(List.of(), 20 * MS);
        session.poll(52 * MS);
        assertThat(ada.recalled).isEmpty();
        session.uplinkRttNs(10 * MS);
        session.poll(72 * MS);
        assertThat(ada.recalled).isEmpty();
        session.poll(73 * MS);
        assertThat(ada.recalled).isNotEmpty();
    }

    @Test
    void shouldWaitALittleAfterItHasBegun() {
        session = session(false);
        session.begin(assignment(1, MANIFEST), List.of(), 100 * MS);
        come(ada, 10);
        come(bob, 1000);
        book(ada).grant(range(0, 0, 16), 0);
        session.poll(132 * MS);
        assertThat(ada.recalled).isEmpty();
        session.poll(133 * MS);
        assertThat(ada.recalled).isNotEmpty();
    }

    @Test
    void shouldCallBackNothingWhileSomethingIsFree() {
        begin(1, MANIFEST);
        come(ada, 10);
        come(bob, 1000);
        book(ada).grant(range(0, 0, 16), 0);
        session.finish(0);
        assertThat(ada.recalled).isEmpty();
        session.begun().free().drain();
        session.finish(0);
        assertThat(ada.recalled).isNotEmpty();
    }

    @Test
    void shouldLookAgainSoonForWhoIsLate() {
        relayWithSomebodyLate();
        session.poll(5 * MS);
        assertThat(session.nextDeadlineNs()).isEqualTo(15 * MS);
    }

    @Test
    void shouldBeMorePatientUntilSomethingIsDelivered() {
        session = session(false);
        session.begin(assignment(1, MANIFEST), List.of(), 0);
        come(ada, 300);
        come(bob, 1000);
        for (int tile = 0; tile < 4; tile++) {
            give(ada, range(tile, 0, 16));
        }
        // 213 ms to go, and 64 for bob: ada is late by twice as long, but not by four times
        session.finish(60 * MS);
        assertThat(ada.recalled).containsExactly(range(3, 0, 16), range(2, 0, 16), range(1, 0, 16));
        assertThat(session.onReturn(ada.link, 1, ada.fence, ada.recalled, 0)).isTrue();
        session.begun().free().drain();
        give(ada, range(4, 0, 16));
        give(ada, range(5, 0, 16));
        session.finish(60 * MS);
        assertThat(ada.recalled).hasSize(3);
        assertThat(report(ada, range(5, 0, 16))).isTrue();
        session.finish(60 * MS);
        assertThat(ada.recalled.size()).isGreaterThan(3);
    }

    /** A worker gets these at once. */
    private void give(final FakeWorker worker, final TileRange range) {
        assertThat(session.receive(List.of(range), 0)).isTrue();
        session.begun().free().takeAll(range.tile());
        session.begun().onGranted(List.of(range));
        book(worker).grant(range, 60 * MS);
    }
}
