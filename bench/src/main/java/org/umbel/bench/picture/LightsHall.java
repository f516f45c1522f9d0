package org.umbel.bench.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;

/**
 * A hall of 12 x 5 x 30 metres with pillars, and walls across it with a door each, lit by balls of small triangles: so
 * that most lamps are far from what they light, or behind something. The same for each seed.
 */
final class LightsHall {
    static final Camera CAMERA =
        new Camera(new float[] {3.5f, 1.7f, 13.5f}, new float[] {-0.5f, 1.6f, 0}, new float[] {0, 1, 0}, 55);
    private static final float[] IDENTITY = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
    private static final int[] BOX =
        {0, 1, 3, 0, 3, 2, 4, 7, 5, 4, 6, 7, 0, 5, 1, 0, 4, 5, 2, 3, 7, 2, 7, 6, 0, 2, 6, 0,
            6, 4, 1, 7, 3, 1, 5, 7};
    private static final float PILLAR = 0.35f;

    private final SplittableRandom random;
    private final List<Mesh> meshes = new ArrayList<>();
    private final List<Material> materials = new ArrayList<>();
    private final List<Instance> instances = new ArrayList<>();

    private LightsHall(final int seed) {
        random = new SplittableRandom(seed);
    }

    /** With so many balls of so many triangles. */
    static Scene scene(final int balls, final int trianglesPerBall, final int seed) {
        final LightsHall hall = new LightsHall(seed);
        hall.walls();
        for (int i = 0; i < balls; i++) {
            hall.ball(trianglesPerBall);
        }
        return hall.scene();
    }

    /** A box of 2 metres whose ceiling has a lamp of two triangles: next to nothing to choose from. */
    static Scene cornell() {
        final LightsHall box = new LightsHall(1);
        final float[] white = {0.73f, 0.73f, 0.73f, 1};
        box.box(white, -1, -0.1f, -1, 1, 0, 1);
        box.box(white, -1, 2, -1, 1, 2.1f, 1);
        box.box(white, -1, 0, -1.1f, 1, 2, -1);
        box.box(new float[] {0.65f, 0.05f, 0.05f, 1}, -1.1f, 0, -1, -1, 2, 1);
        box.box(new float[] {0.12f, 0.45f, 0.15f, 1}, 1, 0, -1, 1.1f, 2, 1);
        box.box(white, -0.6f, 0, -0.6f, 0, 1.2f, 0);
        box.box(white, 0.1f, 0, -0.2f, 0.7f, 0.6f, 0.4f);
        box.add(new float[] {-0.3f, 1.99f, -0.3f, 0.3f, 1.99f, -0.3f, 0.3f, 1.99f, 0.3f, -0.3f, 1.99f, 0.3f},
            new int[] {0, 1, 2, 0, 2, 3}, material(white, 15, 12, 8));
        return box.scene();
    }

    private void walls() {
        final float[] grey = {0.6f, 0.58f, 0.55f, 1};
        final float[] warm = {0.7f, 0.5f, 0.35f, 1};
        box(grey, -6, -0.2f, -15, 6, 0, 15);
        box(grey, -6, 5, -15, 6, 5.2f, 15);
        box(warm, -6.2f, 0, -15, -6, 5, 15);
        box(warm, 6, 0, -15, 6.2f, 5, 15);
        box(grey, -6, 0, -15.2f, 6, 5, -15);
        box(grey, -6, 0, 15, 6, 5, 15.2f);
        for (int i = -1; i <= 1; i++) {
            // doors of 2 metres, not in a line
            box(grey, -6, 0, 7.5f * i - 0.1f, 2f * i - 1, 5, 7.5f * i + 0.1f);
            box(grey, 2f * i + 1, 0, 7.5f * i - 0.1f, 6, 5, 7.5f * i + 0.1f);
        }
        for (int i = 0; i < 12; i++) {
            final float x = i % 2 == 0 ? -3 : 3;
            final float z = -12.5f + 5 * (i / 2);
            box(warm, x - PILLAR, 0, z - PILLAR, x + PILLAR, 5, z + PILLAR);
        }
    }

    /** Somewhere in the hall; the brightest is some thousand times as bright as the darkest. */
    private void ball(final int triangles) {
        final float radius = 0.05f + 0.15f * (float) random.nextDouble();
        final float x = (float) random.nextDouble(-5.5, 5.5);
        final float y = (float) random.nextDouble(0.4, 4.6);
        final float z = (float) random.nextDouble(-14.5, 14.5);
        final float[] positions = new float[9 * triangles];
        final int[] indices = new int[3 * triangles];
        final float edge = radius / (float) Math.sqrt(triangles);
        for (int i = 0; i < 3 * triangles; i++) {
            indices[i] = i;
        }
        for (int i = 0; i < triangles; i++) {
            final double height = random.nextDouble(-1, 1);
            final double azimuth = random.nextDouble(2 * Math.PI);
            final double around = Math.sqrt(1 - height * height);
            for (int corner = 0; corner < 3; corner++) {
                positions[9 * i + 3 * corner] = x + (float) (radius * around * Math.cos(azimuth)) + offset(edge);
                positions[9 * i + 3 * corner + 1] = y + (float) (radius * height) + offset(edge);
                positions[9 * i + 3 * corner + 2] = z + (float) (radius * around * Math.sin(azimuth)) + offset(edge);
            }
        }
        final float shine = (float) Math.exp(random.nextDouble(1, 7));
        add(positions, indices, material(new float[] {0, 0, 0, 1}, shine,
            shine * (float) random.nextDouble(0.5, 1), shine * (float) random.nextDouble(0.2, 1)));
    }

    private float offset(final float edge) {
        return edge * (float) random.nextDouble(-1, 1);
    }

    private void box(final float[] color, final float x0, final float y0, final float z0, final float x1,
                     final float y1, final float z1) {
        final float[] positions = new float[24];
        for (int corner = 0; corner < 8; corner++) {
            positions[3 * corner] = (corner & 1) == 0 ? x0 : x1;
            positions[3 * corner + 1] = (corner & 2) == 0 ? y0 : y1;
            positions[3 * corner + 2] = (corner & 4) == 0 ? z0 : z1;
        }
        add(positions, BOX, material(color, 0, 0, 0));
    }

    private void add(final float[] positions, final int[] indices, final Material material) {
        instances.add(new Instance(meshes.size(), materials.size(), IDENTITY));
        meshes.add(new Mesh(positions, indices, new float[0], new float[0], new float[0], new float[0]));
        materials.add(material);
    }

    private static Material material(final float[] color, final float r, final float g, final float b) {
        return new Material(Material.Model.LAMBERT, color, TextureRef.NONE, 0, 1, TextureRef.NONE, TextureRef.NONE, 1,
            new float[] {r, g, b}, TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, false);
    }

    private Scene scene() {
        return new Scene(meshes, List.of(), materials, instances, List.of(), Environment.constant(0, 0, 0));
    }
}
