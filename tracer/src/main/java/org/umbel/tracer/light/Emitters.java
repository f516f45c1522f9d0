package org.umbel.tracer.light;

/**
 * What a light tree has to know of its triangles. All emit to both sides.
 *
 * @param boxes   float[6 * n]: least x, y, z, then most x, y, z, world units
 * @param normals float[3 * n]: unit normals, of either side
 * @param powers  double[n]; those that are not above 0, or not finite, are never chosen
 */
record Emitters(float[] boxes, float[] normals, double[] powers) {
    int count() {
        return powers.length;
    }

    boolean isUsable(final int i) {
        boolean isFinite = powers[i] > 0 && powers[i] < Double.POSITIVE_INFINITY;
        for (int c = 0; c < 6 && isFinite; c++) {
            isFinite = Float.isFinite(boxes[6 * i + c]) && Float.isFinite(normals[3 * i + c % 3]);
        }
        return isFinite;
    }

    /** The middle of a triangle's box along an axis. */
    double middle(final int i, final int axis) {
        return 0.5 * ((double) boxes[6 * i + axis] + boxes[6 * i + 3 + axis]);
    }
}
