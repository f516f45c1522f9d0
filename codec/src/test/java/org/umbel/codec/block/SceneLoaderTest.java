package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

class SceneLoaderTest {
    private final SceneLoader loader = new SceneLoader();
    private final Map<BlockId, Block> blocks = new HashMap<>();
    /** What was looked up. */
    private final List<BlockId> sought = new ArrayList<>();

    private Scene load(final Scene scene) throws BlockException {
        final SceneBlocks.Written written = SceneBlocks.write(scene);
        written.blocks().forEach(b -> blocks.put(b.id(), b));
        sought.clear();
        return loader.read(written.manifest(), id -> {
            sought.add(id);
            return blocks.get(id);
        });
    }

    private static Scene withNormal(final Scene scene, final float value) {
        final Mesh m = scene.meshes().getFirst();
        final float[] normals = m.normals().clone();
        normals[17] = value;
        return new Scene(List.of(new Mesh(m.positions(), m.indices(), normals, m.tangents(), m.texcoords(),
            m.colors()), scene.meshes().get(1)), scene.images(), scene.materials(), scene.instances(), scene.lights(),
            scene.environment());
    }

    @Test
    void shouldReadEachVersionAsIfItWereTheFirst() throws BlockException {
        final Scene one = SceneBlocksTest.scene(1, 3000);
        for (final Scene scene : List.of(one, SceneBlocksTest.scene(2, 300), withNormal(one, 0.5f), one,
            withNormal(one, 0.25f), SceneBlocksTest.scene(2, 300))) {
            SceneBlocksTest.assertSame(load(scene), scene);
        }
    }

    @Test
    void shouldKeepTheArraysOfWhatStays() throws BlockException {
        final Scene scene = SceneBlocksTest.scene(1, 3000);
        final Scene before = load(scene);
        final Scene after = load(withNormal(scene, 0.25f));
        // another mesh by one of its streams, and nothing else
        assertThat(after.meshes().get(0)).isNotEqualTo(before.meshes().get(0));
        assertThat(after.meshes().get(0).positions()).isSameAs(before.meshes().get(0).positions());
        assertThat(after.meshes().get(0).indices()).isSameAs(before.meshes().get(0).indices());
        assertThat(after.meshes().get(1)).isEqualTo(before.meshes().get(1));
        assertThat(after.images()).isEqualTo(before.images());
        // the manifest and the pieces of one stream
        assertThat(sought.size()).isLessThan(SceneBlocks.write(scene).blocks().size() / 2);
    }

    @Test
    void shouldForgetWhatTheLastFewVersionsDidNotHave() throws BlockException {
        final Scene first = load(SceneBlocksTest.scene(1, 300));
        for (int seed = 2; seed < 5; seed++) {
            load(SceneBlocksTest.scene(seed, 300));
        }
        assertThat(load(SceneBlocksTest.scene(1, 300)).meshes().getFirst().positions())
            .isNotSameAs(first.meshes().getFirst().positions());
    }

    @Test
    void shouldKnowNothingOfASceneThatItRefused() throws BlockException {
        final Scene scene = SceneBlocksTest.scene(1, 300);
        final SceneBlocks.Written written = SceneBlocks.write(scene);
        written.blocks().forEach(b -> blocks.put(b.id(), b));
        // the last block before the manifest: lights
        final BlockId lights = written.blocks().get(written.blocks().size() - 2).id();
        final Block whole = blocks.remove(lights);
        assertThatThrownBy(() -> loader.read(written.manifest(), blocks::get)).isInstanceOf(BlockException.class);
        blocks.put(lights, whole);
        SceneBlocksTest.assertSame(load(scene), scene);
        assertThat(sought).hasSizeGreaterThanOrEqualTo(written.blocks().size());
    }
}
