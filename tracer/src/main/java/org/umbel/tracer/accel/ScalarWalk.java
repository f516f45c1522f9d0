package org.umbel.tracer.accel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.NodeKernel;
import org.umbel.tracer.kernel.SlabRay;

/** The scalar twin of {@link WideWalk} and of the descent of {@link MeshWalk}: it copies each node that it looks at. */
final class ScalarWalk {
    private final long[] stack = new long[WideWalk.STACK_MAX];
    private final int[] keys = new int[Lanes.LANES];
    private final float[] planes = new float[Lanes.NODE_PLANES];
    private final int[] children = new int[Lanes.LANES];
    private MemorySegment nodes = MemorySegment.NULL;
    private SlabRay ray = new SlabRay();
    private int size;

    void start(final WideTree tree, final SlabRay slabs) {
        nodes = tree.nodes();
        ray = slabs;
        stack[0] = WideWalk.entry(0, tree.root());
        size = tree.isEmpty() ? 0 : 1;
    }

    int nearest(final int tMinBits, final int tMaxBits) {
        while (size > 0) {
            final long top = stack[--size];
            if ((int) (top >>> 32) > tMaxBits) {
                continue;
            }
            int ref = (int) top;
            while (ref >= 0) {
                final int mask = hits(ref, tMinBits, tMaxBits);
                if (mask == 0) {
                    break;
                }
                size = WideWalk.push(stack, size, keys, children, mask);
                ref = (int) stack[--size];
            }
            if (ref < 0) {
                return ~ref;
            }
        }
        return WideWalk.END;
    }

    int any(final int tMinBits, final int tMaxBits) {
        while (size > 0) {
            int ref = (int) stack[--size];
            while (ref >= 0) {
                int mask = hits(ref, tMinBits, tMaxBits);
                if (mask == 0) {
                    break;
                }
                ref = children[Integer.numberOfTrailingZeros(mask)];
                for (mask &= mask - 1; mask != 0; mask &= mask - 1) {
                    stack[size++] = children[Integer.numberOfTrailingZeros(mask)];
                }
            }
            if (ref < 0) {
                return ~ref;
            }
        }
        return WideWalk.END;
    }

    private int hits(final int ref, final int tMinBits, final int tMaxBits) {
        final long at = (long) ref * Lanes.REFERENCE_BYTES;
        MemorySegment.copy(nodes, ValueLayout.JAVA_FLOAT, at, planes, 0, Lanes.NODE_PLANES);
        final int mask = NodeKernel.hitsScalar(planes, 0, ray, tMinBits, tMaxBits, keys);
        if (mask != 0) {
            MemorySegment.copy(nodes, ValueLayout.JAVA_INT, at + Lanes.CHILD_BYTES, children, 0, Lanes.LANES);
        }
        return mask;
    }
}
