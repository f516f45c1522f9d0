package org.umbel.tracer.accel;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;

/** Meshes, instances and rays for tests. */
public final class Shapes {
    static final float[] IDENTITY = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};

    private Shapes() {}

    public static Mesh mesh(final float[] positions, final int[] indices) {
        final float[] none = new float[0];
        return new Mesh(positions, indices, none, none, none, none);
    }

    /** Triangles of many sizes in the cube from -1 to 1, slivers and coincident copies among them. */
    static Mesh soup(final int triangles, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final float[] positions = new float[9 * triangles];
        for (int i = 0; i < triangles; i++) {
            final float size = (float) Math.scalb(1.0, -random.nextInt(7));
            for (int k = 0; k < 9; k++) {
                positions[9 * i + k] = k < 3 ? coordinate(random)
                    : positions[9 * i + k % 3] + size * coordinate(random);
            }
            if (i > 0 && random.nextInt(8) == 0) {
                System.arraycopy(positions, 9 * random.nextInt(i), positions, 9 * i, 9);
            }
        }
        return mesh(positions, range(3 * triangles));
    }

    /**
     * A grid of axis-aligned squares on the planes y = -0.5, 0 and 0.5: boxes without thickness, shared
     * edges.
     */
    static Mesh floors(final int cells) {
        final List<float[]> corners = new ArrayList<>();
        for (int i = 0; i < 3 * cells * cells; i++) {
            final float y = (i / (cells * cells) - 1) * 0.5f;
            final float x0 = i % cells * 2f / cells - 1;
            final float z0 = i / cells % cells * 2f / cells - 1;
            final float x1 = (i % cells + 1) * 2f / cells - 1;
            final float z1 = (i / cells % cells + 1) * 2f / cells - 1;
            corners.add(new float[] {x0, y, z0, x1, y, z0, x1, y, z1, x0, y, z0, x1, y, z1, x0, y, z1});
        }
        final float[] positions = new float[18 * corners.size()];
        for (int i = 0; i < corners.size(); i++) {
            System.arraycopy(corners.get(i), 0, positions, 18 * i, 18);
        }
        return mesh(positions, range(6 * corners.size()));
    }

    /** A closed, convex ball of eight subdivided octants; vertices of equal position are bit-identical. */
    public static Mesh ball(final int steps) {
        final List<float[]> corners = new ArrayList<>();
        for (int octant = 0; octant < 8; octant++) {
            for (int i = 0; i < steps; i++) {
                for (int j = 0; j < steps - i; j++) {
                    corners.add(onBall(octant, i, j, steps));
                    corners.add(onBall(octant, i + 1, j, steps));
                    corners.add(onBall(octant, i, j + 1, steps));
                    if (i + j < steps - 1) {
                        corners.add(onBall(octant, i + 1, j, steps));
                        corners.add(onBall(octant, i + 1, j + 1, steps));
                        corners.add(onBall(octant, i, j + 1, steps));
                    }
                }
            }
        }
        final float[] positions = new float[3 * corners.size()];
        for (int i = 0; i < corners.size(); i++) {
            System.arraycopy(corners.get(i), 0, positions, 3 * i, 3);
        }
        return mesh(positions, range(corners.size()));
    }

    private static float[] onBall(final int octant, final int i, final int j, final int steps) {
        final double x = i;
        final double y = j;
        final double z = steps - i - j;
        final double scale = 1 / Math.sqrt(x * x + y * y + z * z);
        return new float[] {(float) (x * scale) * ((octant & 1) == 0 ? 1 : -1),
            (float) (y * scale) * ((octant & 2) == 0 ? 1 : -1),
            (float) (z * scale) * ((octant & 4) == 0 ? 1 : -1)};
    }

    /** An instance of mesh 0 turned by two random angles, scaled, perhaps mirrored, and moved. */
    public static Instance placed(final SplittableRandom random) {
        final double a = random.nextDouble(6.28);
        final double b = random.nextDouble(6.28);
        final double s = Math.scalb(1.0, random.nextInt(-3, 3)) * (random.nextBoolean() ? 1 : -1);
        final double[] m = {Math.cos(a) * s, -Math.sin(a) * Math.cos(b) * s, Math.sin(a) * Math.sin(b) * s,
            Math.sin(a) * 2, Math.cos(a) * Math.cos(b) * 2, -Math.cos(a) * Math.sin(b) * 2,
            0, Math.sin(b), Math.cos(b)};
        final float[] matrix = new float[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                matrix[4 * row + column] = (float) m[3 * row + column];
            }
            matrix[4 * row + 3] = 3 * coordinate(random);
        }
        return new Instance(0, 0, matrix);
    }

    public static Instance identity() {
        return new Instance(0, 0, IDENTITY);
    }

    /**
     * Rays: float[6] each, origin and direction. At vertices, along axes, with zero components, grazing, of
     * any length.
     */
    static List<float[]> rays(final Mesh mesh, final int count, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<float[]> rays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final float[] ray = new float[6];
            for (int k = 0; k < 3; k++) {
                ray[k] = 2 * coordinate(random);
                ray[3 + k] = coordinate(random);
            }
            switch (i % 5) {
                case 0 -> {
                    final int vertex = 3 * random.nextInt(mesh.vertexCount());
                    for (int k = 0; k < 3; k++) {
                        ray[3 + k] = mesh.positions()[vertex + k] - ray[k];
                    }
                }
                case 1 -> {
                    ray[3 + random.nextInt(3)] = random.nextBoolean() ? 0f : -0f;
                    ray[random.nextInt(3)] = 0.5f;
                }
                case 2 -> {
                    final int axis = random.nextInt(3);
                    final float sign = ray[3 + axis] < 0 ? -1 : 1;
                    ray[3] = 0;
                    ray[4] = -0f;
                    ray[5] = 0;
                    ray[3 + axis] = sign;
                }
                case 3 -> {
                    final float length = (float) Math.scalb(1.0, random.nextInt(-20, 20));
                    for (int k = 3; k < 6; k++) {
                        ray[k] *= length;
                    }
                }
                default -> ray[random.nextInt(3)] = -0.5f;
            }
            rays.add(ray);
        }
        return rays;
    }

    private static float coordinate(final SplittableRandom random) {
        return 2 * random.nextFloat() - 1;
    }

    private static int[] range(final int count) {
        final int[] range = new int[count];
        for (int i = 0; i < count; i++) {
            range[i] = i;
        }
        return range;
    }
}
