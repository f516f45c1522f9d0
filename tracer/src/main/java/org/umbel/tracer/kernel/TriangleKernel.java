package org.umbel.tracer.kernel;

import static jdk.incubator.vector.VectorOperators.LT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Eight triangles of a block against one ray: which of them {@link TriangleTest} has to decide about. */
@SuppressWarnings("NarrowCalculation") // a row of nine
public final class TriangleKernel {
    private static final int ROW = Lanes.ROW_BYTES;
    private static final int SIGN = 0x80000000;
    private static final int ONE = 0x3f800000;

    private TriangleKernel() {}

    /**
     * Which triangles the ray's line may hit: never fewer than those that {@link TriangleTest} accepts.
     *
     * @param blocks blocks as in {@link Lanes}
     * @param at     byte offset of the block
     * @param rows   float[72], receives the block if a bit is set
     * @return bit i set: triangle i is a candidate
     */
    public static int candidates(final MemorySegment blocks, final long at, final ShearRay ray,
                                 final float[] rows) {
        final long x = at + ray.axisX * ROW;
        final long y = at + ray.axisY * ROW;
        final long z = at + ray.axisZ * ROW;

        // Shear the vertices so that the ray is the z axis
        final FloatVector az = FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, z, Lanes.ORDER)
            .sub(ray.originZ);
        final FloatVector bz = FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, z + 3 * ROW, Lanes.ORDER)
            .sub(ray.originZ);
        final FloatVector cz = FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, z + 6 * ROW, Lanes.ORDER)
            .sub(ray.originZ);
        final FloatVector shearX = FloatVector.broadcast(Lanes.FLOATS, -ray.shearX);
        final FloatVector ax = az.fma(shearX,
            FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, x, Lanes.ORDER).sub(ray.originX));
        final FloatVector bx = bz.fma(shearX,
            FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, x + 3 * ROW, Lanes.ORDER).sub(ray.originX));
        final FloatVector cx = cz.fma(shearX,
            FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, x + 6 * ROW, Lanes.ORDER).sub(ray.originX));
        final FloatVector shearY = FloatVector.broadcast(Lanes.FLOATS, -ray.shearY);
        final FloatVector ay = az.fma(shearY,
            FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, y, Lanes.ORDER).sub(ray.originY));
        final FloatVector by = bz.fma(shearY,
            FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, y + 3 * ROW, Lanes.ORDER).sub(ray.originY));
        final FloatVector cy = cz.fma(shearY,
            FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, y + 6 * ROW, Lanes.ORDER).sub(ray.originY));

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
            copy(blocks, at, rows);
        }
        return mask;
    }

    private static void copy(final MemorySegment blocks, final long at, final float[] rows) {
        for (int row = 0; row < 9; row++) {
            FloatVector.fromMemorySegment(Lanes.FLOATS, blocks, at + row * ROW, Lanes.ORDER)
                .intoArray(rows, row * Lanes.LANES);
        }
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
