package org.umbel.tracer.kernel;

/**
 * The one formula for a ray's hit of a triangle; its result is in fields, one object per thread.
 *
 * <p>Strict IEEE, no vectors: every walk, and the brute-force search of the tests, asks this class, so that all agree in
 * every bit of (t, u, v).
 */
public final class TriangleTest {
    private static final int L = Lanes.LANES;

    private float t;
    private float u;
    private float v;

    /** Ray parameter of the last hit. */
    public float t() {
        return t;
    }

    /** Weight of the second vertex at the last hit. */
    public float u() {
        return u;
    }

    /** Weight of the third vertex at the last hit. */
    public float v() {
        return v;
    }

    /**
     * Whether the ray's line hits the triangle, from either side, within the bounds of {@code slabs}.
     *
     * @param rows blocks of nine rows, see {@link Lanes}
     * @param at   index of the triangle's first coordinate in {@code rows}
     */
    public boolean hit(final float[] rows, final int at, final ShearRay shear, final SlabRay slabs) {
        return edges(rows, at, shear) && bounds(rows, at, slabs);
    }

    /** Computes t, u and v where the ray passes on the inner side of all three edges. */
    private boolean edges(final float[] rows, final int at, final ShearRay ray) {
        final int x = at + ray.axisX * L;
        final int y = at + ray.axisY * L;
        final int z = at + ray.axisZ * L;

        // Shear the vertices so that the ray is the z axis
        final float az = rows[z] - ray.originZ;
        final float bz = rows[z + 3 * L] - ray.originZ;
        final float cz = rows[z + 6 * L] - ray.originZ;
        final float ax = Math.fma(-ray.shearX, az, rows[x] - ray.originX);
        final float bx = Math.fma(-ray.shearX, bz, rows[x + 3 * L] - ray.originX);
        final float cx = Math.fma(-ray.shearX, cz, rows[x + 6 * L] - ray.originX);
        final float ay = Math.fma(-ray.shearY, az, rows[y] - ray.originY);
        final float by = Math.fma(-ray.shearY, bz, rows[y + 3 * L] - ray.originY);
        final float cy = Math.fma(-ray.shearY, cz, rows[y + 6 * L] - ray.originY);

        // Reject by rounded edge functions, as the vector kernel does: each has its true sign, or is zero
        if (!candidate(cx * by - cy * bx, ax * cy - ay * cx, bx * ay - by * ax)) {
            return false;
        }

        // Decide by exact ones: a product of two floats is exact in double, and a difference keeps its sign
        final double wa = (double) cx * by - (double) cy * bx;
        final double wb = (double) ax * cy - (double) ay * cx;
        final double wc = (double) bx * ay - (double) by * ax;
        final double area = wa + wb + wc;
        if (area > 0 ? wa < 0 || wb < 0 || wc < 0 : !(area < 0) || wa > 0 || wb > 0 || wc > 0) {
            return false;
        }
        t = (float) ((wa * az + wb * bz + wc * cz) / (area * ray.directionZ));
        u = (float) (wb / area);
        v = (float) (wc / area);
        return true;
    }

    /** Whether no two edge functions have opposite signs, and not all are zero: the scalar twin of the lane test. */
    static boolean candidate(final float wa, final float wb, final float wc) {
        final float area = wa + wb + wc;
        final float sign = Math.copySign(1f, area);
        return area != 0 && wa * sign >= 0 && wb * sign >= 0 && wc * sign >= 0;
    }

    /** Clamps t to the interval of the triangle's own box and of its instance: see {@link SlabRay}. */
    private boolean bounds(final float[] rows, final int at, final SlabRay ray) {
        final float loX = least(rows[at], rows[at + 3 * L], rows[at + 6 * L]);
        final float loY = least(rows[at + L], rows[at + 4 * L], rows[at + 7 * L]);
        final float loZ = least(rows[at + 2 * L], rows[at + 5 * L], rows[at + 8 * L]);
        final float hiX = greatest(rows[at], rows[at + 3 * L], rows[at + 6 * L]);
        final float hiY = greatest(rows[at + L], rows[at + 4 * L], rows[at + 7 * L]);
        final float hiZ = greatest(rows[at + 2 * L], rows[at + 5 * L], rows[at + 8 * L]);
        final float near = Math.max(ray.near(loX, loY, loZ, hiX, hiY, hiZ), ray.boundNear);
        final float far = Math.min(ray.far(loX, loY, loZ, hiX, hiY, hiZ), ray.boundFar);
        if (!(near <= far)) {
            return false;
        }
        t = Math.min(Math.max(t, near), far);
        return true;
    }

    private static float least(final float a, final float b, final float c) {
        final float ab = a < b ? a : b;
        return ab < c ? ab : c;
    }

    private static float greatest(final float a, final float b, final float c) {
        final float ab = a > b ? a : b;
        return ab > c ? ab : c;
    }
}
