package org.umbel.tracer.kernel;

/**
 * The one formula for a ray's hit of a triangle; its result is in fields, one object per thread.
 *
 * <p>Strict IEEE, no vectors: every walk, and the brute-force search of the tests, asks this class, so that
 * all agree in every bit of (t, u, v).
 */
public final class TriangleTest {
    private static final int L = Lanes.LANES;

    /** One triangle as a ray sees it, as {@link Lanes} says. */
    private final float[] sheared = new float[Lanes.SHEARED_FLOATS];
    private final float[] box = new float[6];
    private float t;
    private double wb;
    private double wc;
    private double area;

    /** Ray parameter of the last hit. */
    public float t() {
        return t;
    }

    /** Weight of the second vertex at the last hit. */
    public float u() {
        return (float) (wb / area);
    }

    /** Weight of the third vertex at the last hit. */
    public float v() {
        return (float) (wc / area);
    }

    /**
     * Whether the ray's line hits the triangle, from either side, within the bounds of {@code slabs}.
     *
     * @param rows blocks of nine rows, see {@link Lanes}
     * @param at   index of the triangle's first coordinate in {@code rows}
     */
    public boolean hit(final float[] rows, final int at, final ShearRay shear, final SlabRay slabs) {
        if (!candidate(rows, at, shear)) {
            return false;
        }
        for (int vertex = 0; vertex < 3; vertex++) {
            sheared[3 * L * vertex] = x(rows, at + 3 * L * vertex, shear);
            sheared[3 * L * vertex + L] = y(rows, at + 3 * L * vertex, shear);
            sheared[3 * L * vertex + 2 * L] = z(rows, at + 3 * L * vertex, shear);
        }
        if (!isAhead(sheared, 0, shear)) {
            return false;
        }
        bounds(rows, at, slabs);
        return isWithin(sheared, 0);
    }

    /**
     * Whether the ray's line hits a candidate of {@link TriangleKernel}, and not behind its start: the first half of
     * the test.
     *
     * @param sheared the block as the ray sees it, see {@link Lanes}
     */
    public boolean isAhead(final float[] sheared, final int lane, final ShearRay ray) {
        // Decide by exact edge functions: in double a product of floats is exact, a difference keeps its sign
        final double ax = sheared[lane];
        final double ay = sheared[lane + L];
        final double bx = sheared[lane + 3 * L];
        final double by = sheared[lane + 4 * L];
        final double cx = sheared[lane + 6 * L];
        final double cy = sheared[lane + 7 * L];
        final double wa = cx * by - cy * bx;
        wb = ax * cy - ay * cx;
        wc = bx * ay - by * ax;
        area = wa + wb + wc;
        final double sign = Math.copySign(1, area);
        if (!(wa * sign >= 0 && wb * sign >= 0 && wc * sign >= 0 && area != 0)) {
            return false;
        }

        // Interpolate the depths along the major axis
        final double depth = wa * sheared[lane + 2 * L] + wb * sheared[lane + 5 * L] + wc * sheared[lane + 8 * L];
        t = (float) (depth / (area * ray.directionZ));
        return t >= 0;
    }

    /** Clamps t to the interval of the triangle's own box and of its instance: the other half of the test. */
    public boolean isWithin(final float[] sheared, final int lane) {
        final float near = sheared[lane + 9 * L];
        final float far = sheared[lane + 10 * L];
        final float late = t < near ? near : t;
        t = late > far ? far : late;
        return near <= far;
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

    private static float x(final float[] rows, final int vertex, final ShearRay ray) {
        return Math.fma(-ray.shearX, z(rows, vertex, ray), rows[vertex + ray.axisX * L] - ray.originX);
    }

    private static float y(final float[] rows, final int vertex, final ShearRay ray) {
        return Math.fma(-ray.shearY, z(rows, vertex, ray), rows[vertex + ray.axisY * L] - ray.originY);
    }

    private static float z(final float[] rows, final int vertex, final ShearRay ray) {
        return rows[vertex + ray.axisZ * L] - ray.originZ;
    }

    /** The interval of the triangle's own box and of its instance's: see {@link SlabRay}. */
    private void bounds(final float[] rows, final int at, final SlabRay ray) {
        for (int axis = 0; axis < 3; axis++) {
            final float a = rows[at + axis * L];
            final float b = rows[at + (axis + 3) * L];
            final float c = rows[at + (axis + 6) * L];
            box[axis] = least(a, b, c);
            box[axis + 3] = greatest(a, b, c);
        }
        sheared[9 * L] = Math.max(ray.near(box, 0), ray.boundNear);
        sheared[10 * L] = Math.min(ray.far(box, 0), ray.boundFar);
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
