package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

class TraversalTest {
    private static final Mesh TRIANGLE =
        Shapes.mesh(new float[] {0, 0, 0, 4, 0, 0, 0, 4, 0}, new int[] {0, 1, 2});
    private final Hit hit = new Hit();

    @Test
    void shouldGiveDistanceAndWeightsInUnitsOfTheRay() {
        final Traversal traversal = traversal(TRIANGLE, Shapes.identity());
        assertThat(traversal.intersect(1, 2, 6, 0, 0, -2, 0, 1e30f, HitFilter.ALL, hit)).isTrue();
        assertThat(hit.t).isEqualTo(3);
        assertThat(hit.u).isEqualTo(0.25f);
        assertThat(hit.v).isEqualTo(0.5f);
        assertThat(hit.instance).isZero();
        assertThat(hit.primitive).isZero();
    }

    @Test
    void shouldKeepTheWorldsDistanceInAScaledInstance() {
        final float[] matrix = {8, 0, 0, 0, 0, 8, 0, 0, 0, 0, 8, -2};
        final Traversal traversal = traversal(TRIANGLE, new Instance(0, 0, matrix));
        assertThat(traversal.intersect(8, 16, 6, 0, 0, -2, 0, 1e30f, HitFilter.ALL, hit)).isTrue();
        assertThat(hit.t).isCloseTo(4, within(1e-5f));
        assertThat(hit.u).isCloseTo(0.25f, within(1e-6f));
        assertThat(hit.v).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void shouldNameLeastIdsWhenInstancesCoincide() {
        final Mesh doubled = Shapes.mesh(TRIANGLE.positions(), new int[] {0, 1, 2, 0, 1, 2, 1, 2, 0});
        final Traversal traversal =
            traversal(doubled, Shapes.identity(), Shapes.identity(), Shapes.identity(), Shapes.identity());
        assertThat(traversal.intersect(1, 1, 5, 0, 0, -1, 0, 1e30f, HitFilter.ALL, hit)).isTrue();
        assertThat(hit.instance).isZero();
        assertThat(hit.primitive).isZero();
    }

    @Test
    void shouldNotLetRaysOutOfAClosedMesh() {
        final Mesh ball = Shapes.ball(24);
        final Traversal traversal = traversal(ball, Shapes.identity());
        final float[] p = ball.positions();
        final SplittableRandom random = new SplittableRandom(909);
        int leaks = 0;
        for (int i = 0; i < 100_000; i++) {
            // Aim at a vertex, or at a point of an edge
            final int triangle = 9 * random.nextInt(ball.triangleCount());
            final int a = triangle + 3 * random.nextInt(3);
            final int b = triangle + 3 * random.nextInt(3);
            final float w = random.nextFloat();
            final float ox = random.nextFloat() - 0.5f;
            final float oy = random.nextFloat() - 0.5f;
            final float oz = i % 16 == 0 ? 0 : random.nextFloat() - 0.5f;
            final float dx = p[a] + w * (p[b] - p[a]) - ox;
            final float dy = p[a + 1] + w * (p[b + 1] - p[a + 1]) - oy;
            final float dz = p[a + 2] + w * (p[b + 2] - p[a + 2]) - oz;
            leaks += traversal.intersect(ox, oy, oz, dx, dy, dz, 0, 1e30f, HitFilter.ALL, hit) ? 0 : 1;
            assertThat(hit.t).isCloseTo(1, within(1e-5f));
        }
        assertThat(leaks).isZero();
    }

    @Test
    void shouldHitNothingInAnEmptyScene() {
        assertThat(traversal(TRIANGLE).intersect(1, 1, 5, 0, 0, -1, 0, 9, HitFilter.ALL, hit)).isFalse();
        assertThat(hit.instance).isEqualTo(Hit.MISS);
        assertThat(hit.t).isEqualTo(9);
        assertThat(traversal(TRIANGLE).occluded(1, 1, 5, 0, 0, -1, 0, 9, HitFilter.ALL)).isFalse();
    }

    @Test
    void shouldHitNothingInAnEmptyMesh() {
        final Mesh empty = Shapes.mesh(new float[0], new int[0]);
        assertThat(traversal(empty, Shapes.identity()).intersect(1, 1, 5, 0, 0, -1, 0, 9, HitFilter.ALL, hit))
            .isFalse();
    }

    @Test
    void shouldHitNothingOnTrianglesWithoutArea() {
        final float[] positions = {0, 0, 0, 4, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 3, 3, 3, 3, 3, 3, 3,
            3, 3};
        final Mesh mesh = Shapes.mesh(positions, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
        final Traversal traversal = traversal(mesh, Shapes.identity());
        assertThat(traversal.intersect(1, 0, 5, 0, 0, -1, 0, 9, HitFilter.ALL, hit)).isFalse();
        assertThat(traversal.intersect(1, 5, 0, 0, -1, 0, 0, 9, HitFilter.ALL, hit)).isFalse();
        assertThat(traversal.intersect(3, 3, 0, 0, 0, 1, 0, 9, HitFilter.ALL, hit)).isFalse();
    }

    @Test
    void shouldSkipInstancesWithoutAnInverse() {
        final float[] flat = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
        final float[] broken = {1, 0, 0, Float.NaN, 0, 1, 0, 0, 0, 0, 1, 0};
        final Traversal traversal =
            traversal(TRIANGLE, new Instance(0, 0, flat), new Instance(0, 0, broken), Shapes.identity());
        assertThat(traversal.intersect(1, 1, 5, 0, 0, -1, 0, 9, HitFilter.ALL, hit)).isTrue();
        assertThat(hit.instance).isEqualTo(2);
    }

    @Test
    void shouldHitNothingWhenTheRayIsNoRay() {
        final Traversal traversal = traversal(TRIANGLE, Shapes.identity());
        assertThat(traversal.intersect(1, 1, 0, 0, 0, 0, 0, 9, HitFilter.ALL, hit)).isFalse();
        assertThat(traversal.intersect(1, 1, 5, 0, 0, Float.NaN, 0, 9, HitFilter.ALL, hit)).isFalse();
        assertThat(traversal.intersect(Float.NaN, 1, 5, 0, 0, -1, 0, 9, HitFilter.ALL, hit)).isFalse();
        assertThat(traversal.intersect(1, 1, 5, 0, 0, -1, 9, 0, HitFilter.ALL, hit)).isFalse();
        assertThat(traversal.intersect(1, 1, 5, 0, 0, -1, 0, Float.NaN, HitFilter.ALL, hit)).isFalse();
    }

    @Test
    void shouldRefuseANegativeStart() {
        final Traversal traversal = traversal(TRIANGLE, Shapes.identity());
        assertThatThrownBy(() -> traversal.occluded(1, 1, 5, 0, 0, -1, -1, 9, HitFilter.ALL))
            .isInstanceOf(IllegalArgumentException.class);
    }

    private static Traversal traversal(final Mesh mesh, final Instance... instances) {
        final boolean[] opaque = new boolean[instances.length];
        Arrays.fill(opaque, true);
        return new Traversal(
            SceneAccel.build(List.of(mesh), List.of(instances), opaque, new MeshAccelCache(1 << 20)));
    }
}
