package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

/** A relay that doubts every report of its leaves. */
abstract class DoubtingRelay {
    static final SessionId ID = new SessionId(5, 5);
    static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    static final PictureSettings SETTINGS =
        new PictureSettings(64, 64, 256, 16, PictureSettings.Filter.BOX, 8);
    static final long MS = 1_000_000;
    static final long SECOND = 1000 * MS;
    static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);
    static final TileRange RANGE = range(0, 0, 8);

    final FakeWorker ada = leaf(11);
    final FakeWorker bob = leaf(12);
    final FakeWorker cyd = leaf(13);
    final List<String> heard = new ArrayList<>();
    long fences;
    final NodeSession session =
        new NodeSession(ID, false, TIMES, () -> ++fences, new SumsPool(1), new AuditPlan(1, 42));

    DoubtingRelay() {
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

    void begin(final int epoch) {
        session.begin(new Assignment(ID, epoch, MANIFEST, CAMERA, SETTINGS, Mode.FINAL, 0, 4), List.of(), 0);
    }

    static FakeWorker leaf(final long link) {
        final FakeWorker leaf = new FakeWorker(link);
        leaf.auditable = true;
        return leaf;
    }

    static TileRange range(final int tile, final int first, final int count) {
        return new TileRange(tile, new SampleRange(first, count));
    }

    void come(final FakeWorker worker, final int credit) {
        session.addWorker(worker, 0);
        session.onReady(worker.link, 1, MANIFEST, 1, 0);
        session.onCredit(worker.link, 1, worker.fence, credit, 100, 0, 0, 0);
    }

    /** A leaf gets these at once. */
    void give(final FakeWorker worker, final TileRange range) {
        assertThat(session.receive(List.of(range), 0)).isTrue();
        session.begun().free().remove(range.tile(), RangeSet.of(range.range().first(), range.range().end()));
        session.children().get(worker.link).grant(range, 0);
        session.begun().onGranted(List.of(range));
    }

    boolean says(final FakeWorker worker, final TileRange range, final long value) {
        final TileSums sums = new TileSums(1);
        sums.sums()[0] = value;
        return session.onReport(worker.link, 1, worker.fence, range.tile(), List.of(range.range()), sums, false, 0);
    }

    /** Ada has said that the range sums up to 40, and nobody believes her yet. */
    void doubt() {
        come(ada, 64);
        come(bob, 64);
        give(ada, RANGE);
        assertThat(says(ada, RANGE, 40)).isTrue();
        assertThat(session.begun().held(0)).isEqualTo(RangeSet.of(0, 8));
        assertThat(session.isIdle()).as("something is held").isFalse();
        assertThat(heard).isEmpty();
    }

    long believed() {
        final TileSums sums = session.begun().buckets().sums(0);
        return sums == null ? 0 : sums.sums()[0];
    }

    void assertFree(final RangeSet what) {
        assertThat(session.begun().holdsNothing()).isTrue();
        assertThat(session.begun().free().of(0)).isEqualTo(what);
    }
}
