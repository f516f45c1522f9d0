package org.umbel.node.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message;
import org.umbel.node.output.Picture;
import org.umbel.node.output.ToneCurve;

final class SessionStudioTest {
    private static final long MS = 1_000_000;
    /** Two columns and two rows of tiles, the right and lower ones not whole. */
    private static final PictureSettings SETTINGS = new PictureSettings(60, 40, 64, 16, PictureSettings.Filter.BOX, 4);
    private static final int TILES = 4;
    private static final Camera HOME = camera(0);

    private final FakeSession session = new FakeSession(SETTINGS, HOME);
    private final List<Studio.TileBatch> batches = new ArrayList<>();
    private final List<StudioState> states = new ArrayList<>();
    private final Studio.Watcher watcher = new Studio.Watcher() {
        @Override
        public void onTiles(final Studio.TileBatch tiles) {
            batches.add(tiles);
        }

        @Override
        public void onState(final StudioState state) {
            states.add(state);
        }
    };
    private SessionStudio studio;
    private Studio.Watch watch;
    private long nowNs = 7_000 * MS;

    private static Camera camera(final float x) {
        return new Camera(new float[] {x, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);
    }

    @BeforeEach
    void watch() {
        studio = new SessionStudio(session, SETTINGS,
            new About("helmet", () -> "Local network farm", "", HOME, 0, ToneCurve.PBR_NEUTRAL),
            List::of, () -> {}, FakeScene::new, 1, nowNs);
        session.listener(studio);
        watch = studio.watch(watcher);
        after(0);
    }

    private void after(final long ms) {
        nowNs += ms * MS;
        studio.poll(nowNs);
    }

    private void coarse() {
        for (int tile = 0; tile < TILES; tile++) {
            session.arriveCoarse(tile, 8);
        }
    }

    @Test
    void shouldTellNothingBeforeTheWatcherIsReady() {
        coarse();
        after(1000);
        assertThat(batches).isEmpty();
        watch.ready();
        after(0);
        assertThat(batches).hasSize(1);
        assertThat(batches.getFirst().tiles()).hasSize(TILES).allMatch(tile -> tile.grid() == 8);
    }

    @Test
    void shouldTellOnlyTheLatestOfATileThatChangedOften() {
        coarse();
        session.arrive(2, 1);
        session.arrive(2, 2);
        session.arrive(2, 5);
        watch.ready();
        after(0);
        assertThat(batches.getFirst().tiles()).hasSize(TILES);
        assertThat(batches.getFirst().tiles().get(2).samples()).isEqualTo(8);
        assertThat(batches.getFirst().tiles().get(2).rgb()[0]).isEqualTo(0.5f / 60, org.assertj.core.data.Offset
            .offset(1f / 65536));
        watch.ready();
        after(1000);
        assertThat(batches).hasSize(1);
    }

    @Test
    void shouldNotReplaceExactPixelsByACoarseView() {
        session.arrive(1, 4);
        session.arriveCoarse(1, 2);
        watch.ready();
        after(0);
        assertThat(batches.getFirst().tiles()).singleElement().matches(tile -> tile.samples() == 4);
    }

    @Test
    void shouldKeepFinerViewsWhenCoarserOnesComeLate() {
        session.arriveCoarse(0, 2);
        session.arriveCoarse(0, 8);
        watch.ready();
        after(0);
        assertThat(batches.getFirst().tiles()).singleElement().matches(tile -> tile.grid() == 2);
    }

    @Test
    void shouldIgnoreViewsThatDoNotFitThePicture() {
        studio.onView(new Message.View(session.id(), 1, TILES, 8, new short[48]));
        studio.onView(new Message.View(session.id(), 1, 0, 8, new short[47]));
        studio.onView(new Message.View(session.id(), 1, 0, 3, new short[48]));
        studio.onView(new Message.View(session.id(), 9, 0, 8, new short[48]));
        watch.ready();
        after(0);
        assertThat(batches).isEmpty();
    }

    @Test
    void shouldWaitBetweenBatchesButNotForTheFirstWholePicture() {
        session.arriveCoarse(0, 8);
        watch.ready();
        after(0);
        session.arriveCoarse(1, 8);
        watch.ready();
        after(1);
        assertThat(batches).hasSize(1);
        coarse();
        after(1);
        assertThat(batches).hasSize(2);
        session.arrive(0, 1);
        watch.ready();
        after(1);
        assertThat(batches).hasSize(2);
        after(45);
        assertThat(batches).hasSize(3);
    }

    @Test
    void shouldTellATileAgainOnceItsSamplesGrewVisiblyOrAreTheLast() {
        session.arrive(0, 32);
        watch.ready();
        after(0);
        session.arrive(0, 1);
        watch.ready();
        after(50);
        assertThat(batches).hasSize(1);
        session.arrive(0, 1);
        after(50);
        assertThat(batches).hasSize(2);
        for (int tile = 0; tile < TILES; tile++) {
            session.arrive(tile, 63 - session.accepted(tile).size());
        }
        watch.ready();
        after(50);
        for (int tile = 0; tile < TILES; tile++) {
            session.arrive(tile, 1);
        }
        watch.ready();
        after(50);
        assertThat(batches.getLast().tiles()).hasSize(TILES).allMatch(tile -> tile.samples() == 64);
    }

    @Test
    void shouldTellNoTileOfAnOlderEpochAfterAMove() {
        coarse();
        studio.camera(camera(1));
        after(30);
        assertThat(session.epoch()).isEqualTo(1);
        watch.ready();
        after(0);
        assertThat(batches).singleElement().matches(batch -> batch.epoch() == 1);
        assertThat(session.epoch()).isEqualTo(2);
        session.arriveCoarse(3, 8);
        watch.ready();
        after(50);
        assertThat(batches.getLast().epoch()).isEqualTo(2);
        assertThat(batches.getLast().tiles()).singleElement().matches(tile -> tile.tile() == 3);
        assertThat(states.getLast().epoch()).isEqualTo(2);
    }

    @Test
    void shouldLookFromTheNewestOfManyCameras() {
        watch.ready();
        for (int i = 1; i <= 200; i++) {
            studio.camera(camera(i));
            after(0);
        }
        assertThat(session.epoch()).isEqualTo(1);
        after(500);
        assertThat(session.epoch()).isEqualTo(2);
        assertThat(session.camera().orElseThrow().position()[0]).isEqualTo(200);
        assertThat(studio.state().camera()).isEqualTo(session.camera().orElseThrow());
    }

    @Test
    void shouldLeaveTheCameraWhereItIsWhileHeld() {
        studio.hold("writes files first");
        studio.camera(camera(3));
        after(1000);
        assertThat(session.epoch()).isEqualTo(1);
        assertThat(studio.state().notice()).isEqualTo("writes files first");
        studio.release();
        after(0);
        assertThat(session.camera().orElseThrow().position()[0]).isEqualTo(3);
        assertThat(studio.state().notice()).isEmpty();
    }

    @Test
    void shouldShowAPictureDuringEndlessMotion() {
        for (int ms = 0; ms < 2000; ms += 4) {
            studio.camera(camera(ms));
            if (ms % 20 == 0) {
                coarse();
            }
            watch.ready();
            after(4);
        }
        // whole coarse pictures, each of another epoch, 30 to 60 ms apart
        assertThat(batches.stream().filter(batch -> batch.tiles().size() == TILES).map(Studio.TileBatch::epoch)
            .distinct().count()).isBetween(33L, 67L);
        assertThat(batches).extracting(Studio.TileBatch::epoch).isSorted();
    }

    @Test
    void shouldNotWaitForAPageInTheBackground() {
        watch.ready();
        session.arriveCoarse(0, 8);
        after(0);
        after(1001);
        studio.camera(camera(1));
        after(0);
        assertThat(session.epoch()).isEqualTo(2);
        studio.camera(camera(2));
        after(30);
        assertThat(session.epoch()).isEqualTo(3);
    }

    @Test
    void shouldTellEveryTileAgainWhenShownDifferently() {
        coarse();
        watch.ready();
        after(0);
        watch.repaint(false);
        watch.ready();
        after(0);
        assertThat(batches).hasSize(2).allMatch(batch -> batch.tiles().size() == TILES);
    }

    @Test
    void shouldTellAWatcherThatComesLateAllThatIsHere() {
        coarse();
        session.arrive(0, 64);
        after(500);
        final Studio.Watch late = studio.watch(watcher);
        late.ready();
        after(0);
        assertThat(batches).singleElement().matches(batch -> batch.tiles().size() == TILES);
        assertThat(states.getLast().samplesDone()).isEqualTo(16);
    }

    @Test
    void shouldTellNothingToAWatcherThatWentAway() {
        watch.ready();
        watch.close();
        after(0);
        states.clear();
        coarse();
        after(1000);
        assertThat(batches).isEmpty();
        assertThat(states).isEmpty();
    }

    @Test
    void shouldMeasureTheEpoch() {
        after(12);
        session.arriveCoarse(0, 8);
        after(0);
        for (int tile = 0; tile < TILES; tile++) {
            session.arrive(tile, 64);
        }
        after(1988);
        after(5000);
        final StudioState state = states.getLast();
        assertThat(state.isComplete()).isTrue();
        assertThat(state.firstPixelsMs()).isEqualTo(12);
        assertThat(state.seconds()).isEqualTo(2);
        assertThat(state.samplesPerSecond()).isEqualTo(60 * 40 * 64 / 2.0);
    }

    @Test
    void shouldCopyThePictureAsItIs() {
        for (int tile = 0; tile < TILES; tile++) {
            session.arrive(tile, tile == 1 ? 0 : 3);
        }
        session.arriveCoarse(1, 4);
        final var future = studio.picture(false);
        after(0);
        final Picture picture = future.join().picture();
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 60; x++) {
                final boolean isCoarse = x >= 32 && y < 32;
                final float light = session.light(isCoarse ? x / 4 * 4 : x, isCoarse ? y / 4 * 4 : y, 0);
                assertThat(picture.rgb()[3 * (60 * y + x)]).isEqualTo(light,
                    org.assertj.core.data.Offset.offset(isCoarse ? 1e-3f : 1f / 65536));
            }
        }
    }
}
