package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.link.Admission;
import org.umbel.relay.link.Link;
import org.umbel.relay.link.LinkTimes;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/** One session at one node: fences, homes, and reports upwards. */
final class NodeSessionTest {
    private static final SessionId ID = new SessionId(5, 5);
    private static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    private static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    private static final PictureSettings SETTINGS =
        new PictureSettings(8 * 32, 8 * 32, 256, 16, PictureSettings.Filter.BOX, 8);
    private static final long MS = 1_000_000;
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);

    private final FakeWorker ada = new FakeWorker(11);
    private final FakeWorker bob = new FakeWorker(12);
    private long fences;
    private NodeSession session;

    private NodeSession session(final boolean root) {
        return new NodeSession(ID, root, TIMES, () -> ++fences, new SumsPool(1));
    }

    @BeforeEach
    void begin() {
        session = session(true);
        beginEpoch(1, 0);
        session.addWorker(ada, 0);
    }

    /** Everything is wanted. */
    private void beginEpoch(final int epoch, final long nowNs) {
        session.begin(new Assignment(ID, epoch, MANIFEST, CAMERA, SETTINGS, Message.Mode.INTERACTIVE, 0, 64), 0, () -> {
            for (int tile = 0; tile < 64; tile++) {
                session.work().want(tile, RangeSet.of(0, SETTINGS.samples()));
            }
        }, nowNs);
    }

    private void ready(final FakeWorker worker, final int weight) {
        session.onReady(worker.link, 1, MANIFEST, weight, 0);
        session.onCredit(worker.link, 1, worker.fence, 8, 0, 0, 0, 0);
        session.poll(0);
    }

    private static TileSums sums(final long value) {
        final TileSums sums = new TileSums(1);
        sums.sums()[0] = value;
        return sums;
    }

    private boolean report(final FakeWorker worker, final int epoch, final long fence, final TileRange what) {
        return session.onReport(worker.link, epoch, fence, what.tile(), List.of(what.range()), sums(7), false, 0);
    }

    @Test
    void shouldIgnoreReportsAndReturnsUnderAnOldFence() {
        ready(ada, 100);
        final TileRange first = ada.granted.getFirst();
        final long oldFence = ada.fence;
        beginEpoch(1, 1);
        assertThat(ada.fence).isGreaterThan(oldFence);
        assertThat(report(ada, 1, oldFence, first)).isTrue();
        assertThat(session.onReturn(ada.link, 1, oldFence, List.of(first), 1)).isTrue();
        session.onCredit(ada.link, 1, oldFence, 1 << 20, 0, 0, 0, 0);
        assertThat(session.work().buckets().tileSamples()).isZero();
        assertThat(session.work().entriesStale()).isEqualTo(1);
        assertThat(session.view(-1, 0).children().getFirst().credit()).isLessThan(1 << 20);
        assertThat(report(ada, 1, ada.fence, ada.granted.getFirst())).isTrue();
        assertThat(session.work().buckets().tileSamples()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreReportsOfAnOldEpoch() {
        ready(ada, 100);
        final TileRange first = ada.granted.getFirst();
        beginEpoch(2, 1);
        assertThat(report(ada, 1, ada.fence, first)).isTrue();
        assertThat(session.work().buckets().tileSamples()).isZero();
    }

    @Test
    void shouldTellTheLiarFromTheLate() {
        ready(ada, 100);
        final TileRange first = ada.granted.getFirst();
        assertThat(report(ada, 1, ada.fence, first)).isTrue();
        assertThat(report(ada, 1, ada.fence, first)).isFalse();
        assertThat(session.onReturn(ada.link, 1, ada.fence, List.of(first), 0)).isFalse();
        assertThat(session.work().buckets().sums(first.tile()).sums()[0]).isEqualTo(7);
    }

    @Test
    void shouldDivideHomesAnewWhenAWeightChangesByMoreThanAFifth() {
        session.addWorker(bob, 0);
        ready(ada, 100);
        ready(bob, 100);
        final ChildWork first = session.children().all().iterator().next();
        assertThat(first.homeEnd() - first.homeFirst()).isEqualTo(32);
        session.onReady(ada.link, 1, MANIFEST, 120, 0);
        assertThat(first.homeEnd() - first.homeFirst()).isEqualTo(32);
        session.onReady(ada.link, 1, MANIFEST, 300, 0);
        assertThat(first.homeEnd() - first.homeFirst()).isEqualTo(48);
        session.onReady(bob.link, 1, MANIFEST, 0, 0);
        assertThat(first.homeEnd() - first.homeFirst()).isEqualTo(64);
    }

    @Test
    void shouldNameAtMost64RangesInOneReport() {
        final Link uplink = openUplink();
        session = session(false);
        session.addWorker(ada, 0);
        final Upward upward = new Upward(session, uplink);
        upward.onEpoch(new Message.Epoch(ID, 1, 9, MANIFEST, CAMERA, SETTINGS, Message.Mode.INTERACTIVE, 0, 64,
            List.of(new TileRange(3, new SampleRange(0, 256)))), 0);
        session.onReady(ada.link, 1, MANIFEST, 100, 0);
        session.onCredit(ada.link, 1, ada.fence, 1000, 0, 0, 0, 0);
        session.poll(0);
        for (int sample = 0; sample < 256; sample += 2) {
            assertThat(report(ada, 1, ada.fence, new TileRange(3, new SampleRange(sample, 1)))).isTrue();
        }
        upward.poll(2000 * MS);
        final List<Message.Report> reports = reports(uplink);
        RangeSet named = RangeSet.EMPTY;
        for (final Message.Report m : reports) {
            assertThat(m.ranges().size()).isLessThanOrEqualTo(Message.Report.RANGES_MAX);
            assertThat(m.sums().sums()[0]).isEqualTo(7L * m.ranges().size());
            for (final SampleRange range : m.ranges()) {
                named = named.plus(range);
            }
        }
        assertThat(reports).hasSize(2);
        assertThat(named.size()).isEqualTo(128);
    }

    private static Link openUplink() {
        final Link link = Link.dialled(1, "parent", new Message.Hello(Message.Role.RELAY, Message.Position.CHILD,
            "relay", "dev", 0, 1, "", 0), Admission.OPEN, 42, new LinkTimes(250 * MS, 1500 * MS), 0);
        final Message.Welcome welcome = new Message.Welcome(Message.Role.RELAY, "gateway", "dev", 0);
        assertThat(link.admit(new LinkHeader(7, 0), welcome, 0)).isTrue();
        link.onWelcome(welcome, Admission.OPEN, 0);
        return link;
    }

    private static List<Message.Report> reports(final Link uplink) {
        final List<Message.Report> reports = new ArrayList<>();
        uplink.unqueue(message -> message instanceof Message.Report m && reports.add(m), ID);
        return reports;
    }
}
