package org.umbel.node.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.SessionId;

@Timeout(30)
final class LocalWorkerTest {
    private static final SessionId SESSION = new SessionId(5, 7);
    private static final BlockId MANIFEST = new BlockId(1, 2, 3, 4);
    private static final BlockId MANIFEST_BROKEN = new BlockId(9, 9, 9, 9);
    /** Does not fit beside another. */
    private static final BlockId MANIFEST_LARGE = new BlockId(7, 7, 7, 7);
    private static final BlockId MANIFEST_TOO_LARGE = new BlockId(8, 8, 8, 8);
    private static final Camera CAMERA = new Camera(new float[] {0, 0, 1}, new float[3], new float[] {0, 1, 0}, 40);
    private static final PictureSettings SETTINGS =
        new PictureSettings(64, 32, 16, 16, PictureSettings.Filter.BOX, 8);
    private static final SampleRange RANGE = new SampleRange(8, 4);
    private static final long FENCE = 11;
    private static final int TILE_FAULTY = 99;
    private static final int TILE_ENDLESS = 77;

    private final Semaphore news = new Semaphore(0);
    private final CountDownLatch endlessBegan = new CountDownLatch(1);
    private final List<Completion> completions = new ArrayList<>();
    private int prepared;
    private int givenUp;
    private int loaders;
    private String loader = "";
    private final LocalWorker worker = new LocalWorker(2, Politeness.NONE, new FakeSource(), news::release);

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void shouldRenderRangesAndPreviewsOfTheCurrentPicture() throws InterruptedException {
        load(MANIFEST);
        begin(1);
        worker.preview(SESSION, 1, 0, 8);
        worker.render(SESSION, 1, FENCE, 1, RANGE);
        await(3);

        assertThat(completions).contains(new Completion.Loaded(MANIFEST));
        assertThat(completions).filteredOn(Completion.Rendered.class::isInstance).singleElement()
            .isEqualTo(new Completion.Rendered(SESSION, 1, FENCE, 1, RANGE, sums(1, RANGE)));
        assertThat(completions).filteredOn(Completion.Previewed.class::isInstance).singleElement()
            .satisfies(c -> assertThat(((Completion.Previewed) c).rgb()).hasSize(3 * 4 * 4)
                .containsOnly(Float.floatToFloat16(0.25f)));
    }

    @Test
    void shouldDropWorkOfAnOlderEpochWhetherQueuedOrRunning() throws InterruptedException {
        load(MANIFEST);
        begin(1);
        worker.render(SESSION, 1, FENCE, TILE_ENDLESS, RANGE);
        endlessBegan.await();
        begin(2);
        worker.render(SESSION, 1, FENCE, 0, RANGE);
        worker.render(SESSION, 2, FENCE, 1, RANGE);
        await(2);

        assertThat(completions.get(1)).isInstanceOfSatisfying(Completion.Rendered.class,
            c -> assertThat(c.epoch()).isEqualTo(2));
        worker.close();
        worker.drain(completions::add);
        assertThat(completions).hasSize(2);
    }

    @Test
    void shouldPrepareASceneOnceForManyPictures() throws InterruptedException {
        load(MANIFEST);
        load(MANIFEST);
        for (int epoch = 1; epoch <= 3; epoch++) {
            begin(epoch);
            worker.render(SESSION, epoch, FENCE, 0, RANGE);
            await(2 + epoch);
        }

        assertThat(prepared).isEqualTo(1);
    }

    @Test
    void shouldShareASceneWithThoseWhoAskForItBeforeAndAfter() throws InterruptedException {
        final SceneSource.Prepared before = worker.scene(MANIFEST, id -> null);
        load(MANIFEST);

        assertThat(worker.scene(MANIFEST, id -> null)).isSameAs(before);
        assertThat(prepared).isEqualTo(1);
    }

    @Test
    void shouldSayWhyASceneCannotBeRendered() throws InterruptedException {
        load(MANIFEST_BROKEN);

        assertThat(completions.getFirst()).isInstanceOfSatisfying(Completion.LoadFailed.class,
            c -> assertThat(c.reason()).isEqualTo("no such mesh"));
    }

    @Test
    void shouldGiveUpOtherScenesForOneThatNeedsTheirMemory() throws InterruptedException {
        load(MANIFEST);
        load(MANIFEST_LARGE);
        begin(1);
        worker.render(SESSION, 1, FENCE, 1, RANGE);
        await(3);

        assertThat(completions.get(1)).isEqualTo(new Completion.Loaded(MANIFEST_LARGE));
        assertThat(givenUp).isEqualTo(1);
        assertThat(completions.get(2)).isInstanceOf(Completion.Rendered.class);
        assertThat(prepared).as("the picture's own scene was prepared again").isEqualTo(3);
    }

    @Test
    void shouldRefuseASceneBeyondItsMemoryAndLiveOn() throws InterruptedException {
        load(MANIFEST_TOO_LARGE);
        load(MANIFEST);

        assertThat(completions.getFirst()).isInstanceOfSatisfying(Completion.LoadFailed.class,
            c -> assertThat(c.reason()).startsWith("too large for this node").contains("-Xmx"));
        assertThat(completions.getLast()).isEqualTo(new Completion.Loaded(MANIFEST));
    }

    @Test
    void shouldPrepareWithAsManyThreadsAsRender() throws InterruptedException {
        load(MANIFEST);

        assertThat(loaders).isEqualTo(2);
        assertThat(loader).startsWith("loader-");
    }

    @Test
    void shouldReportAFaultOfARenderThread() throws InterruptedException {
        load(MANIFEST);
        begin(1);
        worker.render(SESSION, 1, FENCE, TILE_FAULTY, RANGE);
        await(2);

        assertThat(completions).filteredOn(Completion.Failed.class::isInstance).singleElement()
            .satisfies(c -> assertThat(((Completion.Failed) c).cause()).hasMessage("a fault"));
    }

    private void load(final BlockId manifest) throws InterruptedException {
        worker.load(manifest, id -> null);
        await(completions.size() + 1);
    }

    private void begin(final int epoch) {
        worker.begin(SESSION, epoch, MANIFEST, CAMERA, SETTINGS);
    }

    private void await(final int count) throws InterruptedException {
        while (completions.size() < count) {
            news.acquire();
            worker.drain(completions::add);
        }
    }

    private static TileSums sums(final int tile, final SampleRange range) {
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        sums.sums()[tile] = range.first() * 1000L + range.count();
        return sums;
    }

    private final class FakeSource implements SceneSource {
        @Override
        public Prepared prepare(final BlockId manifest, final Function<BlockId, Block> lookup) {
            if (manifest.equals(MANIFEST_BROKEN)) {
                throw new IllegalArgumentException("no such mesh");
            }
            if (manifest.equals(MANIFEST_TOO_LARGE) || manifest.equals(MANIFEST_LARGE) && givenUp == 0) {
                throw new OutOfMemoryError("for a test");
            }
            prepared++;
            loaders = Objects.requireNonNull(ForkJoinTask.getPool()).getParallelism();
            loader = Thread.currentThread().getName();
            return new Prepared() {
                @Override
                public SceneSource.TileWork work(final Camera camera, final PictureSettings settings) {
                    return new FakeTiles();
                }

                @Override
                public SceneSource.FeatureWork features(final Camera camera, final PictureSettings settings) {
                    return (tile, samples, into, cancelled) -> true;
                }
            };
        }

        @Override
        public void giveUp() {
            givenUp++;
        }
    }

    private final class FakeTiles implements SceneSource.TileWork {
        @Override
        public boolean render(final int tile, final SampleRange range, final TileSums into,
                              final BooleanSupplier cancelled) {
            if (tile == TILE_FAULTY) {
                throw new IllegalStateException("a fault");
            }
            if (tile == TILE_ENDLESS) {
                endlessBegan.countDown();
                while (!cancelled.getAsBoolean()) {
                    Thread.onSpinWait();
                }
                return false;
            }
            into.add(sums(tile, range));
            return true;
        }

        @Override
        public boolean preview(final int tile, final int grid, final float[] rgb, final BooleanSupplier cancelled) {
            java.util.Arrays.fill(rgb, 0.25f);
            return true;
        }
    }
}
