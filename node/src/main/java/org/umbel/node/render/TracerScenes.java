package org.umbel.node.render;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockException;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneLoader;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.TileRenderer;
import org.umbel.tracer.texture.TextureCache;

/**
 * Scenes rendered by the tracer. What was made of records, acceleration structures and textures, is kept for the next
 * scene that has them. Prepares one scene at a time.
 */
public final class TracerScenes implements SceneSource {
    private static final long ACCEL_BYTES_MAX = 2L << 30;

    private static final int TEXTURED_SCENES_MAX = 3;

    private final SceneLoader loader = new SceneLoader();
    private final MeshAccelCache accels = new MeshAccelCache(ACCEL_BYTES_MAX);
    private final TextureCache textures = new TextureCache(TEXTURED_SCENES_MAX);

    @Override
    public Prepared prepare(final BlockId manifest, final Function<BlockId, Block> lookup) {
        try {
            final PreparedScene scene = PreparedScene.prepare(loader.read(manifest, lookup), accels, textures);
            return (camera, settings) -> new TracedTiles(scene, camera, settings);
        } catch (final BlockException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
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
