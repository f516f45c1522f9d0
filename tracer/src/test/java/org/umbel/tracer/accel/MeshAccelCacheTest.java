package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.accel.MeshAccelCache.Counts;

final class MeshAccelCacheTest {
    private static final int LARGE = MeshAccelCache.STORED_TRIANGLES_MIN;

    private final Map<BlockId, AccelShape> kept = new HashMap<>();
    private final List<String> spoilt = new ArrayList<>();
    private final AccelStore store = new AccelStore() {
        @Override
        public Optional<AccelShape> find(final BlockId key, final int triangleCount) {
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void keep(final BlockId key, final AccelShape shape) {
            kept.put(key, shape);
        }

        @Override
        public void spoilt(final BlockId key, final String why) {
            kept.remove(key);
            spoilt.add(why);
        }
    };

    @Test
    void shouldBuildAMeshOnceHoweverOftenItIsRead() {
        final MeshAccelCache cache = new MeshAccelCache(1 << 20);
        assertThat(cache.of(Shapes.soup(10, 222))).isSameAs(cache.of(Shapes.soup(10, 222)));
        assertThat(cache.of(Shapes.soup(10, 223))).isNotSameAs(cache.of(Shapes.soup(10, 222)));
        assertThat(cache.counts()).isEqualTo(new Counts(2, 0, 2));
    }

    @Test
    void shouldTellMeshesApartThatShareTheirPositions() {
        final MeshAccelCache cache = new MeshAccelCache(1 << 20);
        final Mesh soup = Shapes.soup(10, 222);
        final Mesh half = Shapes.mesh(soup.positions(), java.util.Arrays.copyOf(soup.indices(), 15));
        final MeshAccel whole = cache.of(soup);
        final MeshAccel part = cache.of(half);
        assertThat(part).isNotSameAs(whole);
        assertThat(cache.of(soup)).isSameAs(whole);
        assertThat(cache.of(Shapes.mesh(half.positions(), half.indices()))).isSameAs(part);
        assertThat(cache.counts()).isEqualTo(new Counts(2, 0, 2));
    }

    @Test
    void shouldDropTheLeastRecentlyUsedAboveTheBudget() {
        final List<Mesh> meshes = List.of(Shapes.soup(10, 1), Shapes.soup(10, 2), Shapes.soup(10, 3));
        final MeshAccelCache cache = new MeshAccelCache(2 * MeshAccel.build(meshes.get(0)).bytes() + 400);
        final MeshAccel first = cache.of(meshes.get(0));
        final MeshAccel second = cache.of(meshes.get(1));
        cache.of(meshes.get(0));
        cache.of(meshes.get(2));
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.of(meshes.get(0))).isSameAs(first);
        assertThat(cache.of(meshes.get(1))).isNotSameAs(second);
    }

    @Test
    void shouldTakeFromTheStoreWhatIsWorthIt() {
        final Mesh large = Shapes.soup(LARGE, 1);
        final Mesh small = Shapes.soup(LARGE - 1, 2);
        final MeshAccelCache first = new MeshAccelCache(1 << 24, store);
        final MeshAccel built = first.of(large);
        first.of(small);
        assertThat(kept).containsOnlyKeys(MeshKey.of(large));

        final MeshAccelCache later = new MeshAccelCache(1 << 24, store);
        assertThat(later.of(large).blocks.mismatch(built.blocks)).isEqualTo(-1);
        later.of(small);
        later.of(large);
        assertThat(later.counts()).isEqualTo(new Counts(1, 1, 1));
        assertThat(later.counts().since(new Counts(1, 0, 0))).isEqualTo(new Counts(0, 1, 1));
        assertThat(spoilt).isEmpty();
    }

    @Test
    void shouldBuildAgainWhatTheStoreHasSpoilt() {
        final Mesh mesh = Shapes.soup(LARGE, 1);
        kept.put(MeshKey.of(mesh), MeshAccel.build(Shapes.soup(LARGE + 1, 1)).shape());
        final MeshAccelCache cache = new MeshAccelCache(1 << 24, store);
        assertThat(cache.of(mesh).blocks.mismatch(MeshAccel.build(mesh).blocks)).isEqualTo(-1);
        assertThat(cache.counts()).isEqualTo(new Counts(1, 0, 0));
        assertThat(spoilt).hasSize(1);
        assertThat(kept).as("the right one, instead").containsOnlyKeys(MeshKey.of(mesh));
        assertThat(new MeshAccelCache(0, store).of(mesh).bytes()).isPositive();
        assertThat(spoilt).hasSize(1);
    }

    @Test
    void shouldNameAllThatAStructureDependsOnAndNothingElse() {
        final Mesh mesh = Shapes.soup(20_000, 1);
        final float[] positions = mesh.positions().clone();
        positions[positions.length - 1] += 1;
        final int[] indices = mesh.indices().clone();
        indices[indices.length - 1] = 0;
        final BlockId key = MeshKey.of(mesh);
        assertThat(List.of(MeshKey.of(Shapes.mesh(positions, mesh.indices())),
            MeshKey.of(Shapes.mesh(mesh.positions(), indices)),
            MeshKey.of(mesh, AccelShape.VERSION + 1, BuildSettings.MESH),
            MeshKey.of(mesh, AccelShape.VERSION, new BuildSettings(1, 8, true)),
            MeshKey.of(mesh, AccelShape.VERSION, new BuildSettings(2, 4, true)),
            MeshKey.of(mesh, AccelShape.VERSION, new BuildSettings(2, 8, false)), key)).doesNotHaveDuplicates();
        final float[] none = new float[0];
        assertThat(MeshKey.of(new Mesh(mesh.positions().clone(), mesh.indices().clone(), mesh.positions(), none, none,
            none))).isEqualTo(key);
    }
}
