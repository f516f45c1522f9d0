package org.umbel.node.page;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Camera;
import org.umbel.node.render.SceneSource;

/**
 * The tiles of the picture without their grain, while somebody wants to see them so: whole pictures are filtered beside
 * the node's thread, one after the other, and what has no samples yet is not. All methods are for the node's thread.
 */
final class DenoisedView implements AutoCloseable {
    /** While not every tile of an epoch has samples, it is not filtered before it is so old. */
    private static final long PARTIAL_NS = 300_000_000;
    /** A picture is filtered again when its samples grew by one in so many: less cannot be seen. */
    private static final int GROWTH = 8;

    private final Supplier<SceneSource.Prepared> scene;
    private final int threads;
    private final Runnable wake;
    /** The epoch that is shown, for those who work for one that may be over. */
    private final AtomicInteger newestEpoch = new AtomicInteger();
    private final AtomicReference<DenoiseWork.@Nullable Result> done = new AtomicReference<>();
    private final BitSet changed = new BitSet();
    private @Nullable ForkJoinPool pool;
    private @Nullable DenoiseWork work;
    private @Nullable TilePixels[] tiles = {};
    private String problem = "";
    private boolean isUnderWay;
    private long epochNs;
    private long beganNs;
    private long dueNs;
    private long samplesTaken;

    /**
     * @param scene   what is shown; asked by another thread, may take seconds
     * @param threads to filter with
     * @param wake    called by any thread when there is something to {@link #poll}
     */
    DenoisedView(final Supplier<SceneSource.Prepared> scene, final int threads, final Runnable wake) {
        this.scene = scene;
        this.threads = threads;
        this.wake = wake;
    }

    /** From here on this is the picture. */
    void begin(final ShownPicture picture, final long nowNs) {
        newestEpoch.set(picture.epoch());
        tiles = new TilePixels[picture.tileCount()];
        changed.clear();
        samplesTaken = 0;
        epochNs = nowNs;
        dueNs = nowNs;
    }

    /** More samples of a tile are here. */
    void changed(final int tile) {
        changed.set(tile);
    }

    /** A copy of a tile without its grain, or with it as long as there is none without; null if nothing is here. */
    @Nullable
    TilePixels orPlain(final ShownPicture picture, final int tile) {
        final TilePixels held = tiles[tile];
        return held == null ? picture.pixels(tile)
            : new TilePixels(tile, 1, held.samples(), held.rgb().clone());
    }

    /** Whether a tile of this epoch is here without its grain. */
    boolean has(final int tile) {
        return tiles[tile] != null;
    }

    /** Why nothing is filtered although it is wanted, for people; or empty. */
    String problem() {
        return !problem.isEmpty() || work == null || work.hasScene() ? problem : "prepares the scene for it";
    }

    /**
     * Takes what has been filtered, and has the next picture filtered when it is time.
     *
     * @param isWanted whether anybody looks at it
     * @param isFinal  whether no more samples will come
     * @return whether there is something new of the tiles
     */
    boolean poll(final ShownPicture picture, final Camera camera, final boolean isWanted, final boolean isFinal,
                 final long nowNs) {
        final DenoiseWork.Result result = done.getAndSet(null);
        boolean isNew = false;
        if (result != null) {
            isUnderWay = false;
            // As long a rest as it took: most of the time is for the samples
            dueNs = result.tiles().isEmpty() ? nowNs : nowNs + nowNs - beganNs;
            problem = result.problem();
            isNew = isWanted && result.epoch() == picture.epoch() && !result.tiles().isEmpty();
            if (isNew) {
                result.tiles().forEach(tile -> tiles[tile.tile()] = tile);
            }
        }
        if (!isWanted) {
            forget(picture);
        } else if (problem.isEmpty() && !isUnderWay && isDue(picture, isFinal, nowNs)) {
            begin(picture, camera, nowNs);
        }
        return isNew;
    }

    /** What has been taken of the picture has to be taken again. */
    private void forget(final ShownPicture picture) {
        if (work != null) {
            work = null;
            tiles = new TilePixels[picture.tileCount()];
            samplesTaken = 0;
        }
    }

    private boolean isDue(final ShownPicture picture, final boolean isFinal, final long nowNs) {
        final long samples = picture.samplesOfAll();
        if (samples == samplesTaken || nowNs - dueNs < 0 && !isFinal) {
            return false;
        }
        return isFinal || samplesTaken == 0
            ? picture.isSampled() || nowNs - epochNs >= PARTIAL_NS
            : samples - samplesTaken >= samplesTaken / GROWTH;
    }

    private void begin(final ShownPicture picture, final Camera camera, final long nowNs) {
        if (work == null) {
            work = new DenoiseWork(scene, newestEpoch::get, picture.settings());
        }
        if (samplesTaken == 0) {
            changed.set(0, picture.tileCount());
        }
        final List<TilePixels> taken = new ArrayList<>();
        for (int tile = changed.nextSetBit(0); tile >= 0; tile = changed.nextSetBit(tile + 1)) {
            final TilePixels pixels = picture.samples(tile) > 0 ? picture.pixels(tile) : null;
            if (pixels != null) {
                taken.add(pixels);
            }
        }
        changed.clear();
        samplesTaken = picture.samplesOfAll();
        beganNs = nowNs;
        isUnderWay = true;
        final DenoiseWork mine = work;
        final int epoch = picture.epoch();
        pool = pool == null ? new ForkJoinPool(threads) : pool;
        pool.execute(() -> {
            done.set(mine.filter(epoch, camera, taken));
            wake.run();
        });
    }

    @Override
    public void close() {
        newestEpoch.set(-1);
        if (pool != null) {
            pool.shutdownNow();
        }
    }
}
