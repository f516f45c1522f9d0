package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.accel.HitFilter;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.accel.SceneAccel;
import org.umbel.tracer.accel.Shapes;
import org.umbel.tracer.accel.Traversal;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.PreparedMaterial;
import org.umbel.tracer.material.Surface;
import org.umbel.tracer.texture.TextureSet;

/** Rays that leave a convex body: outwards nothing is in their way, inwards something always is. */
class DepartureTest {
    private static final int RAYS = 20_000;
    private static final Mesh BALL = Shapes.ball(24);
    private final Departure departure = new Departure();
    private final Surface surface = new Surface();
    private final float[] d = new float[3];

    /** Turned, scaled, mirrored; at home, far away, and large. */
    private static List<Instance> placements() {
        final SplittableRandom random = new SplittableRandom(31);
        final List<Instance> placements = new ArrayList<>(List.of(Shapes.identity(), moved(100, 1), moved(3, 1000)));
        for (int i = 0; i < 5; i++) {
            placements.add(Shapes.placed(random));
        }
        return placements;
    }

    private static Instance moved(final float by, final float scale) {
        return new Instance(0, 0, new float[] {scale, 0, 0, by, 0, scale, 0, -by, 0, 0, scale, 0.5f * by});
    }

    private static Traversal traversal(final Mesh mesh, final List<Instance> instances) {
        return new Traversal(SceneAccel.build(List.of(mesh), instances, opaque(instances.size()),
            new MeshAccelCache(1L << 24)));
    }

    private static boolean[] opaque(final int count) {
        final boolean[] opaque = new boolean[count];
        java.util.Arrays.fill(opaque, true);
        return opaque;
    }

    private static PlacedMesh placed(final Mesh mesh, final Instance instance) {
        final Material white = References.lambert(new float[] {1, 1, 1, 1}, new float[3]);
        return new PlacedMesh(mesh, instance,
            new PreparedMaterial(white, new TextureSet(List.of(), List.of(white))));
    }

    @Test
    void shouldNotBeInTheWayOfItself() {
        for (final Instance instance : placements()) {
            assertThat(blocked(BALL, List.of(instance), 1, 0, 0)).isZero();
        }
    }

    @Test
    void shouldNotLetRaysThroughWhenTheyLeaveAClosedMeshInwards() {
        for (final Instance instance : placements()) {
            assertThat(blocked(BALL, List.of(instance), -1, 0, 0)).isEqualTo(RAYS);
        }
    }

    /** Away from edges and grazing angles, where a start in front of the triangle may be needed. */
    @Test
    void shouldBeBlockedByAnotherTriangleInTheSamePlace() {
        for (final Instance instance : placements()) {
            assertThat(blocked(BALL, List.of(instance, instance), 1, 0.1f, 0.1f)).isEqualTo(RAYS);
            assertThat(blocked(twice(BALL), List.of(instance), 1, 0.1f, 0.1f)).isEqualTo(RAYS);
        }
    }

    @Test
    void shouldNotBeBlockedByTheOtherSideOfAThinSheet() {
        final float[] square = {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0};
        final float[] both = java.util.Arrays.copyOf(square, 24);
        System.arraycopy(square, 0, both, 12, 12);
        for (int vertex = 4; vertex < 8; vertex++) {
            both[3 * vertex + 2] = -2e-6f;
        }
        final Mesh sheet = Shapes.mesh(both, new int[] {0, 1, 2, 0, 2, 3, 4, 6, 5, 4, 7, 6});
        final Traversal traversal = traversal(sheet, List.of(Shapes.identity()));
        final PlacedMesh placed = placed(sheet, Shapes.identity());
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < RAYS; i++) {
            final int triangle = i % 4;
            final float[] weights = weights(random, i, 0);
            placed.surface(triangle, weights[1], weights[2], 0, 0, triangle < 2 ? -1 : 1, 0, surface);
            assertThat(isBlocked(traversal, triangle, random, i, 0)).isFalse();
        }
    }

    /** Every triangle once more, its corners in another order. */
    private static Mesh twice(final Mesh mesh) {
        final int count = mesh.indices().length;
        final int[] indices = java.util.Arrays.copyOf(mesh.indices(), 2 * count);
        for (int i = 0; i < count; i += 3) {
            indices[count + i] = indices[i + 2];
            indices[count + i + 1] = indices[i + 1];
            indices[count + i + 2] = indices[i];
        }
        return Shapes.mesh(mesh.positions(), indices);
    }

    /**
     * How many rays of RAYS are blocked that leave the first instance.
     *
     * @param side      1 outwards, -1 inwards: away from the instance's origin, or to it
     * @param insetMin  least weight of a vertex; 0 also takes points at edges and vertices
     * @param cosineMin least cosine between ray and normal
     */
    private int blocked(final Mesh mesh, final List<Instance> instances, final int side, final float insetMin,
                        final float cosineMin) {
        final Traversal traversal = traversal(mesh, instances);
        final PlacedMesh placed = placed(mesh, instances.getFirst());
        final float[] m = instances.getFirst().objectToWorld();
        final SplittableRandom random = new SplittableRandom(side);
        int blocked = 0;
        for (int i = 0; i < RAYS; i++) {
            final int triangle = random.nextInt(mesh.triangleCount());
            final float[] weights = weights(random, i, insetMin);
            placed.emitter(triangle, weights[1], weights[2], surface);
            final float x = surface.px - m[3];
            final float y = surface.py - m[7];
            final float z = surface.pz - m[11];
            final float scale = -side / (float) Math.sqrt(x * x + y * y + z * z);
            placed.surface(triangle, weights[1], weights[2], scale * x, scale * y, scale * z, 0, surface);
            blocked += isBlocked(traversal, triangle, random, i, cosineMin) ? 1 : 0;
        }
        return blocked;
    }

    /** Sends a ray from the surface. */
    private boolean isBlocked(final Traversal traversal, final int triangle, final SplittableRandom random, final int i,
                              final float cosineMin) {
        departure.set(surface);
        direction(random, i, cosineMin);
        final float step = departure.step(d[0], d[1], d[2]);
        return traversal.occluded(departure.stepX(step), departure.stepY(step), departure.stepZ(step), d[0], d[1], d[2],
            0, Float.POSITIVE_INFINITY, 0, triangle, HitFilter.ALL);
    }

    private static float[] weights(final SplittableRandom random, final int i, final float insetMin) {
        final float[] weights = new float[3];
        float sum = 0;
        for (int k = 0; k < 3; k++) {
            weights[k] = insetMin + random.nextFloat();
            if (insetMin == 0 && k > 0 && i % 4 > 0) {
                weights[k] *= i % 4 == 3 ? 0 : (float) Math.scalb(1.0, -random.nextInt(30));
            }
            sum += weights[k];
        }
        for (int k = 0; k < 3; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /** A random unit direction on the side of the geometric normal, every second one nearly grazing if it may. */
    private void direction(final SplittableRandom random, final int i, final float cosineMin) {
        final float[] g = {surface.gx, surface.gy, surface.gz};
        float cosine;
        double squared;
        do {
            squared = 0;
            cosine = 0;
            for (int k = 0; k < 3; k++) {
                d[k] = 2 * random.nextFloat() - 1;
                cosine += d[k] * g[k];
                squared += d[k] * d[k];
            }
        } while (squared > 1 || squared < 0.01 || Math.abs(cosine) / Math.sqrt(squared) < Math.max(1e-3, cosineMin));
        final float wanted = i % 2 == 0 && cosineMin == 0 ? 2e-3f : Math.abs(cosine);
        squared = 0;
        for (int k = 0; k < 3; k++) {
            d[k] += (wanted - cosine) * g[k];
            squared += d[k] * d[k];
        }
        final float scale = (float) (1 / Math.sqrt(squared));
        for (int k = 0; k < 3; k++) {
            d[k] *= scale;
        }
    }
}
