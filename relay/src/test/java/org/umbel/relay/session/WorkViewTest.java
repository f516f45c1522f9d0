package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
import org.umbel.relay.sums.Buckets;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/** A tile of which something is free, owed, held, bucketed and passed on, as a checker sees it. */
final class WorkViewTest {
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 64, 64, 16, PictureSettings.Filter.BOX, 8);
    private static final long FENCE = 9;

    private final Children children = new Children();
    private final SessionWork work = new SessionWork(new Assignment(new SessionId(1, 1), 4, new BlockId(1, 2, 3, 4),
        new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40), SETTINGS, Mode.TILED, 0, 4),
        MortonOrder.of(SETTINGS.grid()), new Buckets(new SumsPool(1)), 0);
    private final ChildWork ada = children.add(new FakeWorker(11));
    private final WorkView view = work.view(3, 70, children);

    private static TileRange range(final int first) {
        return new TileRange(2, new SampleRange(first, 8));
    }

    private void grant(final int first) {
        work.free().remove(2, RangeSet.of(first, first + 8));
        work.onGranted(List.of(range(first)));
        ada.grant(range(first), 0);
    }

    private void report(final int first) {
        assertThat(work.accept(ada, 4, FENCE, 2, List.of(range(first).range()), new TileSums(1), false))
            .isEqualTo(SessionWork.Verdict.ACCEPTED);
    }

    @Test
    void shouldShowWhereEverySampleIs() {
        ada.restart(FENCE, false, 0);
        ada.ready(4);
        ada.credit(100, 50, 0, 0, 0);
        assertThat(view.holdsAnything()).isFalse();
        work.receive(List.of(new TileRange(2, new SampleRange(0, 64))));
        grant(0);
        report(0);
        work.passOn(2);
        grant(8);
        report(8);
        grant(16);
        work.hold(ada, 2, List.of(range(16).range()));
        grant(24);
        work.accept(ada, 3, FENCE, 2, List.of(range(24).range()), new TileSums(1), false);

        assertThat(view.received(2)).isEqualTo(RangeSet.of(0, 64));
        assertThat(view.passedOn(2)).isEqualTo(RangeSet.of(0, 8));
        assertThat(view.bucketed(2)).isEqualTo(RangeSet.of(8, 16));
        assertThat(view.held(2)).isEqualTo(RangeSet.of(16, 24));
        assertThat(view.free(2)).isEqualTo(RangeSet.of(32, 64));
        assertThat(view.freeTileSamples()).isEqualTo(32);
        assertThat(view.bucketedTileSamples()).isEqualTo(8);
        assertThat(view.holdsAnything()).isTrue();
        assertThat(view.entriesAccepted()).isEqualTo(2);
        assertThat(view.entriesStale()).isEqualTo(1);
        assertThat(view.child(11)).satisfies(child -> {
            assertThat(child.owed().get(2)).isEqualTo(RangeSet.of(24, 32));
            assertThat(child.credit()).isEqualTo(100);
            assertThat(child.tileSamplesGranted()).isEqualTo(32);
            assertThat(child.fence()).isEqualTo(FENCE);
            assertThat(child.ready()).isTrue();
        });
        work.lend(ada, range(16), 0);
        assertThat(view.loans()).isEqualTo(1);
        assertThat(view.holdsAnything()).isFalse();
    }

    @Test
    void shouldShowWhoseWorkItIs() {
        final List<Integer> tiles = new ArrayList<>();
        final List<Long> links = new ArrayList<>();
        work.receive(List.of(range(0)));
        view.forTilesReceived(tiles::add);
        view.forChildren(child -> links.add(child.link()));
        assertThat(tiles).containsExactly(2);
        assertThat(links).containsExactly(11L);
        assertThat(view.children()).hasSize(1);
        assertThat(view.childCount()).isEqualTo(1);
        assertThat(view.child(12)).isNull();
        assertThat(view.session()).isEqualTo(new SessionId(1, 1));
        assertThat(view.epoch()).isEqualTo(4);
        assertThat(view.mode()).isEqualTo(Mode.TILED);
        assertThat(view.tileCount()).isEqualTo(4);
        assertThat(view.uplink()).isEqualTo(3);
        assertThat(view.uplinkFence()).isEqualTo(70);
    }
}
