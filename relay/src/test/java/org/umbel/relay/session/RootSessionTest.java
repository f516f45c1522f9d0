package org.umbel.relay.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.sums.SumsPool;
import org.umbel.relay.work.RangeSet;

/** A person's session with one worker: what is wanted, what a picture is made of, and who hears of it. */
final class RootSessionTest {
    private static final long MS = 1_000_000L;
    private static final SessionId ID = new SessionId(5, 5);
    private static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    private static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    private static final Camera OTHER = new Camera(new float[] {0, 0, 9}, new float[3], new float[] {0, 1, 0}, 40);
    private static final PictureSettings SETTINGS =
        new PictureSettings(3 * 32, 3 * 32, 32, 16, PictureSettings.Filter.BOX, 8);
    private static final PictureSettings SMALL =
        new PictureSettings(2 * 32, 32, 16, 16, PictureSettings.Filter.BOX, 8);
    private static final SessionTimes TIMES =
        new SessionTimes(100 * MS, 500 * MS, 1000 * MS, 5000 * MS, 33 * MS, 250 * MS);
    private static final RenderPlan ALL = RenderPlan.of(Mode.FINAL);

    private final FakeWorker ada = new FakeWorker(11);
    private final List<String> heard = new ArrayList<>();
    private long fences;
    private final NodeSession node = new NodeSession(ID, true, TIMES, () -> ++fences, new SumsPool(1));
    private final RootSession session = new RootSession(node, (manifest, blocks) -> heard.add("scene"),
        () -> heard.add("end"), () -> 7, () -> Optional.of("no memory"));

    private final RootListener listener = new RootListener() {
        @Override
        public void onTile(final SessionId id, final int epoch, final int tile) {
            heard.add("tile " + tile + " of " + epoch);
        }

        @Override
        public void onView(final Message.View view) {
            heard.add("view of " + view.epoch());
        }

        @Override
        public void onTainted(final SessionId id, final int epoch, final String liar) {
            heard.add(liar + " is out of " + epoch);
        }
    };

    @BeforeEach
    void addWorker() {
        node.addWorker(ada, 0);
    }

    private void show(final RenderPlan plan) {
        session.show(MANIFEST, List.of(), CAMERA, SETTINGS, plan, 0);
        node.onReady(ada.link, session.epoch(), MANIFEST, 4, 0);
        node.onCredit(ada.link, session.epoch(), ada.fence, 1 << 20, 100_000, 0, 0, 0);
    }

    private static TileSums sums(final long value) {
        final TileSums sums = new TileSums(1);
        sums.sums()[0] = value;
        return sums;
    }

    /** The worker renders all that it is granted: a sample of a tile is worth so much. */
    private List<TileRange> render(final long value) {
        final List<TileRange> rendered = new ArrayList<>();
        for (node.poll(0); rendered.size() < ada.granted.size(); node.poll(0)) {
            final TileRange next = ada.granted.get(rendered.size());
            assertThat(node.onReport(ada.link, session.epoch(), ada.fence, next.tile(), List.of(next.range()),
                sums(value * next.range().count()), false, 0)).isTrue();
            rendered.add(next);
        }
        return rendered;
    }

    private static Message.View view(final int epoch) {
        return new Message.View(ID, epoch, 0, 8, new short[48]);
    }

    @Test
    void shouldHaveNothingBeforeTheFirstScene() {
        session.camera(OTHER, 0);
        session.settings(SMALL, Mode.FINAL, 0);
        session.taint(0, "bob", 0);
        assertThat(session.epoch()).isZero();
        assertThat(session.isComplete()).isFalse();
        assertThat(session.isComplete(0)).isFalse();
        assertThat(session.tileSamplesAccepted()).isZero();
        assertThat(session.tileSamplesTotal()).isZero();
        assertThat(session.sums(0)).isNull();
        assertThat(session.accepted(0)).isEqualTo(RangeSet.EMPTY);
        assertThat(session.checkpoint(0)).isEmpty();
        assertThat(session.failure()).contains("no memory");
        assertThat(session.rangesFreed()).isEqualTo(7);
    }

    @Test
    void shouldBeCompleteWhenEverySampleIsThere() {
        session.listener(listener);
        show(ALL);
        assertThat(heard).containsExactly("scene");
        assertThat(session.epoch()).isEqualTo(1);
        assertThat(session.isComplete()).isFalse();
        assertThat(session.isComplete(4)).isFalse();
        assertThat(session.sums(4)).isNull();
        render(3);
        assertThat(heard).contains("tile 4 of 1");
        assertThat(session.isComplete()).isTrue();
        assertThat(session.isComplete(4)).isTrue();
        assertThat(session.tileSamplesTotal()).isEqualTo(9 * 32);
        assertThat(session.tileSamplesAccepted()).isEqualTo(9 * 32);
        assertThat(session.accepted(4)).isEqualTo(RangeSet.of(0, 32));
        assertThat(session.sums(4)).isEqualTo(sums(3 * 32));
    }

    @Test
    void shouldBeginAnEpochWithEachEdit() {
        show(ALL);
        session.camera(OTHER, 0);
        assertThat(session.epoch()).isEqualTo(2);
        assertThat(ada.assignment.camera()).isEqualTo(OTHER);
        assertThat(ada.assignment.mode()).isEqualTo(Mode.FINAL);
        session.settings(SMALL, Mode.INTERACTIVE, 0);
        assertThat(session.epoch()).isEqualTo(3);
        assertThat(ada.assignment.camera()).isEqualTo(OTHER);
        assertThat(ada.assignment.settings()).isEqualTo(SMALL);
        assertThat(ada.assignment.mode()).isEqualTo(Mode.INTERACTIVE);
        assertThat(ada.assignment.epoch()).isEqualTo(3);
        assertThat(session.tileSamplesTotal()).isEqualTo(2 * 16);
    }

    @Test
    void shouldWantOnlyWhatIsMissing() {
        show(ALL.withDone(List.of(new TileResult(4, RangeSet.of(0, 24), sums(24)))));
        assertThat(session.accepted(4)).isEqualTo(RangeSet.of(0, 24));
        assertThat(session.tileSamplesTotal()).isEqualTo(9 * 32);
        final long count = render(1).stream().mapToInt(range -> range.range().count()).sum();
        assertThat(count).isEqualTo(9 * 32 - 24);
        assertThat(session.sums(4)).isEqualTo(sums(32));
    }

    @Test
    void shouldWantTheRegionsTilesAndSamplesOnly() {
        show(ALL.withRegion(new PixelRegion(0, 0, 33, 32)).withFirstSample(16));
        assertThat(session.tileSamplesTotal()).isEqualTo(2 * 16);
        render(1);
        assertThat(session.accepted(1)).isEqualTo(RangeSet.of(16, 32));
        assertThat(session.accepted(2)).isEqualTo(RangeSet.EMPTY);
        assertThat(session.isComplete(2)).as("not wanted").isTrue();
        assertThat(session.isComplete()).isTrue();
        assertThatThrownBy(() -> show(ALL.withFirstSample(32))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldBeginInTheMiddleWhenTiled() {
        show(RenderPlan.of(Mode.TILED));
        assertThat(render(1).getFirst().tile()).isEqualTo(4);
        session.show(MANIFEST, List.of(), CAMERA, SETTINGS,
            RenderPlan.of(Mode.TILED).withRegion(new PixelRegion(64, 64, 32, 32)), 0);
        node.poll(0);
        assertThat(ada.granted.getFirst().tile()).isEqualTo(8);
    }

    @Test
    void shouldWantMoreOfATileUntilItsHalvesAgree() {
        show(ALL.withAdaptiveError(0.5f));
        assertThat(session.tileSamplesTotal()).isEqualTo(9 * 8);
        render(1);
        assertThat(session.tileSamplesTotal()).as("all alike: done at 16").isEqualTo(9 * 16);
        assertThat(session.isComplete()).isTrue();
        assertThat(session.checkpoint(4)).isEmpty();
    }

    @Test
    void shouldGoOnWhereAnEarlierRunWasUndecided() {
        show(ALL.withAdaptiveError(0.5f).withDone(List.of(
            new TileResult(3, RangeSet.of(0, 16), sums(16), Optional.of(new Checkpoint(16, sums(16)))),
            new TileResult(4, RangeSet.of(0, 16), sums(16)),
            new TileResult(5, RangeSet.of(16, 24), sums(8)))));
        assertThat(session.checkpoint(3)).isPresent();
        assertThat(session.checkpoint(4)).isEmpty();
        assertThat(session.accepted(4)).as("decided").isEqualTo(RangeSet.of(0, 16));
        assertThat(session.accepted(5)).as("of no use").isEqualTo(RangeSet.EMPTY);
        render(1);
        assertThat(session.accepted(3)).isEqualTo(RangeSet.of(0, 32));
        assertThat(session.isComplete()).isTrue();
    }

    @Test
    void shouldBeginThePictureAgainWithoutTheLiar() {
        show(ALL);
        render(1);
        session.taint(1, "bob", 0);
        assertThat(session.epoch()).isEqualTo(2);
        assertThat(session.tileSamplesAccepted()).isZero();
        session.listener(listener);
        session.taint(1, "bob", 0);
        assertThat(session.epoch()).as("of an epoch that is gone").isEqualTo(2);
        session.taint(2, "bob", 0);
        assertThat(session.epoch()).isEqualTo(3);
        assertThat(heard).contains("bob is out of 3");
    }

    @Test
    void shouldPassOnViewsOfThisEpochOnly() {
        show(ALL);
        session.onView(view(1));
        session.listener(listener);
        session.onView(view(0));
        session.onView(view(1));
        session.end(0);
        session.onView(view(1));
        assertThat(heard).containsExactly("scene", "view of 1", "end");
    }

    @Test
    void shouldStayAsItIsOnceItHasEnded() {
        show(ALL);
        render(1);
        session.end(0);
        session.end(0);
        assertThat(heard).containsExactly("scene", "end");
        assertThat(ada.assignment).as("told to stop").isNull();
        session.show(MANIFEST, List.of(), CAMERA, SETTINGS, Mode.FINAL, 0);
        session.camera(OTHER, 0);
        session.settings(SMALL, Mode.FINAL, 0);
        session.taint(1, "bob", 0);
        assertThat(session.epoch()).isEqualTo(1);
        assertThat(heard).containsExactly("scene", "end");
        assertThat(session.isComplete()).as("it may still be read").isTrue();
        assertThat(session.sums(4)).isEqualTo(sums(32));
    }

    @Test
    void shouldWantAllSamplesOfTheWholePictureWhenNothingElseIsSaid() {
        session.show(MANIFEST, List.of(), CAMERA, SETTINGS, Mode.INTERACTIVE, 0);
        assertThat(session.tileSamplesTotal()).isEqualTo(9 * 32);
        assertThat(node.assignment().mode()).isEqualTo(Mode.INTERACTIVE);
        assertThat(session.id()).isEqualTo(ID);
        assertThat(session.node()).isSameAs(node);
    }
}
