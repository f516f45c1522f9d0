package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;

class FramingTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    @Test
    void shouldLeaveAsMuchRoomOnBothSidesOfTurnedParts() {
        final Scene scene = thrown(new Random(1), 20);
        final Camera camera = Framing.frame(scene, WIDTH, HEIGHT);
        final double[] forward = Vectors.normalize(minus(camera.target(), camera.position()));
        final double[] right = Vectors.normalize(Vectors.cross(forward, new double[] {0, 1, 0}));
        final double[] up = Vectors.cross(right, forward);
        final double tan = Math.tan(Math.toRadians(camera.verticalFovDegrees() / 2));
        final double[] box = {9, 9, -9, -9};
        for (final double[] world : vertices(scene)) {
            final double[] p = Vectors.minus(world, doubles(camera.position()));
            final double depth = Vectors.dot(p, forward);
            assertThat(depth).isPositive();
            final double x = Vectors.dot(p, right) / depth / (tan * WIDTH / HEIGHT);
            final double y = Vectors.dot(p, up) / depth / tan;
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x);
            box[3] = Math.max(box[3], y);
        }
        assertThat(Math.max(box[2], box[3])).isCloseTo(0.92, within(1e-3));
        // Of the sides that touch; the others have as much room where a plane through the camera is pushed against them
        assertThat(Math.min(Math.abs(box[0] + box[2]), Math.abs(box[1] + box[3]))).isLessThan(1e-3);
    }

    @Test
    void shouldReachAsFarAsTheFurthestVertex() {
        final Random random = new Random(2);
        final Scene scene = thrown(random, 200);
        final Reach reach = new Reach(scene);
        for (int i = 0; i < 50; i++) {
            final double[] direction = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            final double furthest = vertices(scene).stream().mapToDouble(p -> Vectors.dot(p, direction)).max()
                .orElseThrow();
            assertThat(reach.along(direction)).isCloseTo(furthest, within(1e-5));
        }
    }

    @Test
    void shouldLookAtTheOriginOfASceneWithoutExtent() {
        final Camera camera = Framing.frame(scene(List.of(), List.of()), WIDTH, HEIGHT);
        assertThat(camera.target()).containsExactly(0, 0, 0);
        assertThat(Vectors.length(doubles(camera.position()))).isCloseTo(2, within(1e-5));
    }

    /** Octahedra, which fill little of their boxes, and a mesh of nothing, all turned, stretched and moved. */
    private static Scene thrown(final Random random, final int count) {
        final Mesh octahedron = new Mesh(new float[] {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1},
            new int[] {0, 2, 4, 1, 2, 4, 0, 3, 5}, new float[0], new float[0], new float[0], new float[0]);
        final Mesh nothing =
            new Mesh(new float[0], new int[0], new float[0], new float[0], new float[0], new float[0]);
        final List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final float[] m = new float[12];
            for (int j = 0; j < 12; j++) {
                m[j] = (float) random.nextGaussian() * (j % 4 == 3 ? 3 : 1);
            }
            instances.add(new Instance(i % 10 == 3 ? 1 : 0, 0, m));
        }
        return scene(List.of(octahedron, nothing), instances);
    }

    private static Scene scene(final List<Mesh> meshes, final List<Instance> instances) {
        final Material grey =
            new Material(Material.Model.LAMBERT, new float[] {0.5f, 0.5f, 0.5f, 1}, TextureRef.NONE, 0,
                1, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f,
                true);
        return new Scene(meshes, List.of(), List.of(grey), instances, List.of(), Environment.constant(1, 1, 1));
    }

    private static List<double[]> vertices(final Scene scene) {
        final List<double[]> all = new ArrayList<>();
        for (final Instance instance : scene.instances()) {
            final float[] m = instance.objectToWorld();
            final float[] p = scene.meshes().get(instance.mesh()).positions();
            for (int v = 0; v < p.length; v += 3) {
                final double[] world = new double[3];
                for (int row = 0; row < 3; row++) {
                    world[row] = m[4 * row] * p[v] + m[4 * row + 1] * p[v + 1] + m[4 * row + 2] * p[v + 2]
                        + m[4 * row + 3];
                }
                all.add(world);
            }
        }
        return all;
    }

    private static double[] minus(final float[] a, final float[] b) {
        return Vectors.minus(doubles(a), doubles(b));
    }

    private static double[] doubles(final float[] a) {
        return new double[] {a[0], a[1], a[2]};
    }
}
