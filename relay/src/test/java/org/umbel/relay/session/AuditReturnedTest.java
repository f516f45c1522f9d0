package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.MortonOrder;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.session.SessionWork.Verdict;
import org.umbel.relay.sums.Buckets;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/** An auditor hands back what it was to render again. */
final class AuditReturnedTest {
    private static final PictureSettings SETTINGS =
        new PictureSettings(2 * 32, 2 * 32, 32, 16, PictureSettings.Filter.BOX, 8);
    private static final long SECOND_NS = 1_000_000_000;
    private static final TileRange RANGE = new TileRange(0, new SampleRange(0, 8));

    private final Children children = new Children();
    private final SessionWork work = new SessionWork(new Assignment(new SessionId(1, 1), 1, new BlockId(1, 2, 3, 4),
        new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40), SETTINGS, Mode.FINAL, 0, 4),
        MortonOrder.of(SETTINGS.grid()), new Buckets(new SumsPool(1)), 0);
    private final Audits audits = new Audits(new AuditPlan(1, 42), 1);
    private final ChildWork ada = child(11, true);
    private final ChildWork bob = child(12, true);
    private final Audits.Issuer issuer = new Audits.Issuer() {
        @Override
        public void grant(final ChildWork child, final List<TileRange> ranges) {
            assertThat(child.owed().of(RANGE.tile())).isNotEqualTo(RangeSet.EMPTY);
        }

        @Override
        public void merge(final int tile, final RangeSet ranges, final TileSums sums) {
            work.merge(tile, ranges, sums);
        }
    };

    private ChildWork child(final long link, final boolean ready) {
        final FakeWorker worker = new FakeWorker(link);
        worker.auditable = true;
        final ChildWork child = children.add(worker);
        child.restart(link, false, 0);
        child.ready(ready ? 1 : 0);
        child.credit(64, 100, 0, 0, 0);
        return child;
    }

    @BeforeEach
    void adaReportsAndBobHandsItBack() {
        assertThat(work.receive(List.of(RANGE))).isTrue();
        work.free().remove(RANGE.tile(), RangeSet.of(0, 8));
        ada.grant(RANGE, 0);
        work.onGranted(List.of(RANGE));
        assertThat(audits.onReport(work, children.all(), ada, 0, List.of(RANGE.range()), new TileSums(1), 0))
            .isEqualTo(Verdict.HELD);
        poll(0);
        assertThat(bob.owed().of(0)).isEqualTo(RangeSet.of(0, 8));
        assertThat(work.takeBack(bob, List.of(RANGE))).isTrue();
        audits.onReturned(work, bob, List.of(RANGE), 0);
        assertThat(work.held(0)).isEqualTo(RangeSet.of(0, 8));
    }

    private void poll(final long nowNs) {
        audits.poll(work, children.all(), issuer, nowNs);
    }

    private void assertFree() {
        assertThat(work.holdsNothing()).isTrue();
        assertThat(work.free().of(0)).isEqualTo(RangeSet.of(0, 8));
        assertThat(audits.takeLines()).as("nobody differs from anybody").isEmpty();
    }

    @Test
    void shouldGoOnWithoutAnAuditWhenThereIsNobodyElse() {
        poll(1);
        assertFree();
    }

    /** A leaf that rests while its machine is busy may never be ready. */
    @Test
    void shouldNotWaitForEverForALeafThatIsNotReady() {
        child(13, false);
        poll(1);
        assertThat(work.holdsNothing()).isFalse();
        poll(6 * SECOND_NS);
        assertFree();
    }

    @Test
    void shouldAskAnother() {
        final ChildWork cyd = child(13, true);
        poll(1);
        assertThat(cyd.owed().of(0)).isEqualTo(RangeSet.of(0, 8));
        assertThat(audits.onReport(work, children.all(), cyd, 0, List.of(RANGE.range()), new TileSums(1), 2))
            .isEqualTo(Verdict.HELD);
        poll(3);
        assertThat(work.buckets().ranges(0)).isEqualTo(RangeSet.of(0, 8));
    }

    @Test
    void shouldWakeForWhoMayGetReadyAndForNobodyElse() {
        assertThat(audits.nextDeadlineNs()).as("nobody is asked since 0").isEqualTo(5 * SECOND_NS);
        final ChildWork cyd = child(13, true);
        poll(1);
        assertThat(audits.nextDeadlineNs()).as("cyd is asked").isEqualTo(Long.MAX_VALUE);
        assertThat(work.takeBack(cyd, List.of())).isTrue();
        assertThat(cyd.owed().of(0)).isEqualTo(RangeSet.of(0, 8));
    }

    @Test
    void shouldNotWakeAgainForWhoIsReadyButHasNoRoom() {
        final ChildWork cyd = child(13, true);
        cyd.grant(new TileRange(1, new SampleRange(0, 32)), 0);
        cyd.grant(new TileRange(2, new SampleRange(0, 32)), 0);
        poll(5 * SECOND_NS - 1);
        assertThat(audits.nextDeadlineNs()).isEqualTo(5 * SECOND_NS);
        poll(5 * SECOND_NS);
        assertThat(audits.nextDeadlineNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(work.held(0)).isEqualTo(RangeSet.of(0, 8));
    }
}
