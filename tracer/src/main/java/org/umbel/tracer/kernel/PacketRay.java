package org.umbel.tracer.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Eight rays from one point in one space: as {@link SlabRay} and {@link ShearRay} have each of them, and the frustum
 * around them. Equal to those in every bit.
 *
 * <p>What any of the rays meets, the frustum meets. With p a plane and e the slack of {@link SlabRay}, a ray's near
 * value is above (p - o) r - 22/16 e |r|; the frustum takes the least |r| and 2 e of the largest, and is below that
 * where it is positive, and negative where that is. A ray's far value is below (p - o) r + 22/16 e |r|; the frustum
 * takes the largest |r| and 2 e of it, and is above that wherever that is not negative.
 *
 * <p>One per thread; {@link #set} starts a packet.
 */
public final class PacketRay {
    private static final int L = Lanes.LANES;
    private static final int ALL = (1 << L) - 1;
    private static final int SIGN = 0x80000000;
    private static final int INFINITY_BITS = 0x7f800000;
    private static final int DIRECTION_MIN_BITS = Float.floatToRawIntBits(1e-18f);
    private static final int HIGH = 3 * Lanes.ROW_BYTES;

    /** float[3 * 8]: directions by axis, in this space. */
    final float[] d = new float[3 * L];
    /** float[3 * 8], by axis: reciprocals, and the constants of near and far planes. */
    final float[] r = new float[3 * L];
    final float[] near = new float[3 * L];
    final float[] far = new float[3 * L];
    /** float[8]: the interval of the instance's box for each ray. */
    final float[] boundNear = new float[L];
    final float[] boundFar = new float[L];

    /** By axis: the start, the least and the largest reciprocal, the frustum's slack, and rows of planes in a node. */
    final float[] origin = new float[3];
    final float[] nearR = new float[3];
    final float[] farR = new float[3];
    final float[] slack = new float[3];
    final int[] nearRow = new int[3];
    final int[] farRow = new int[3];

    /** The rays' major axis, the others in cyclic order after it, and minus the shears. */
    int axisX;
    int axisY;
    int axisZ;
    final float[] shearX = new float[L];
    final float[] shearY = new float[L];

    /** Starts a packet in the world; false if rays disagree about the sign of an axis, and each has to go alone. */
    public boolean set(final float ox, final float oy, final float oz, final float[] dx, final float[] dy,
                       final float[] dz, final float extent) {
        FloatVector.fromArray(Lanes.FLOATS, dx, 0).intoArray(d, 0);
        FloatVector.fromArray(Lanes.FLOATS, dy, 0).intoArray(d, L);
        FloatVector.fromArray(Lanes.FLOATS, dz, 0).intoArray(d, 2 * L);
        return start(ox, oy, oz, extent);
    }

    /**
     * The same packet in the space of an instance.
     *
     * @param m  3x4 matrices
     * @param at index of the one that leads there
     */
    public boolean set(final PacketRay world, final float[] m, final int at, final float extent) {
        final FloatVector x = FloatVector.fromArray(Lanes.FLOATS, world.d, 0);
        final FloatVector y = FloatVector.fromArray(Lanes.FLOATS, world.d, L);
        final FloatVector z = FloatVector.fromArray(Lanes.FLOATS, world.d, 2 * L);
        for (int axis = 0; axis < 3; axis++) {
            final int row = at + 4 * axis;
            x.fma(FloatVector.broadcast(Lanes.FLOATS, m[row]),
                y.fma(FloatVector.broadcast(Lanes.FLOATS, m[row + 1]), z.mul(m[row + 2]))).intoArray(d, L * axis);
        }
        return start(point(m, at, world), point(m, at + 4, world), point(m, at + 8, world), extent);
    }

    private static float point(final float[] m, final int row, final PacketRay world) {
        return Math.fma(m[row], world.origin[0],
            Math.fma(m[row + 1], world.origin[1], Math.fma(m[row + 2], world.origin[2], m[row + 3])));
    }

    private boolean start(final float ox, final float oy, final float oz, final float extent) {
        origin[0] = ox;
        origin[1] = oy;
        origin[2] = oz;
        final float slackLength = SlabRay.slack(ox, oy, oz, extent);
        return axis(0, slackLength) && axis(1, slackLength) && axis(2, slackLength);
    }

    private boolean axis(final int axis, final float slackLength) {
        final FloatVector direction = FloatVector.fromArray(Lanes.FLOATS, d, L * axis);
        final IntVector bits = direction.reinterpretAsInts();
        final IntVector size = bits.and(~SIGN);
        final int descending = (int) bits.compare(LT, 0).toLong() & ALL;
        final int unfit = (int) size.compare(LT, DIRECTION_MIN_BITS).toLong()
            | (int) size.compare(GT, INFINITY_BITS - 1).toLong();
        final FloatVector reciprocal = FloatVector.broadcast(Lanes.FLOATS, 1f).div(direction);
        final IntVector reciprocalSize = reciprocal.reinterpretAsInts().and(~SIGN);
        final FloatVector start = reciprocal.mul(origin[axis]).neg();
        final FloatVector widening = reciprocalSize.reinterpretAsFloats().mul(slackLength);
        reciprocal.intoArray(r, L * axis);
        start.sub(widening).intoArray(near, L * axis);
        start.add(widening).intoArray(far, L * axis);

        // The frustum
        final int sign = descending == 0 ? 0 : SIGN;
        final int most = reciprocalSize.reduceLanes(VectorOperators.MAX);
        nearR[axis] = Float.intBitsToFloat(reciprocalSize.reduceLanes(VectorOperators.MIN) | sign);
        farR[axis] = Float.intBitsToFloat(most | sign);
        slack[axis] = 2 * slackLength * Float.intBitsToFloat(most);
        nearRow[axis] = axis * Lanes.ROW_BYTES + (descending == 0 ? 0 : HIGH);
        farRow[axis] = HIGH + 2 * axis * Lanes.ROW_BYTES - nearRow[axis];
        return (descending == 0 || descending == ALL) && (unfit & ALL) == 0;
    }

    /** Chooses the shear; false if rays disagree about the major axis. */
    public boolean shear() {
        final IntVector x = FloatVector.fromArray(Lanes.FLOATS, d, 0).reinterpretAsInts().and(~SIGN);
        final IntVector y = FloatVector.fromArray(Lanes.FLOATS, d, L).reinterpretAsInts().and(~SIGN);
        final IntVector z = FloatVector.fromArray(Lanes.FLOATS, d, 2 * L).reinterpretAsInts().and(~SIGN);
        final int isY = ~(int) x.compare(GT, y).toLong() & ALL;
        final int isZ = ~(int) x.max(y).compare(GT, z).toLong() & ALL;
        if (isZ != ALL && (isZ != 0 || isY != 0 && isY != ALL)) {
            return false;
        }
        axisZ = isZ != 0 ? 2 : isY & 1;
        axisX = axisZ == 2 ? 0 : axisZ + 1;
        axisY = axisX == 2 ? 0 : axisX + 1;
        final FloatVector major = FloatVector.fromArray(Lanes.FLOATS, d, L * axisZ);
        FloatVector.fromArray(Lanes.FLOATS, d, L * axisX).div(major).neg().intoArray(shearX, 0);
        FloatVector.fromArray(Lanes.FLOATS, d, L * axisY).div(major).neg().intoArray(shearY, 0);
        return true;
    }

    /**
     * Which rays are in a box between 0 and tMax, and the intervals of all in it: the formula of {@link SlabRay}.
     *
     * @param boxes low x, y, z, high x, y, z from index {@code at} on
     * @param tMax  float[8]
     * @param into  whose bounds are set
     */
    public int enter(final float[] boxes, final int at, final float[] tMax, final PacketRay into) {
        final FloatVector nearX = plane(boxes, at, nearRow[0], 0, near);
        final FloatVector nearY = plane(boxes, at, nearRow[1], L, near);
        final FloatVector nearZ = plane(boxes, at, nearRow[2], 2 * L, near);
        final FloatVector farX = plane(boxes, at, farRow[0], 0, far);
        final FloatVector farY = plane(boxes, at, farRow[1], L, far);
        final FloatVector farZ = plane(boxes, at, farRow[2], 2 * L, far);
        final FloatVector nearXy = nearX.blend(nearY, nearY.compare(GT, nearX));
        final FloatVector enters = nearXy.blend(nearZ, nearZ.compare(GT, nearXy));
        final FloatVector farXy = farX.blend(farY, farY.compare(LT, farX));
        final FloatVector leaves = farXy.blend(farZ, farZ.compare(LT, farXy));
        enters.intoArray(into.boundNear, 0);
        leaves.intoArray(into.boundFar, 0);
        final FloatVector limit = FloatVector.fromArray(Lanes.FLOATS, tMax, 0);
        return (int) enters.compare(VectorOperators.LE, leaves).toLong()
            & (int) enters.compare(VectorOperators.LE, limit).toLong()
            & (int) leaves.compare(VectorOperators.GE, 0).toLong() & ALL;
    }

    private FloatVector plane(final float[] boxes, final int at, final int row, final int lane,
                              final float[] constants) {
        return FloatVector.fromArray(Lanes.FLOATS, r, lane)
            .fma(FloatVector.broadcast(Lanes.FLOATS, boxes[at + row / Lanes.ROW_BYTES]),
                FloatVector.fromArray(Lanes.FLOATS, constants, lane));
    }
}
