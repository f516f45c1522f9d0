package org.umbel.node.importer;

/** Affine transforms as rows of a 3x4 matrix in double: {@code x' = m[0]x + m[1]y + m[2]z + m[3], ...}. */
final class NodeTransform {
    static final double[] IDENTITY = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
    /** Below this a transform flattens its mesh: nothing to hit, and no inverse in float. */
    private static final double DETERMINANT_MIN = 1e-36;

    private NodeTransform() {}

    /** A node's matrix, or its translation x rotation x scale. */
    static double[] of(final Gltf.Node node, final String place) {
        final double[] m = node.matrix() == null ? fromTrs(node, place)
            : fromColumns(numbers(node.matrix(), 16, place + "/matrix"), place + "/matrix");
        for (final double value : m) {
            if (!Double.isFinite(value)) {
                throw new Refusal(place, "the transform is not finite");
            }
        }
        return m;
    }

    static double[] times(final double[] a, final double[] b) {
        final double[] m = new double[12];
        for (int row = 0; row < 12; row += 4) {
            for (int column = 0; column < 4; column++) {
                m[row + column] = a[row] * b[column] + a[row + 1] * b[4 + column] + a[row + 2] * b[8 + column]
                    + (column == 3 ? a[row + 3] : 0);
            }
        }
        return m;
    }

    /** Of sixteen numbers by columns, whose last row is 0 0 0 1. */
    static double[] ofColumns(final float[] columns, final String path) {
        return fromColumns(columns, path);
    }

    static double[] direction(final double[] m, final double x, final double y, final double z) {
        return new double[] {
            m[0] * x + m[1] * y + m[2] * z, m[4] * x + m[5] * y + m[6] * z, m[8] * x + m[9] * y + m[10] * z};
    }

    static double[] origin(final double[] m) {
        return new double[] {m[3], m[7], m[11]};
    }

    static boolean isSingular(final double[] m) {
        final double determinant = m[0] * (m[5] * m[10] - m[6] * m[9]) - m[1] * (m[4] * m[10] - m[6] * m[8])
            + m[2] * (m[4] * m[9] - m[5] * m[8]);
        return !(Math.abs(determinant) > DETERMINANT_MIN);
    }

    /**
     * @throws Refusal when a value does not fit into a float
     */
    static float[] floats(final double[] m, final String place) {
        final float[] result = new float[12];
        for (int i = 0; i < 12; i++) {
            result[i] = (float) m[i];
            if (!Float.isFinite(result[i])) {
                throw new Refusal(place, "the transform in the world is not finite");
            }
        }
        return result;
    }

    private static double[] fromColumns(final float[] c, final String path) {
        if (c[3] != 0 || c[7] != 0 || c[11] != 0 || c[15] != 1) {
            // Perspective has no meaning for a node; glTF demands 0 0 0 1.
            throw new Refusal(path, "the last row is not 0 0 0 1");
        }
        return new double[] {c[0], c[4], c[8], c[12], c[1], c[5], c[9], c[13], c[2], c[6], c[10], c[14]};
    }

    private static double[] fromTrs(final Gltf.Node node, final String place) {
        final float[] t = node.translation() == null ? new float[3]
            : numbers(node.translation(), 3, place + "/translation");
        final float[] q = node.rotation() == null ? new float[] {0, 0, 0, 1}
            : numbers(node.rotation(), 4, place + "/rotation");
        final float[] s = node.scale() == null ? new float[] {1, 1, 1}
            : numbers(node.scale(), 3, place + "/scale");
        return ofTrs(t, q, s, place);
    }

    /** Translation x rotation (a quaternion of any length, x y z w) x scale. */
    static double[] ofTrs(final float[] t, final float[] q, final float[] s, final String place) {
        final double length = Math.sqrt((double) q[0] * q[0] + (double) q[1] * q[1] + (double) q[2] * q[2]
            + (double) q[3] * q[3]);
        if (!(length > 0)) {
            throw new Refusal(place + "/rotation", "is not a rotation");
        }
        final double x = q[0] / length;
        final double y = q[1] / length;
        final double z = q[2] / length;
        final double w = q[3] / length;
        return new double[] {
            (1 - 2 * (y * y + z * z)) * s[0], 2 * (x * y - z * w) * s[1], 2 * (x * z + y * w) * s[2], t[0],
            2 * (x * y + z * w) * s[0], (1 - 2 * (x * x + z * z)) * s[1], 2 * (y * z - x * w) * s[2], t[1],
            2 * (x * z - y * w) * s[0], 2 * (y * z + x * w) * s[1], (1 - 2 * (x * x + y * y)) * s[2], t[2]};
    }

    private static float[] numbers(final float[] value, final int count, final String path) {
        if (value.length != count) {
            throw new Refusal(path, count + " numbers are expected");
        }
        return value;
    }
}
