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

        // Low planes are near where the ray ascends
        nearRowX = Float.floatToRawIntBits(rx) >> 31 & HIGH;
        nearRowY = Lanes.ROW_BYTES + (Float.floatToRawIntBits(ry) >> 31 & HIGH);
        nearRowZ = 2 * Lanes.ROW_BYTES + (Float.floatToRawIntBits(rz) >> 31 & HIGH);
        farRowX = HIGH - nearRowX;
        farRowY = HIGH + 2 * Lanes.ROW_BYTES - nearRowY;
        farRowZ = HIGH + 4 * Lanes.ROW_BYTES - nearRowZ;
        widen(ox, oy, oz, extent);
    }

    /** Starts a ray that differs from another only by its extent. */
    public void set(final SlabRay like, final float ox, final float oy, final float oz, final float extent) {
        rx = like.rx;
        ry = like.ry;
        rz = like.rz;
        nearRowX = like.nearRowX;
        nearRowY = like.nearRowY;
        nearRowZ = like.nearRowZ;
        farRowX = like.farRowX;
        farRowY = like.farRowY;
        farRowZ = like.farRowZ;
        widen(ox, oy, oz, extent);
    }

    /** Widens the planes by what the rounding of the triangle test may move a hit. */
    private void widen(final float ox, final float oy, final float oz, final float extent) {
        final float slack = slack(ox, oy, oz, extent);
        final float startX = -(ox * rx);
        final float startY = -(oy * ry);
        final float startZ = -(oz * rz);
        final float slackX = slack * Math.abs(rx);
        final float slackY = slack * Math.abs(ry);
        final float slackZ = slack * Math.abs(rz);
        nearX = startX - slackX;
        nearY = startY - slackY;
        nearZ = startZ - slackZ;
        farX = startX + slackX;
        farY = startY + slackY;
        farZ = startZ + slackZ;
        bound(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    /** By how much boxes are widened, in units of the space. */
    static float slack(final float ox, final float oy, final float oz, final float extent) {
        final int reach = Math.max(Math.max(Float.floatToRawIntBits(Math.abs(ox)),
            Float.floatToRawIntBits(Math.abs(oy))), Float.floatToRawIntBits(Math.abs(oz)));
        return SLACK * (Float.intBitsToFloat(reach) + extent);
    }

    /** Clamps the hits to come to an interval. */
    public void bound(final float near, final float far) {
        boundNear = near;
        boundFar = far;
    }

    /**
     * Where the ray enters a box, by the node test's formula; may be negative.
     *
     * @param boxes low x, y, z, high x, y, z from index {@code at} on
     */
    public float near(final float[] boxes, final int at) {
        // Planes are taken by their rows: nobody foretells a branch on the sign
        final float x = Math.fma(boxes[at + nearRowX / Lanes.ROW_BYTES], rx, nearX);
        final float y = Math.fma(boxes[at + nearRowY / Lanes.ROW_BYTES], ry, nearY);
        final float z = Math.fma(boxes[at + nearRowZ / Lanes.ROW_BYTES], rz, nearZ);
        return ordered(Math.max(Math.max(order(x), order(y)), order(z)));
    }

    /** Where the ray leaves a box, by the node test's formula; less than {@link #near} if it misses. */
    public float far(final float[] boxes, final int at) {
        final float x = Math.fma(boxes[at + farRowX / Lanes.ROW_BYTES], rx, farX);
        final float y = Math.fma(boxes[at + farRowY / Lanes.ROW_BYTES], ry, farY);
        final float z = Math.fma(boxes[at + farRowZ / Lanes.ROW_BYTES], rz, farZ);
        return ordered(Math.min(Math.min(order(x), order(y)), order(z)));
    }

    /** An integer that is greater where the float is: comparing floats takes branches or a dozen instructions. */
    private static int order(final float value) {
        final int bits = Float.floatToRawIntBits(value);
        return bits ^ (bits >> 31 & 0x7fffffff);
    }

    private static float ordered(final int order) {
        return Float.intBitsToFloat(order ^ (order >> 31 & 0x7fffffff));
    }

    private static float reciprocal(final float d) {
        return 1f / (Math.abs(d) < DIRECTION_MIN ? Math.copySign(DIRECTION_MIN, d) : d);
    }
}
