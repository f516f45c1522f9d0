package org.umbel.node.importer;

/** Three-vectors as {@code double[3]}, in double so that a far camera does not lose its direction. */
final class Vectors {
    private Vectors() {}

    static double[] minus(final double[] a, final double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    static double dot(final double[] a, final double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    static double[] cross(final double[] a, final double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    static double length(final double[] a) {
        return Math.sqrt(dot(a, a));
    }

    static double[] normalize(final double[] a) {
        final double length = length(a);
        return new double[] {a[0] / length, a[1] / length, a[2] / length};
    }

    static float[] unit(final double x, final double y, final double z) {
        return floats(normalize(new double[] {x, y, z}));
    }

    static float[] floats(final double[] a) {
        return new float[] {(float) a[0], (float) a[1], (float) a[2]};
    }
}
