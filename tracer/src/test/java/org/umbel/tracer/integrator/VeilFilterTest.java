package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;

final class VeilFilterTest {
    private static final float[] ALPHAS = {0.1f, 0.9f, 0.37f, 0.5f, 0.71f, 0.013f};
    private static final int INSTANCES = 100;

    /** Traversals differ in the order in which they find hits, and may find one more than once. */
    @Test
    void shouldLetTheSameBitsThroughInWhateverOrderVeilsAreFound() {
        final VeilFilter filter = new VeilFilter(scene().meshes());
        final List<int[]> hits = new ArrayList<>();
        float expected = 1f;
        for (int instance = 0; instance < INSTANCES; instance++) {
            for (int triangle = 0; triangle < 2; triangle++) {
                hits.add(new int[] {instance, triangle});
                hits.add(new int[] {instance, triangle});
                expected *= 1f - ALPHAS[instance % ALPHAS.length] / 8;
            }
        }
        final Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(hits, random);
            filter.begin();
            hits.forEach(hit -> assertThat(filter.accept(hit[0], hit[1], 0.25f, 0.5f)).isFalse());
            assertThat(filter.transmittance()).isEqualTo(expected).isPositive();
        }
        filter.begin();
        assertThat(filter.transmittance()).isEqualTo(1f);
    }

    /** Each instance with a material of its own, an eighth of the alphas above. */
    private static PreparedScene scene() {
        final float[] none = {};
        final Mesh quad = new Mesh(new float[] {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0}, new int[] {0, 1, 2, 0, 2, 3},
            none, none, none, none);
        final List<Material> materials = new ArrayList<>();
        for (final float alpha : ALPHAS) {
            materials.add(new Material(Material.Model.GLTF, new float[] {0, 0, 0, alpha / 8}, TextureRef.NONE, 0, 1,
                TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.BLEND, 0.5f,
                true));
        }
        final List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new Instance(0, i % ALPHAS.length, new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, i}));
        }
        return TileRendererTest.prepare(new Scene(List.of(quad), List.of(), materials, instances, List.of(),
            Environment.constant(0, 0, 0)));
    }
}
