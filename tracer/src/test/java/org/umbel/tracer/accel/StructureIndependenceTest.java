package org.umbel.tracer.accel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

/** Hits do not depend on the structure that found them, in any bit. */
class StructureIndependenceTest {
    private static final List<BuildSettings> SETTINGS = List.of(BuildSettings.MESH,
        new BuildSettings(1, 1, true), new BuildSettings(3, 5, true), new BuildSettings(8, 8, false),
        new BuildSettings(1, 8, false));
    private static final float T_MAX = 1e30f;
    /** Lets about two thirds of the hits pass, by ids and position. */
    private static final HitFilter SOME =
        (instance, primitive, u, v) -> (instance * 31 + primitive * 7 + (int) (u * 8)) % 3 != 0;

    @Test
    void shouldFindTheSameHitsInASoup() {
        check(Shapes.soup(700, 101), List.of(Shapes.identity()), 600, 202);
    }

    @Test
    void shouldFindTheSameHitsOnFlatBoxesAndSharedEdges() {
        check(Shapes.floors(8), List.of(Shapes.identity()), 600, 303);
    }

    @Test
    void shouldFindTheSameHitsInInstancesTurnedScaledMirroredAndCoincident() {
        final SplittableRandom random = new SplittableRandom(404);
        final List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            instances.add(Shapes.placed(random));
        }
        instances.addAll(instances.subList(0, 7));
        check(Shapes.soup(120, 505), instances, 500, 606);
    }

    @Test
    void shouldFindTheSameHitsFarFromTheOriginAndOnHugeTriangles() {
        final float[] positions = Shapes.soup(200, 707).positions().clone();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i % 27 < 9 ? positions[i] * 1000 : positions[i] + 900;
        }
        final Mesh soup = Shapes.soup(200, 707);
        check(Shapes.mesh(positions, soup.indices()), List.of(Shapes.identity()), 400, 808);
    }

    private static void check(final Mesh mesh, final List<Instance> instances, final int rayCount,
                              final long seed) {
        final boolean[] opaque = new boolean[instances.size()];
        for (int i = 0; i < opaque.length; i++) {
            opaque[i] = i % 2 == 0;
        }
        final List<float[]> rays = Shapes.rays(mesh, rayCount, seed);
        int hits = 0;
        for (final HitFilter filter : List.of(HitFilter.ALL, SOME)) {
            final List<SceneAccel> scenes = SETTINGS.stream()
                .map(settings -> scene(mesh, instances, opaque, settings)).toList();
            final Mesh[] meshes = new Mesh[instances.size()];
            Arrays.fill(meshes, mesh);
            final BruteForce brute = new BruteForce(scenes.getFirst(), meshes);
            for (final SceneAccel scene : scenes) {
                hits += compare(brute, scene, rays, filter);
            }
        }
        assertThat(hits).as("hits, so that there is something to compare").isGreaterThan(rayCount);
    }

    private static SceneAccel scene(final Mesh mesh, final List<Instance> instances, final boolean[] opaque,
                                    final BuildSettings settings) {
        final MeshAccel[] accels = new MeshAccel[instances.size()];
        Arrays.fill(accels, MeshAccel.build(mesh, settings));
        return SceneAccel.build(accels, instances, opaque, new BuildSettings(1, 1, settings.optimal()));
    }

    private static int compare(final BruteForce brute, final SceneAccel scene, final List<float[]> rays,
                               final HitFilter filter) {
        final Traversal traversal = new Traversal(scene);
        final ScalarTraversal twin = new ScalarTraversal(scene);
        final Hit expected = new Hit();
        final Hit found = new Hit();
        int hits = 0;
        for (final float[] r : rays) {
            final boolean isHit = brute.intersect(r, 0, T_MAX, filter, expected);
            assertThat(traversal.intersect(r[0], r[1], r[2], r[3], r[4], r[5], 0, T_MAX, filter, found))
                .isEqualTo(isHit);
            assertThat(bits(found)).as("vector, ray %s", Arrays.toString(r)).isEqualTo(bits(expected));
            twin.intersect(r[0], r[1], r[2], r[3], r[4], r[5], 0, T_MAX, filter, found);
            assertThat(bits(found)).as("scalar, ray %s", Arrays.toString(r)).isEqualTo(bits(expected));

            // The interval is open at tMin, closed at tMax
            for (final float tMax : new float[] {T_MAX, expected.t, Math.nextDown(expected.t)}) {
                final boolean blocked = isHit && expected.t <= tMax;
                assertThat(traversal.occluded(r[0], r[1], r[2], r[3], r[4], r[5], 0, tMax, filter))
                    .isEqualTo(blocked);
                assertThat(twin.occluded(r[0], r[1], r[2], r[3], r[4], r[5], 0, tMax, filter))
                    .isEqualTo(blocked);
            }
            if (isHit) {
                hits++;
                final float tMin = expected.t;
                brute.intersect(r, tMin, T_MAX, filter, expected);
                traversal.intersect(r[0], r[1], r[2], r[3], r[4], r[5], tMin, T_MAX, filter, found);
                assertThat(bits(found)).as("behind, ray %s", Arrays.toString(r)).isEqualTo(bits(expected));
            }
            if (isHit) {
                compareLeaving(brute, traversal, twin, r, filter);
            }
        }
        return hits;
    }

    /** The ray once more, as if it left the triangle that it hit first. */
    private static void compareLeaving(final BruteForce brute, final Traversal traversal, final ScalarTraversal twin,
                                       final float[] r, final HitFilter filter) {
        final Hit first = new Hit();
        final Hit expected = new Hit();
        final Hit found = new Hit();
        brute.intersect(r, 0, T_MAX, filter, first);
        final int instance = first.instance;
        final int primitive = first.primitive;
        final boolean isHit = brute.intersect(r, 0, T_MAX, instance, primitive, filter, expected);
        assertThat(expected.t).isGreaterThanOrEqualTo(first.t);
        assertThat(expected.instance == instance && expected.primitive == primitive).isFalse();
        traversal.intersect(r[0], r[1], r[2], r[3], r[4], r[5], 0, T_MAX, instance, primitive, filter, found);
        assertThat(bits(found)).as("vector, leaving, ray %s", Arrays.toString(r)).isEqualTo(bits(expected));
        twin.intersect(r[0], r[1], r[2], r[3], r[4], r[5], 0, T_MAX, instance, primitive, filter, found);
        assertThat(bits(found)).as("scalar, leaving, ray %s", Arrays.toString(r)).isEqualTo(bits(expected));
        assertThat(traversal.occluded(r[0], r[1], r[2], r[3], r[4], r[5], 0, T_MAX, instance, primitive, filter))
            .isEqualTo(isHit);
        assertThat(twin.occluded(r[0], r[1], r[2], r[3], r[4], r[5], 0, T_MAX, instance, primitive, filter))
            .isEqualTo(isHit);
    }

    private static List<Integer> bits(final Hit hit) {
        return List.of(Float.floatToRawIntBits(hit.t), hit.instance, hit.primitive,
            Float.floatToRawIntBits(hit.u), Float.floatToRawIntBits(hit.v));
    }
}
