package org.umbel.tracer.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Eight triangles of a block against one ray: which of them {@link TriangleTest} has to decide about. */
@SuppressWarnings("NarrowCalculation") // a row of nine
public final class TriangleKernel {
    private static final int ROW = Lanes.ROW_BYTES;
    private static final int NEAR = 9 * Lanes.LANES;
    private static final int FAR = 10 * Lanes.LANES;
    static final int SIGN = 0x80000000;
    static final int ONE = 0x3f800000;

    private TriangleKernel() {}

    /**
     * Which triangles the ray's line may hit: never fewer than those that {@link TriangleTest} accepts.
     *
     * @param at       address of a block, as in {@link Lanes}
     * @param sheared float[88], receives the vertices as the ray sees them if a bit is set: nine rows
     * @return bit i set: triangle i is a candidate
     */
    public static int candidates(final long at, final ShearRay ray,
                                 final float[] sheared) {
        final long x = at + ray.axisX * ROW;
        final long y = at + ray.axisY * ROW;
        final long z = at + ray.axisZ * ROW;

        // Shear the vertices so that the ray is the z axis
        final FloatVector az = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, z, Lanes.ORDER)
            .sub(ray.originZ);
        final FloatVector bz = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, z + 3 * ROW, Lanes.ORDER)
            .sub(ray.originZ);
        final FloatVector cz = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, z + 6 * ROW, Lanes.ORDER)
            .sub(ray.originZ);
        final FloatVector shearX = FloatVector.broadcast(Lanes.FLOATS, -ray.shearX);
        final FloatVector ax = az.fma(shearX,
            FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, x, Lanes.ORDER).sub(ray.originX));
        final FloatVector bx = bz.fma(shearX,
            FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, x + 3 * ROW, Lanes.ORDER).sub(ray.originX));
        final FloatVector cx = cz.fma(shearX,
            FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, x + 6 * ROW, Lanes.ORDER).sub(ray.originX));
        final FloatVector shearY = FloatVector.broadcast(Lanes.FLOATS, -ray.shearY);
        final FloatVector ay = az.fma(shearY,
            FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, y, Lanes.ORDER).sub(ray.originY));
        final FloatVector by = bz.fma(shearY,
            FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, y + 3 * ROW, Lanes.ORDER).sub(ray.originY));
        final FloatVector cy = cz.fma(shearY,
            FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, y + 6 * ROW, Lanes.ORDER).sub(ray.originY));

        // Edge functions: two products and a difference, not fused, so that equal edges get opposite values
        final FloatVector wa = cx.mul(by).sub(cy.mul(bx));
        final FloatVector wb = ax.mul(cy).sub(ay.mul(cx));
        final FloatVector wc = bx.mul(ay).sub(by.mul(ax));

        // Turn them positive inside; adding +0 makes -0 a +0, so that the sign bit says "outside"
        final FloatVector sign = wa.add(wb).add(wc).reinterpretAsInts().and(SIGN).or(ONE)
            .reinterpretAsFloats();
        final IntVector outside = wa.fma(sign, FloatVector.zero(Lanes.FLOATS)).reinterpretAsInts()
            .or(wb.fma(sign, FloatVector.zero(Lanes.FLOATS)).reinterpretAsInts())
            .or(wc.fma(sign, FloatVector.zero(Lanes.FLOATS)).reinterpretAsInts());
        final int mask = ~(int) outside.compare(LT, 0).toLong() & 0xff;
        if (mask != 0) {
            ax.intoArray(sheared, 0);
            ay.intoArray(sheared, Lanes.LANES);
            az.intoArray(sheared, 2 * Lanes.LANES);
            bx.intoArray(sheared, 3 * Lanes.LANES);
            by.intoArray(sheared, 4 * Lanes.LANES);
            bz.intoArray(sheared, 5 * Lanes.LANES);
            cx.intoArray(sheared, 6 * Lanes.LANES);
            cy.intoArray(sheared, 7 * Lanes.LANES);
            cz.intoArray(sheared, 8 * Lanes.LANES);
        }
        return mask;
    }

    /**
     * The intervals to which hits of a block's triangles are clamped, each that of the triangle's own box and of its
     * instance's: see {@link SlabRay}.
     *
     * @param sheared float[88], receives near and far bounds: the last two rows
     */
    public static void bounds(final long at, final SlabRay ray, final float[] sheared) {
        FloatVector.broadcast(Lanes.FLOATS, ray.boundNear).intoArray(sheared, NEAR);
        FloatVector.broadcast(Lanes.FLOATS, ray.boundFar).intoArray(sheared, FAR);
        for (int axis = 0; axis < 3; axis++) {
            // The planes that the ray meets first and last, mirrored where it descends
            final float r = axis == 0 ? ray.rx : axis == 1 ? ray.ry : ray.rz;
            final int mirror = Float.floatToRawIntBits(r) & SIGN;
            final FloatVector a = vertex(at + axis * ROW, mirror);
            final FloatVector b = vertex(at + (axis + 3) * ROW, mirror);
            final FloatVector c = vertex(at + (axis + 6) * ROW, mirror);
            final FloatVector lessAb = a.blend(b, b.compare(LT, a));
            final FloatVector least = lessAb.blend(c, c.compare(LT, lessAb));
            final FloatVector moreAb = a.blend(b, b.compare(GT, a));
            final FloatVector most = moreAb.blend(c, c.compare(GT, moreAb));

            // Where the ray is within them, and within the planes before
            final FloatVector near = least.fma(Math.abs(r), axis == 0 ? ray.nearX : axis == 1 ? ray.nearY : ray.nearZ);
            final FloatVector far = most.fma(Math.abs(r), axis == 0 ? ray.farX : axis == 1 ? ray.farY : ray.farZ);
            final FloatVector nearBefore = FloatVector.fromArray(Lanes.FLOATS, sheared, NEAR);
            final FloatVector farBefore = FloatVector.fromArray(Lanes.FLOATS, sheared, FAR);
            near.blend(nearBefore, nearBefore.compare(GT, near)).intoArray(sheared, NEAR);
            far.blend(farBefore, farBefore.compare(LT, far)).intoArray(sheared, FAR);
        }
    }

    private static FloatVector vertex(final long at, final int mirror) {
        return IntVector.fromMemorySegment(Lanes.INTS, Lanes.MEMORY, at, Lanes.ORDER).lanewise(XOR, mirror)
            .reinterpretAsFloats();
    }

    /** The scalar twin of {@link #candidates} over the block at index {@code at} of {@code rows}. */
    public static int candidatesScalar(final float[] rows, final int at, final ShearRay ray) {
        int mask = 0;
        for (int lane = 0; lane < Lanes.LANES; lane++) {
            mask |= TriangleTest.candidate(rows, at + lane, ray) ? 1 << lane : 0;
        }
        return mask;
    }
}
