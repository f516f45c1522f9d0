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

/** A relay that doubts every report of its leaves: who renders it again, who is believed, and what is said of it. */
final class NodeSessionAuditTest {
    private static final SessionId ID = new SessionId(5, 5);
    private static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    private static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 64, 256, 16, PictureSettings.Filter.BOX, 8);
    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);
    private static final TileRange RANGE = range(0, 0, 8);

    private final FakeWorker ada = leaf(11);
    private final FakeWorker bob = leaf(12);
    private final FakeWorker cyd = leaf(13);
    private final List<String> heard = new ArrayList<>();
    private long fences;
    private final NodeSession session =
        new NodeSession(ID, false, TIMES, () -> ++fences, new SumsPool(1), new AuditPlan(1, 42));

    NodeSessionAuditTest() {
        session.listener(new TileListener() {
            @Override
            public void onTile(final int tile, final long nowNs) {
                heard.add("tile " + tile);
            }

            @Override
            public void onFull(final int tile, final long nowNs) {
                heard.add("full " + tile);
                session.begun().passOn(tile);
            }
        });
        begin(1);
    }

    private void begin(final int epoch) {
        session.begin(new Assignment(ID, epoch, MANIFEST, CAMERA, SETTINGS, Mode.FINAL, 0, 4), List.of(), 0);
    }

    private static FakeWorker leaf(final long link) {
        final FakeWorker leaf = new FakeWorker(link);
        leaf.auditable = true;
        return leaf;
    }

    private static TileRange range(final int tile, final int first, final int count) {
        return new TileRange(tile, new SampleRange(first, count));
    }

    private void come(final FakeWorker worker, final int credit) {
        session.addWorker(worker, 0);
        session.onReady(worker.link, 1, MANIFEST, 1, 0);
        session.onCredit(worker.link, 1, worker.fence, credit, 100, 0, 0, 0);
    }

    /** A leaf gets these at once. */
    private void give(final FakeWorker worker, final TileRange range) {
        assertThat(session.receive(List.of(range), 0)).isTrue();
        session.begun().free().remove(range.tile(), RangeSet.of(range.range().first(), range.range().end()));
        session.children().get(worker.link).grant(range, 0);
        session.begun().onGranted(List.of(range));
    }

    private boolean says(final FakeWorker worker, final TileRange range, final long value) {
        final TileSums sums = new TileSums(1);
        sums.sums()[0] = value;
        return session.onReport(worker.link, 1, worker.fence, range.tile(), List.of(range.range()), sums, false, 0);
    }

    /** Ada has said that the range sums up to 40, and nobody believes her yet. */
    private void doubt() {
        come(ada, 64);
        come(bob, 64);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(session.begun().held(0)).isEqualTo(RangeSet.of(0, 8));
        assertThat(session.isIdle()).as("something is held").isFalse();
        assertThat(heard).isEmpty();
    }

    private long believed() {
        final TileSums sums = session.begun().buckets().sums(0);
        return sums == null ? 0 : sums.sums()[0];
    }

    private void assertFree(final RangeSet what) {
        assertThat(session.begun().holdsNothing()).isTrue();
        assertThat(session.begun().free().of(0)).isEqualTo(what);
    }

    @Test
    void shouldMergeOnceWhatTwoSayAlike() {
        doubt();
        session.poll(0);
        assertThat(bob.granted).containsExactly(RANGE);
        assertThat(says(bob, RANGE, 40)).isTrue();
        session.poll(0);
        assertThat(believed()).isEqualTo(40);
        assertThat(heard).containsExactly("tile 0");
        assertThat(session.begun().holdsNothing()).isTrue();
        assertThat(session.hasAcceptedFrom(1011)).isTrue();
        assertThat(session.hasAcceptedFrom(1012)).isTrue();
        assertThat(session.takeLiars()).isEmpty();
        assertThat(session.takeLines()).isEmpty();
        assertThat(session.notice()).isEmpty();
        assertThat(session.view(1, 9).loans()).isEqualTo(1);
    }

    @Test
    void shouldAskAThirdWhoLies() {
        doubt();
        come(cyd, 64);
        session.poll(0);
        final FakeWorker second = bob.granted.isEmpty() ? cyd : bob;
        final FakeWorker third = second == bob ? cyd : bob;
        assertThat(says(second, RANGE, 41)).isTrue();
        session.poll(0);
        assertThat(believed()).isZero();
        assertThat(third.granted).containsExactly(RANGE);
        assertThat(says(third, RANGE, 41)).isTrue();
        session.poll(0);
        assertThat(believed()).isEqualTo(41);
        assertThat(session.takeLiars()).singleElement().satisfies(liar -> {
            assertThat(liar.incarnation()).isEqualTo(1011);
            assertThat(liar.reason()).startsWith("worker11 is a liar: its sums of tile 0")
                .contains(second.name() + " and " + third.name());
        });
        assertThat(session.takeLiars()).as("once").isEmpty();
        assertThat(session.takeLines()).singleElement().asString().startsWith("worker11 is a liar");
        assertThat(session.takeLines()).isEmpty();
        assertThat(session.hasAcceptedFrom(1011)).isFalse();
    }

    @Test
    void shouldSayThatItCannotTellWhoOfTwoLies() {
        doubt();
        session.poll(0);
        assertThat(says(bob, RANGE, 41)).isTrue();
        session.poll(0);
        assertThat(session.notice()).isEqualTo("cannot tell who lies: worker11 and worker12 differ");
        assertThat(session.takeLines()).singleElement().asString().contains("nobody else can decide");
        assertThat(session.takeLiars()).isEmpty();
        assertThat(believed()).isZero();
        // and doubts nobody about this tile any more
        final TileRange again = ada.granted.isEmpty() ? bob.granted.getLast() : ada.granted.getFirst();
        assertThat(says(ada.granted.isEmpty() ? bob : ada, again, 5)).isTrue();
        assertThat(believed()).isEqualTo(5);
    }

    @Test
    void shouldBelieveWhoIsAlone() {
        come(ada, 64);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(believed()).isEqualTo(40);
    }

    @Test
    void shouldNotLetARelayRenderAgainWhatALeafSays() {
        bob.auditable = false;
        come(ada, 64);
        come(bob, 64);
        give(ada, RANGE);
        give(bob, range(1, 0, 8));
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(believed()).isEqualTo(40);
        assertThat(says(bob, range(1, 0, 8), 40)).as("a relay's reports are other people's").isTrue();
        assertThat(session.begun().holdsNothing()).isTrue();
    }

    @Test
    void shouldLetThisProcessRenderItAgain() {
        final FakeWorker own = new FakeWorker(Worker.LOCAL);
        come(ada, 64);
        come(own, 64);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        session.poll(0);
        assertThat(own.granted).containsExactly(RANGE);
        assertThat(says(own, RANGE, 41)).isTrue();
        session.poll(0);
        assertThat(believed()).isEqualTo(41);
        assertThat(session.takeLiars()).hasSize(1);
    }

    @Test
    void shouldLendInPiecesWhenTheAuditorsCreditIsSmall() {
        doubt();
        session.children().get(bob.link).grant(range(3, 0, 32), 0);
        session.children().get(bob.link).grant(range(2, 0, 16), 0);
        session.children().get(bob.link).grant(range(1, 0, 8), 0);
        session.children().get(bob.link).grant(range(1, 8, 2), 0);
        session.poll(0);
        assertThat(bob.granted).as("six of eight").containsExactly(range(0, 0, 4), range(0, 4, 2));
        session.onCredit(bob.link, 1, bob.fence, 80, 100, 0, 0, 0);
        session.poll(0);
        assertThat(bob.granted.getLast()).isEqualTo(range(0, 6, 2));
    }

    @Test
    void shouldKeepBackWhatElseIsFreeOfTheTileMeanwhile() {
        come(ada, 64);
        come(bob, 64);
        give(ada, RANGE);
        assertThat(session.receive(List.of(range(0, 16, 16)), 0)).isTrue();
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(session.begun().free().isEmpty()).isTrue();
        session.receive(List.of(range(0, 32, 16)), 0);
        session.poll(0);
        assertThat(session.begun().free().isEmpty()).as("that too").isTrue();
        assertThat(bob.granted).containsExactly(RANGE);
        assertThat(says(bob, RANGE, 40)).isTrue();
        session.prepare(0);
        assertFree(RangeSet.of(16, 48));
    }

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
        assertThat(says(ada, RANGE, 40)).isTrue();
        session.poll(MS);
        assertThat(session.nextDeadlineNs()).isEqualTo(5 * SECOND);
        session.poll(5 * SECOND - 1);
        assertThat(session.begun().holdsNothing()).isFalse();
        session.prepare(5 * SECOND);
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
    void shouldMakeRoomInAFullBucketForWhatIsBelieved() {
        come(ada, 1000);
        come(bob, 1000);
        doubtAt(0);
        // so many single samples that one report can name no more
        final RangeSet[] many = {RangeSet.EMPTY};
        for (int i = 0; i < 63; i++) {
            many[0] = many[0].plus(new SampleRange(9 + 2 * i, 1));
        }
        session.begun().receive(many[0].aligned().stream().map(range -> new TileRange(0, range)).toList());
        session.begun().free().remove(0, many[0]);
        session.begun().buckets().add(0, many[0], new TileSums(1), true);
        heard.clear();
        assertThat(says(bob, RANGE, 40)).isTrue();
        session.prepare(0);
        assertThat(heard).as("64 may be named").containsExactly("tile 0");
        doubtAt(200);
        assertThat(says(bob, range(0, 200, 8), 40)).isTrue();
        session.prepare(0);
        assertThat(heard).containsExactly("tile 0", "full 0", "tile 0");
    }

    private void doubtAt(final int first) {
        final TileRange range = range(0, first, 8);
        give(ada, range);
        assertThat(says(ada, range, 40)).isTrue();
        session.prepare(0);
        assertThat(bob.granted).contains(range);
    }
}
