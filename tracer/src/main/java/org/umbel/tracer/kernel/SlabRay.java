package org.umbel.tracer.kernel;

/**
 * A ray as the slab test wants it: near planes at p r - o r - e, far planes at p r - o r + e.
 *
 * <p>The slack is e = 2^-20 (|o| + extent) |r|. With L = |o| + extent and u = 2^-24, the rounded shear of
 * {@link ShearRay} moves a vertex by at most 5 u L per axis, r, o r and the final rounding move a plane by 3
 * u L |r|, and t itself is off by 2 u L |r|: 10 of the 16 granted. (A slack from |o r| alone would not cover
 * triangles that are large beside the distance to them.)
 *
 * <p>For one sign of r the rounded near and far values are monotone in the plane p. So the interval of a box
 * lies inside that of every box around it, exactly and not only up to rounding.
 *
 * <p>One per thread; {@link #set} starts a ray.
 */
public final class SlabRay {
    /** |d| below this counts as this, so that reciprocals stay finite. */
    private static final float DIRECTION_MIN = 1e-18f;
    private static final float SLACK = 0x1p-20f;

    /** Byte offset of the high planes behind the low planes of the same axis in a node. */
    private static final int HIGH = 3 * Lanes.ROW_BYTES;

    float rx;
    float ry;
    float rz;
    float nearX;
    float nearY;
    float nearZ;
    float farX;
    float farY;
    float farZ;
    /** Byte offsets of the rows of near and far planes in a node. */
    int nearRowX;
    int nearRowY;
    int nearRowZ;
    int farRowX;
    int farRowY;
    int farRowZ;
    /** The interval of the instance's box: a hit's t is clamped to it. */
    float boundNear;
    float boundFar;

    /**
     * Starts a ray without a bounding interval.
     *
     * @param extent the largest absolute coordinate of any vertex or box to be tested
     */
    public void set(final float ox, final float oy, final float oz, final float dx, final float dy,
                    final float dz, final float extent) {
        rx = reciprocal(dx);
        ry = reciprocal(dy);
        rz = reciprocal(dz);

        // Widen the planes by what the rounding of the triangle test may move a hit
        final float slack = SLACK * (Math.max(Math.max(Math.abs(ox), Math.abs(oy)), Math.abs(oz)) + extent);
        nearX = -(ox * rx) - slack * Math.abs(rx);
        nearY = -(oy * ry) - slack * Math.abs(ry);
        nearZ = -(oz * rz) - slack * Math.abs(rz);
        farX = -(ox * rx) + slack * Math.abs(rx);
        farY = -(oy * ry) + slack * Math.abs(ry);
        farZ = -(oz * rz) + slack * Math.abs(rz);

        // Low planes are near where the ray ascends
        nearRowX = rx > 0 ? 0 : HIGH;
        nearRowY = Lanes.ROW_BYTES + (ry > 0 ? 0 : HIGH);
        nearRowZ = 2 * Lanes.ROW_BYTES + (rz > 0 ? 0 : HIGH);
        farRowX = HIGH - nearRowX;
        farRowY = HIGH + 2 * Lanes.ROW_BYTES - nearRowY;
        farRowZ = HIGH + 4 * Lanes.ROW_BYTES - nearRowZ;
        bound(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    /** Clamps the hits to come to an interval. */
    public void bound(final float near, final float far) {
        boundNear = near;
        boundFar = far;
    }

    /** Where the ray enters the box, by the node test's formula; may be negative. */
    public float near(final float loX, final float loY, final float loZ, final float hiX, final float hiY,
                      final float hiZ) {
        final float x = Math.fma(rx > 0 ? loX : hiX, rx, nearX);
        final float y = Math.fma(ry > 0 ? loY : hiY, ry, nearY);
        final float z = Math.fma(rz > 0 ? loZ : hiZ, rz, nearZ);
        final float xy = x > y ? x : y;
        return xy > z ? xy : z;
    }

    /** Where the ray leaves the box, by the node test's formula; less than {@link #near} if it misses. */
    public float far(final float loX, final float loY, final float loZ, final float hiX, final float hiY,
                     final float hiZ) {
        final float x = Math.fma(rx > 0 ? hiX : loX, rx, farX);
        final float y = Math.fma(ry > 0 ? hiY : loY, ry, farY);
        final float z = Math.fma(rz > 0 ? hiZ : loZ, rz, farZ);
        final float xy = x < y ? x : y;
        return xy < z ? xy : z;
    }

    private static float reciprocal(final float d) {
        return 1f / (Math.abs(d) < DIRECTION_MIN ? Math.copySign(DIRECTION_MIN, d) : d);
    }
}
