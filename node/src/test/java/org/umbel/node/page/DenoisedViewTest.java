package org.umbel.node.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.node.render.SceneSource;
import org.umbel.relay.session.RootListener;

@Timeout(30)
final class DenoisedViewTest {
    private static final long MS = 1_000_000;
    /** Two columns and two rows of tiles, the right and lower ones not whole. */
    private static final PictureSettings SETTINGS = new PictureSettings(60, 40, 64, 16, PictureSettings.Filter.BOX, 4);
    private static final int TILES = 4;
    private static final Camera CAMERA = new Camera(new float[] {0, 0, 5}, new float[3], new float[] {0, 1, 0}, 40);

    private final Semaphore news = new Semaphore(0);
    private final FakeSession session = new FakeSession(SETTINGS, CAMERA, 0.3f);
    private ShownPicture picture = new ShownPicture(session, SETTINGS);
    private DenoisedView view = view(FakeScene::new);

    private DenoisedView view(final Supplier<SceneSource.Prepared> scene) {
        final DenoisedView made = new DenoisedView(scene, 2, news::release);
        session.listener(new RootListener() {
            @Override
            public void onTile(final SessionId id, final int epoch, final int tile) {
                picture.onTile(tile);
                made.changed(tile);
            }

            @Override
            public void onView(final Message.View coarse) {
                picture.onView(coarse);
            }
        });
        made.begin(picture, 0);
        return made;
    }

    @AfterEach
    void close() {
        view.close();
    }

    private void arrive(final int samples) {
        for (int tile = 0; tile < TILES; tile++) {
            session.arrive(tile, samples);
        }
    }

    private boolean poll(final long ms) {
        return view.poll(picture, CAMERA, true, session.isComplete(), ms * MS);
    }

    /** Has something filtered, and takes it. */
    private boolean filter(final long ms) throws InterruptedException {
        assertThat(poll(ms)).isFalse();
        news.acquire();
        return poll(ms + 1);
    }

    private float[] rgb() {
        final TilePixels tile = view.orPlain(picture, 0);
        assertThat(tile).isNotNull();
        return tile.rgb();
    }

    private static double roughness(final float[] rgb) {
        double sum = 0;
        for (int i = 3; i < rgb.length; i += 3) {
            sum += i % 96 == 0 ? 0 : Math.abs(rgb[i] - rgb[i - 3]);
        }
        return sum;
    }

    @Test
    void shouldTakeGrainFromAWholePictureAndLeaveTheSumsAsTheyAre() throws InterruptedException {
        arrive(4);
        final float[] plain = rgb();
        assertThat(filter(0)).isTrue();

        assertThat(roughness(rgb())).isLessThan(0.5 * roughness(plain));
        assertThat(picture.pixels(0)).isNotNull().satisfies(tile -> assertThat(tile.rgb()).isEqualTo(plain));
        for (int tile = 0; tile < TILES; tile++) {
            assertThat(view.has(tile)).isTrue();
        }
    }

    @Test
    void shouldWaitForTheLastTileButNotLong() throws InterruptedException {
        session.arrive(0, 4);
        session.arriveCoarse(1, 8);
        assertThat(poll(299)).isFalse();
        assertThat(news.tryAcquire()).isFalse();
        assertThat(filter(300)).isTrue();

        assertThat(view.has(0)).isTrue();
        assertThat(view.has(1)).isFalse();
        assertThat(view.orPlain(picture, 1)).isNotNull().matches(tile -> tile.grid() == 8);
    }

    @Test
    void shouldFilterAgainWhenThereAreVisiblyMoreSamplesAndAtTheEnd() throws InterruptedException {
        arrive(16);
        assertThat(filter(0)).isTrue();
        session.arrive(0, 1);
        assertThat(poll(1000)).isFalse();
        arrive(4);
        assertThat(filter(2000)).isTrue();
        arrive(64);
        assertThat(session.isComplete()).isTrue();
        assertThat(filter(2001)).isTrue();
        assertThat(view.orPlain(picture, 2)).isNotNull().matches(tile -> tile.samples() == 64);
        assertThat(poll(9000)).isFalse();
        assertThat(news.tryAcquire()).isFalse();
    }

    @Test
    void shouldForgetWhatIsOfAnotherEpochOrNotWanted() throws InterruptedException {
        arrive(4);
        assertThat(filter(0)).isTrue();
        assertThat(view.poll(picture, CAMERA, false, false, 5 * MS)).isFalse();
        assertThat(view.has(0)).isFalse();
        assertThat(filter(10)).isTrue();
        session.camera(CAMERA, 0);
        picture = new ShownPicture(session, SETTINGS);
        view.begin(picture, 20 * MS);
        assertThat(view.has(0)).isFalse();
        assertThat(poll(21)).isFalse();
        arrive(1);
        assertThat(filter(22)).isTrue();
    }

    @Test
    void shouldFilterNothingThatNobodyWants() {
        arrive(64);
        assertThat(view.poll(picture, CAMERA, false, true, 1000 * MS)).isFalse();
        assertThat(news.tryAcquire()).isFalse();
        assertThat(view.problem()).isEmpty();
    }

    @Test
    void shouldSayWhyThereIsNothing() throws InterruptedException {
        view.close();
        view = view(() -> {
            throw new IllegalStateException("too large for this node");
        });
        arrive(4);
        assertThat(filter(0)).isFalse();
        assertThat(view.problem()).isEqualTo("too large for this node");
        assertThat(poll(5000)).isFalse();
        assertThat(news.tryAcquire()).isFalse();
    }
}
