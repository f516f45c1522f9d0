package org.umbel.node.render;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;

/** Makes blocks into something that renders. The product's is {@link TracerScenes}. */
public interface SceneSource {
    /** Reads and prepares a scene; called in a pool of as many threads as may be used for it, may take seconds. */
    Prepared prepare(BlockId manifest, Function<BlockId, Block> lookup);

    /** There is too little memory: gives up what was kept of other scenes to prepare the next one sooner. */
    default void giveUp() {}

    /** A scene that any number of threads may render at once. */
    interface Prepared {
        /** What one thread renders one picture with. */
        TileWork work(Camera camera, PictureSettings settings);

        /** What one thread finds out with what a picture's pixels show. */
        FeatureWork features(Camera camera, PictureSettings settings);
    }

    /** One thread's tracing of what is seen first in one picture. */
    interface FeatureWork {
        /** As {@link org.umbel.tracer.integrator.FeatureRenderer#render}; false when cancelled. */
        boolean render(int tile, int samples, float[] into, BooleanSupplier cancelled);
    }

    /** One thread's renderer of one picture. */
    interface TileWork {
        /** Adds the samples of a range to the sums; false when cancelled, and then the sums are of no use. */
        boolean render(int tile, SampleRange range, TileSums sums, BooleanSupplier cancelled);

        /** Every grid-th pixel of every grid-th row, linear RGB interleaved; false when cancelled. */
        boolean preview(int tile, int grid, float[] rgb, BooleanSupplier cancelled);
    }
}
