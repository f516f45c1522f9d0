package org.umbel.relay.sim;

import java.util.List;
import org.umbel.codec.block.SceneBlocks;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.relay.simulated.SeededRandom;

/** Small scenes through the real codec. */
final class RealScenes {
    private static final int TRIANGLES = 300;

    private RealScenes() {}

    /** Versions differ in where the object stands and share its geometry. */
    static SimScene scene(final long seed, final int version) {
        final float[] place = {1, 0, 0, version, 0, 1, 0, 0, 0, 0, 1, 0};
        final Material grey = new Material(Material.Model.LAMBERT, new float[] {0.5f, 0.5f, 0.5f, 1},
            TextureRef.NONE, 0,
            1, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE,
            0.5f,
            true);
        final SceneBlocks.Written written = SceneBlocks.write(new Scene(List.of(triangles(seed)), List.of(),
            List.of(grey), List.of(new Instance(0, 0, place)), List.of(), Environment.constant(1, 1, 1)));
        return new SimScene(written.manifest(), written.blocks());
    }

    private static Mesh triangles(final long seed) {
        final SeededRandom random = new SeededRandom(seed);
        final float[] positions = new float[9 * TRIANGLES];
        final int[] indices = new int[3 * TRIANGLES];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = (float) random.nextDouble();
        }
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        return new Mesh(positions, indices, new float[0], new float[0], new float[0], new float[0]);
    }
}
