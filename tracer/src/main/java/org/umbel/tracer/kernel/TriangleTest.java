package org.umbel.tracer.kernel;

/**
 * The one formula for a ray's hit of a triangle; its result is in fields, one object per thread.
 *
 * <p>Strict IEEE, no vectors: every walk, and the brute-force search of the tests, asks this class, so that
 * all agree in every bit of (t, u, v).
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

    /**
     * Whether the ray's line may hit the triangle, by rounded edge functions: the scalar twin of the lane
     * test.
     */
    static boolean candidate(final float[] rows, final int at, final ShearRay ray) {
        final float ax = x(rows, at, ray);
        final float ay = y(rows, at, ray);
        final float bx = x(rows, at + 3 * L, ray);
        final float by = y(rows, at + 3 * L, ray);
        final float cx = x(rows, at + 6 * L, ray);
        final float cy = y(rows, at + 6 * L, ray);

        // Each has its true sign, or is zero
        final float wa = cx * by - cy * bx;
        final float wb = ax * cy - ay * cx;
        final float wc = bx * ay - by * ax;
        final float sign = Math.copySign(1f, wa + wb + wc);
        return wa * sign >= 0 && wb * sign >= 0 && wc * sign >= 0;
    }

    /** Computes t, u and v where the ray passes on the inner side of all three edges. */
    private boolean edges(final float[] rows, final int at, final ShearRay ray) {
        if (!candidate(rows, at, ray)) {
            return false;
        }

        // Decide by exact edge functions: in double a product of floats is exact, a difference keeps its sign
        final double ax = x(rows, at, ray);
        final double ay = y(rows, at, ray);
        final double bx = x(rows, at + 3 * L, ray);
        final double by = y(rows, at + 3 * L, ray);
        final double cx = x(rows, at + 6 * L, ray);
        final double cy = y(rows, at + 6 * L, ray);
        final double wa = cx * by - cy * bx;
        final double wb = ax * cy - ay * cx;
        final double wc = bx * ay - by * ax;
        final double area = wa + wb + wc;
        final boolean inside = area > 0 ? wa >= 0 && wb >= 0 && wc >= 0
            : area < 0 && wa <= 0 && wb <= 0 && wc <= 0;
        if (!inside) {
            return false;
        }

        // Interpolate the depths along the major axis
        final double depth = wa * z(rows, at, ray) + wb * z(rows, at + 3 * L, ray)
            + wc * z(rows, at + 6 * L, ray);
        t = (float) (depth / (area * ray.directionZ));
        u = (float) (wb / area);
        v = (float) (wc / area);
        return true;
    }

    private static float x(final float[] rows, final int vertex, final ShearRay ray) {
        return Math.fma(-ray.shearX, z(rows, vertex, ray), rows[vertex + ray.axisX * L] - ray.originX);
    }

    private static float y(final float[] rows, final int vertex, final ShearRay ray) {
        return Math.fma(-ray.shearY, z(rows, vertex, ray), rows[vertex + ray.axisY * L] - ray.originY);
    }

    private static float z(final float[] rows, final int vertex, final ShearRay ray) {
        return rows[vertex + ray.axisZ * L] - ray.originZ;
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
