package org.umbel.tracer.kernel;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Eight boxes of a node against one ray.
 *
 * <p>Floats are compared as integers, which orders them rightly as long as one side is not negative, and
 * takes one instruction where a float maximum takes several for NaN and -0: hence tMin >= 0.
 */
public final class NodeKernel {
    private NodeKernel() {}

    /**
     * Which boxes the ray enters at or before tMax and leaves at or after tMin.
     *
     * @param at       address of a node, as in {@link Lanes}
     * @param tMinBits bits of tMin >= +0
     * @param tMaxBits bits of tMax >= tMin
     * @param keys     int[8], receives the bits of the entry distance of each box, if any is hit
     * @param children int[8], receives the references of the node's children, if any is hit
     * @return bit i set: box i is hit; boxes from +infinity to -infinity never are
     */
    public static int hits(final long at, final SlabRay ray, final int tMinBits,
                           final int tMaxBits, final int[] keys, final int[] children) {
        // Where the ray enters each pair of planes
        final IntVector nearX = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, at + ray.nearRowX,
            Lanes.ORDER)
            .fma(ray.rx, ray.nearX).reinterpretAsInts();
        final IntVector nearY = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, at + ray.nearRowY,
            Lanes.ORDER)
            .fma(ray.ry, ray.nearY).reinterpretAsInts();
        final IntVector nearZ = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, at + ray.nearRowZ,
            Lanes.ORDER)
            .fma(ray.rz, ray.nearZ).reinterpretAsInts();
        final IntVector near = nearX.max(nearY).max(nearZ.max(tMinBits));

        // Where it leaves them
        final IntVector farX = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, at + ray.farRowX,
            Lanes.ORDER)
            .fma(ray.rx, ray.farX).reinterpretAsInts();
        final IntVector farY = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, at + ray.farRowY,
            Lanes.ORDER)
            .fma(ray.ry, ray.farY).reinterpretAsInts();
        final IntVector farZ = FloatVector.fromMemorySegment(Lanes.FLOATS, Lanes.MEMORY, at + ray.farRowZ,
            Lanes.ORDER)
            .fma(ray.rz, ray.farZ).reinterpretAsInts();
        final IntVector far = farX.min(farY).min(farZ.min(tMaxBits));

        // Keep equality: a tie is decided by ids, not by the order of the walk
        final int mask = ~(int) near.compare(GT, far).toLong() & 0xff;
        if (mask != 0) {
            near.intoArray(keys, 0);
            IntVector.fromMemorySegment(Lanes.INTS, Lanes.MEMORY, at + Lanes.CHILD_BYTES, Lanes.ORDER)
                .intoArray(children, 0);
        }
        return mask;
    }

    /**
     * The scalar twin of {@link #hits}; {@code nodes} holds the same floats, {@code at} is an index into it.
     */
    public static int hitsScalar(final float[] nodes, final int at, final SlabRay ray, final int tMinBits,
                                 final int tMaxBits, final int[] keys) {
        int mask = 0;
        for (int lane = 0; lane < Lanes.LANES; lane++) {
            final int i = at + lane;
            final int near = Math.max(
                Math.max(bits(nodes[i + ray.nearRowX / Float.BYTES], ray.rx, ray.nearX),
                    bits(nodes[i + ray.nearRowY / Float.BYTES], ray.ry, ray.nearY)),
                Math.max(bits(nodes[i + ray.nearRowZ / Float.BYTES], ray.rz, ray.nearZ), tMinBits));
            final int far = Math.min(
                Math.min(bits(nodes[i + ray.farRowX / Float.BYTES], ray.rx, ray.farX),
                    bits(nodes[i + ray.farRowY / Float.BYTES], ray.ry, ray.farY)),
                Math.min(bits(nodes[i + ray.farRowZ / Float.BYTES], ray.rz, ray.farZ), tMaxBits));
            keys[lane] = near;
            mask |= near > far ? 0 : 1 << lane;
        }
        return mask;
    }

    private static int bits(final float plane, final float r, final float c) {
        return Float.floatToRawIntBits(Math.fma(plane, r, c));
    }
}
