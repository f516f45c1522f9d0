package org.umbel.tracer.kernel;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rays against one box of a node or one triangle of a block: the formulas of {@link NodeKernel},
 * {@link TriangleKernel} and {@link TriangleTest} with a ray in each lane, equal to them in every bit.
 */
@SuppressWarnings("NarrowCalculation") // a row of nine
public final class PacketKernel {
    /** A block that is opened: its nine rows, and the low and high planes of its triangles' boxes. */
    public static final int OPENED_FLOATS = 15 * Lanes.LANES;
    private static final int L = Lanes.LANES;
    private static final int HALF = L / 2;
    private static final int ALL = (1 << L) - 1;
    private static final int LOW = 9 * L;
    private static final int HIGH = 12 * L;
    private static final VectorSpecies<Float> HALF_LANES = FloatVector.SPECIES_128;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_256;

    private PacketKernel() {}

    /**
     * Which boxes of a node the frustum of a packet meets at or before tMax: all those that any of its rays meets.
     *
     * @param at       address of the node
     * @param tMaxBits bits of tMax >= +0
     * @param keys     int[8], receives where it enters, if any is hit
     * @param children int[8], receives the references of the node's children, if any is hit
     */
    public static int hits(final long at, final PacketRay ray, final int tMaxBits, final int[] keys,
                           final int[] children) {
        final IntVector nearX = plane(at + ray.nearRow[0], ray.origin[0], ray.nearR[0], -ray.slack[0]);
        final IntVector nearY = plane(at + ray.nearRow[1], ray.origin[1], ray.nearR[1], -ray.slack[1]);
        final IntVector nearZ = plane(at + ray.nearRow[2], ray.origin[2], ray.nearR[2], -ray.slack[2]);
        final IntVector near = nearX.max(nearY).max(nearZ.max(0));
        final IntVector farX = plane(at + ray.farRow[0], ray.origin[0], ray.farR[0], ray.slack[0]);
        final IntVector farY = plane(at + ray.farRow[1], ray.origin[1], ray.farR[1], ray.slack[1]);
        final IntVector farZ = plane(at + ray.farRow[2], ray.origin[2], ray.farR[2], ray.slack[2]);
        final IntVector far = farX.min(farY).min(farZ.min(tMaxBits));
        final int mask = ~(int) near.compare(GT, far).toLong() & ALL;
        if (mask != 0) {
            near.intoArray(keys, 0);
            IntVector.fromMemorySegment(Lanes.INTS, Lanes.MEMORY, at + Lanes.CHILD_BYTES, Lanes.ORDER)
                .intoArray(children, 0);
        }
        return mask;
    }

    private static IntVector plane(final long row, final float origin, final float r, final float slack) {
        return FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, row, Lanes.ORDER).sub(origin).fma(r, slack)
            .reinterpretAsInts();
    }

    /** Which of an opened block's triangles may be hit: those whose own boxes the frustum meets, as {@link #hits}. */
    public static int met(final float[] opened, final PacketRay ray, final int tMaxBits) {
        IntVector near = IntVector.zero(Lanes.INTS);
        IntVector far = IntVector.broadcast(Lanes.INTS, tMaxBits);
        for (int axis = 0; axis < 3; axis++) {
            near = near.max(plane(opened, ray.nearRow[axis], ray.origin[axis], ray.nearR[axis], -ray.slack[axis]));
            far = far.min(plane(opened, ray.farRow[axis], ray.origin[axis], ray.farR[axis], ray.slack[axis]));
        }
        return ~(int) near.compare(GT, far).toLong() & ALL;
    }

    private static IntVector plane(final float[] opened, final int row, final float origin, final float r,
                                   final float slack) {
        return FloatVector.fromArray(Lanes.FLOATS, opened, LOW + row / Float.BYTES).sub(origin).fma(r, slack)
            .reinterpretAsInts();
    }

    /** Copies a block, and bounds its triangles. */
    public static void open(final long at, final float[] opened) {
        for (int axis = 0; axis < 3; axis++) {
            final FloatVector a = row(at, axis);
            final FloatVector b = row(at, axis + 3);
            final FloatVector c = row(at, axis + 6);
            a.intoArray(opened, axis * L);
            b.intoArray(opened, (axis + 3) * L);
            c.intoArray(opened, (axis + 6) * L);
            final FloatVector lessAb = a.blend(b, b.compare(LT, a));
            lessAb.blend(c, c.compare(LT, lessAb)).intoArray(opened, LOW + axis * L);
            final FloatVector moreAb = a.blend(b, b.compare(GT, a));
            moreAb.blend(c, c.compare(GT, moreAb)).intoArray(opened, HIGH + axis * L);
        }
    }

    private static FloatVector row(final long at, final int row) {
        return FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, at + row * Lanes.ROW_BYTES, Lanes.ORDER);
    }

    /**
     * Which rays' lines may hit a triangle.
     *
     * @param sheared float[72], receives its vertices as each ray sees them, if any may
     */
    public static int candidates(final float[] opened, final int triangle, final PacketRay ray,
                                 final float[] sheared) {
        final float originX = ray.origin[ray.axisX];
        final float originY = ray.origin[ray.axisY];
        final float originZ = ray.origin[ray.axisZ];
        final int x = ray.axisX * L + triangle;
        final int y = ray.axisY * L + triangle;
        final int z = ray.axisZ * L + triangle;
        final FloatVector shearX = FloatVector.fromArray(Lanes.FLOATS, ray.shearX, 0);
        final FloatVector shearY = FloatVector.fromArray(Lanes.FLOATS, ray.shearY, 0);
        final FloatVector az = FloatVector.broadcast(Lanes.FLOATS, opened[z] - originZ);
        final FloatVector bz = FloatVector.broadcast(Lanes.FLOATS, opened[z + 3 * L] - originZ);
        final FloatVector cz = FloatVector.broadcast(Lanes.FLOATS, opened[z + 6 * L] - originZ);
        final FloatVector ax = az.fma(shearX, FloatVector.broadcast(Lanes.FLOATS, opened[x] - originX));
        final FloatVector bx = bz.fma(shearX, FloatVector.broadcast(Lanes.FLOATS, opened[x + 3 * L] - originX));
        final FloatVector cx = cz.fma(shearX, FloatVector.broadcast(Lanes.FLOATS, opened[x + 6 * L] - originX));
        final FloatVector ay = az.fma(shearY, FloatVector.broadcast(Lanes.FLOATS, opened[y] - originY));
        final FloatVector by = bz.fma(shearY, FloatVector.broadcast(Lanes.FLOATS, opened[y + 3 * L] - originY));
        final FloatVector cy = cz.fma(shearY, FloatVector.broadcast(Lanes.FLOATS, opened[y + 6 * L] - originY));
        final FloatVector wa = cx.mul(by).sub(cy.mul(bx));
        final FloatVector wb = ax.mul(cy).sub(ay.mul(cx));
        final FloatVector wc = bx.mul(ay).sub(by.mul(ax));
        final FloatVector sign = wa.add(wb).add(wc).reinterpretAsInts().and(TriangleKernel.SIGN)
            .or(TriangleKernel.ONE).reinterpretAsFloats();
        final FloatVector zero = FloatVector.zero(Lanes.FLOATS);
        final IntVector outside = wa.fma(sign, zero).reinterpretAsInts().or(wb.fma(sign, zero).reinterpretAsInts())
            .or(wc.fma(sign, zero).reinterpretAsInts());
        final int mask = ~(int) outside.compare(LT, 0).toLong() & ALL;
        if (mask != 0) {
            ax.intoArray(sheared, 0);
            ay.intoArray(sheared, L);
            az.intoArray(sheared, 2 * L);
            bx.intoArray(sheared, 3 * L);
            by.intoArray(sheared, 4 * L);
            bz.intoArray(sheared, 5 * L);
            cx.intoArray(sheared, 6 * L);
            cy.intoArray(sheared, 7 * L);
            cz.intoArray(sheared, 8 * L);
        }
        return mask;
    }

    /**
     * Which of four rays hit a triangle ahead.
     *
     * @param half    0 or 4: the first ray
     * @param weights double[24]: receives the weights of the second and third vertex and their sum with the first's
     * @param t       float[8]: receives the ray parameters
     * @return bits of the rays, from {@code half} on
     */
    public static int ahead(final float[] sheared, final int half, final PacketRay ray, final double[] weights,
                            final float[] t) {
        final DoubleVector ax = doubles(sheared, half);
        final DoubleVector ay = doubles(sheared, half + L);
        final DoubleVector bx = doubles(sheared, half + 3 * L);
        final DoubleVector by = doubles(sheared, half + 4 * L);
        final DoubleVector cx = doubles(sheared, half + 6 * L);
        final DoubleVector cy = doubles(sheared, half + 7 * L);
        final DoubleVector wa = cx.mul(by).sub(cy.mul(bx));
        final DoubleVector wb = ax.mul(cy).sub(ay.mul(cx));
        final DoubleVector wc = bx.mul(ay).sub(by.mul(ax));
        final DoubleVector area = wa.add(wb).add(wc);
        final DoubleVector zero = DoubleVector.zero(DOUBLES);
        final int positive = (int) wa.compare(GE, zero).toLong() & (int) wb.compare(GE, zero).toLong()
            & (int) wc.compare(GE, zero).toLong();
        final int negative = (int) wa.compare(LE, zero).toLong() & (int) wb.compare(LE, zero).toLong()
            & (int) wc.compare(LE, zero).toLong();
        final int inside = (positive | negative) & (int) area.compare(NE, zero).toLong();
        final DoubleVector depth = wa.mul(doubles(sheared, half + 2 * L)).add(wb.mul(doubles(sheared, half + 5 * L)))
            .add(wc.mul(doubles(sheared, half + 8 * L)));
        final FloatVector way = (FloatVector) depth.div(area.mul(doubles(ray.d, ray.axisZ * L + half)))
            .convertShape(D2F, HALF_LANES, 0);
        way.intoArray(t, half);
        wb.intoArray(weights, half);
        wc.intoArray(weights, L + half);
        area.intoArray(weights, 2 * L + half);
        return (inside & (int) way.compare(GE, 0).toLong() & (1 << HALF) - 1) << half;
    }

    private static DoubleVector doubles(final float[] floats, final int at) {
        return (DoubleVector) FloatVector.fromArray(HALF_LANES, floats, at).convertShape(F2D, DOUBLES, 0);
    }

    /** Clamps the ray parameters to the intervals of the triangle's box and the instance's; which rays have one. */
    public static int within(final float[] opened, final int triangle, final PacketRay ray, final float[] t) {
        FloatVector near = FloatVector.fromArray(Lanes.FLOATS, ray.boundNear, 0);
        FloatVector far = FloatVector.fromArray(Lanes.FLOATS, ray.boundFar, 0);
        for (int axis = 0; axis < 3; axis++) {
            final int low = LOW + axis * L + triangle;
            final boolean isAscending = ray.nearR[axis] > 0;
            final FloatVector r = FloatVector.fromArray(Lanes.FLOATS, ray.r, axis * L);
            final FloatVector enters =
                r.fma(FloatVector.broadcast(Lanes.FLOATS, opened[isAscending ? low : low + 3 * L]),
                    FloatVector.fromArray(Lanes.FLOATS, ray.near, axis * L));
            final FloatVector leaves =
                r.fma(FloatVector.broadcast(Lanes.FLOATS, opened[isAscending ? low + 3 * L : low]),
                    FloatVector.fromArray(Lanes.FLOATS, ray.far, axis * L));
            near = near.blend(enters, enters.compare(GT, near));
            far = far.blend(leaves, leaves.compare(LT, far));
        }
        final FloatVector way = FloatVector.fromArray(Lanes.FLOATS, t, 0);
        final FloatVector late = way.blend(near, way.compare(LT, near));
        late.blend(far, late.compare(GT, far)).intoArray(t, 0);
        return (int) near.compare(LE, far).toLong() & ALL;
    }
}
