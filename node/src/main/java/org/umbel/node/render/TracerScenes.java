package org.umbel.node.render;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockException;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneLoader;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.tracer.accel.AccelStore;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.FeatureRenderer;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.SceneCaches;
import org.umbel.tracer.integrator.TileRenderer;

/**
 * Scenes rendered by the tracer. What was made of records is kept for the next scene that has them. Prepares one scene
 * at a time.
 */
public final class TracerScenes implements SceneSource {
    private static final long ACCEL_BYTES_MAX = 2L << 30;
    private static final int NAME_LENGTH = 8;

    private final SceneLoader loader = new SceneLoader();
    private final SceneCaches caches;
    private final Consumer<String> log;

    /** Without a disk and without words. */
    public TracerScenes() {
        this(AccelStore.NONE, line -> {});
    }

    /**
     * @param store where shapes of structures outlive this process
     * @param log   takes a line for each scene; called by the loader's thread
     */
    public TracerScenes(final AccelStore store, final Consumer<String> log) {
        caches = SceneCaches.ofScenes(new MeshAccelCache(ACCEL_BYTES_MAX, store));
        this.log = log;
    }

    @Override
    public Prepared prepare(final BlockId manifest, final Function<BlockId, Block> lookup) {
        try {
            final MeshAccelCache.Counts before = caches.accels().counts();
            final long beganNs = System.nanoTime();
            final PreparedScene scene = PreparedScene.prepare(loader.read(manifest, lookup), caches);
            final MeshAccelCache.Counts counts = caches.accels().counts().since(before);
            log.accept(String.format(Locale.ROOT,
                "prepared scene %s in %.2f s: %d structures built, %d from disk, %d from memory",
                manifest.toString().substring(0, NAME_LENGTH), (System.nanoTime() - beganNs) / 1e9, counts.built(),
                counts.fromStore(), counts.fromMemory()));
            return new Traced(scene);
        } catch (final BlockException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void giveUp() {
        caches.clear();
    }

    private record Traced(PreparedScene scene) implements Prepared {
        @Override
        public TileWork work(final Camera camera, final PictureSettings settings) {
            return new TracedTiles(scene, camera, settings);
        }

        @Override
        public FeatureWork features(final Camera camera, final PictureSettings settings) {
            return new FeatureRenderer(scene, camera, settings)::render;
        }
    }

    private static final class TracedTiles implements TileWork {
        private final TileRenderer renderer;

        TracedTiles(final PreparedScene scene, final Camera camera, final PictureSettings settings) {
            renderer = new TileRenderer(scene, camera, settings);
        }

        @Override
        public boolean render(final int tile, final SampleRange range, final TileSums sums,
                              final BooleanSupplier cancelled) {
            return renderer.render(tile, range, sums, cancelled);
        }

        @Override
        public boolean preview(final int tile, final int grid, final float[] rgb, final BooleanSupplier cancelled) {
            return renderer.preview(tile, grid, rgb, cancelled);
        }
    }
}
