package org.umbel.node.importer;

/** Turns the primitive modes of glTF 2.0, section 3.7.2.1, into independent triangles of the same winding. */
final class Triangles {
    /** Below this squared length a normal has no direction. */
    private static final float LENGTH_SQUARED_MIN = 1e-20f;

    private Triangles() {}

    static int[] sequence(final int count) {
        final int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        return order;
    }

    static int[] ofStrip(final int[] order) {
        final int[] indices = new int[3 * Math.max(0, order.length - 2)];
        for (int i = 0; i < indices.length / 3; i++) {
            indices[3 * i] = order[i];
            indices[3 * i + 1] = order[i + 1 + (i & 1)];
            indices[3 * i + 2] = order[i + 2 - (i & 1)];
        }
        return indices;
    }

    static int[] ofFan(final int[] order) {
        final int[] indices = new int[3 * Math.max(0, order.length - 2)];
        for (int i = 0; i < indices.length / 3; i++) {
            indices[3 * i] = order[i + 1];
            indices[3 * i + 1] = order[i + 2];
            indices[3 * i + 2] = order[0];
        }
        return indices;
    }

    /**
     * Gives each zero normal, which exporters do write, the area-weighted normal of its triangles, in place.
     */
    static void repairNormals(final float[] positions, final int[] indices, final float[] normals) {
        final boolean[] broken = new boolean[normals.length / 3];
        boolean any = false;
        for (int v = 0; v < broken.length; v++) {
            broken[v] = lengthSquared(normals, v) < LENGTH_SQUARED_MIN;
            any |= broken[v];
        }
        if (!any) {
            return;
        }
        final double[] sums = new double[normals.length];
        for (int t = 0; t < indices.length; t += 3) {
            final double[] a = point(positions, indices[t]);
            final double[] normal = Vectors.cross(Vectors.minus(point(positions, indices[t + 1]), a),
                Vectors.minus(point(positions, indices[t + 2]), a));
            for (int corner = 0; corner < 3; corner++) {
                for (int axis = 0; axis < 3; axis++) {
                    sums[3 * indices[t + corner] + axis] += normal[axis];
                }
            }
        }
        for (int v = 0; v < broken.length; v++) {
            if (broken[v]) {
                final double[] sum = {sums[3 * v], sums[3 * v + 1], sums[3 * v + 2]};
                final boolean known = Vectors.length(sum) > 0 && Double.isFinite(Vectors.length(sum));
                final float[] normal = known ? Vectors.floats(Vectors.normalize(sum)) : new float[] {0, 1, 0};
                System.arraycopy(normal, 0, normals, 3 * v, 3);
            }
        }
    }

    private static double[] point(final float[] positions, final int v) {
        return new double[] {positions[3 * v], positions[3 * v + 1], positions[3 * v + 2]};
    }

    private static float lengthSquared(final float[] a, final int v) {
        return a[3 * v] * a[3 * v] + a[3 * v + 1] * a[3 * v + 1] + a[3 * v + 2] * a[3 * v + 2];
    }
}
