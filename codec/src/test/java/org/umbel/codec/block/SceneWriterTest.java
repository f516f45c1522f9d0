package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

class SceneWriterTest {
    private final SceneWriter writer = new SceneWriter();

    @Test
    void shouldWriteEachVersionAsIfItWereTheFirst() throws BlockException {
        final Scene one = SceneBlocksTest.scene(1, 3000);
        final Scene two = SceneBlocksTest.scene(2, 300);
        final List<Mesh> meshes = new ArrayList<>(one.meshes());
        meshes.addAll(1, two.meshes());
        final Scene mixed = new Scene(meshes, two.images(), one.materials(), one.instances(), two.lights(),
            one.environment());
        for (final Scene scene : List.of(one, two, mixed, one, mixed, mixed)) {
            final SceneBlocks.Written written = writer.write(scene);
            final SceneBlocks.Written first = SceneBlocks.write(scene);
            assertThat(written).isEqualTo(first);
            final Map<BlockId, Block> map = new HashMap<>();
            written.blocks().forEach(b -> map.put(b.id(), b));
            SceneBlocksTest.assertSame(SceneBlocks.read(written.manifest(), map::get), scene);
        }
    }

    @Test
    void shouldKeepTheBlocksOfWhatStays() {
        final Scene scene = SceneBlocksTest.scene(1, 3000);
        final Mesh m = scene.meshes().getFirst();
        final float[] normals = m.normals().clone();
        normals[17] = 0.25f;
        final Scene edited = new Scene(List.of(new Mesh(m.positions(), m.indices(), normals, m.tangents(),
            m.texcoords(), m.colors()), scene.meshes().get(1)), scene.images(), scene.materials(), scene.instances(),
            scene.lights(), scene.environment());
        final Set<Block> before = Collections.newSetFromMap(new IdentityHashMap<>());
        before.addAll(writer.write(scene).blocks());
        final List<Block> after = writer.write(edited).blocks();
        // One of the normals' and the root are other objects; all others are the very same.
        assertThat(after.stream().filter(b -> !before.contains(b))).hasSize(2);
    }

    @Test
    void shouldForgetWhatTheLastVersionDidNotHave() {
        final Scene one = SceneBlocksTest.scene(1, 300);
        final List<Block> before = writer.write(one).blocks();
        writer.write(SceneBlocksTest.scene(2, 300));
        final List<Block> again = writer.write(one).blocks();
        assertThat(again).isEqualTo(before);
        assertThat(again.getFirst()).isNotSameAs(before.getFirst());
    }

    @Test
    void shouldRefuseAnEditThatIsNotFiniteAndGoOn() {
        final Scene scene = SceneBlocksTest.scene(1, 300);
        final SceneBlocks.Written written = writer.write(scene);
        final Mesh m = scene.meshes().getFirst();
        final float[] positions = m.positions().clone();
        positions[5] = Float.NaN;
        final Scene broken = new Scene(List.of(scene.meshes().get(1), new Mesh(positions, m.indices(), m.normals(),
            m.tangents(), m.texcoords(), m.colors())), scene.images(), scene.materials(), scene.instances(),
            scene.lights(), scene.environment());
        assertThatThrownBy(() -> writer.write(broken)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("mesh 1 has a number that is not finite");
        assertThat(writer.write(scene)).isEqualTo(written);
    }

    /** The same array as two kinds of stream, and as the streams of two meshes. */
    @Test
    void shouldWriteOneArrayInSeveralPlaces() {
        final float[] shared = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        final Mesh mesh = new Mesh(shared, new int[] {0, 1, 2}, shared, new float[0], new float[0], new float[0]);
        final Scene s = SceneBlocksTest.scene(1, 3);
        final Scene scene = new Scene(List.of(mesh, mesh), s.images(), s.materials(), List.of(), List.of(),
            s.environment());
        assertThat(writer.write(scene)).isEqualTo(SceneBlocks.write(scene));
        assertThat(writer.write(scene)).isEqualTo(SceneBlocks.write(scene));
    }
}
