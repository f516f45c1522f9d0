package org.umbel.tracer.accel;

import java.lang.foreign.ValueLayout;
import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.NodeKernel;
import org.umbel.tracer.kernel.SlabRay;

/** The scalar twin of {@link WideWalk}: the same steps in the same order. */
final class ScalarWalk {
    private final long[] stack = new long[WideWalk.STACK_MAX];
    private final int[] keys = new int[Lanes.LANES];
    private float[] nodes = new float[0];
    private int[] children = new int[0];
    private SlabRay ray = new SlabRay();
    private int size;

    /** A tree's nodes on the heap, where scalar code reads them fastest. */
    static float[] nodes(final WideTree tree) {
        return tree.nodes().toArray(ValueLayout.JAVA_FLOAT);
    }

    void start(final WideTree tree, final float[] heapNodes, final SlabRay slabs) {
        nodes = heapNodes;
        children = tree.children();
        ray = slabs;
        stack[0] = tree.rootAt();
        size = tree.isEmpty() ? 0 : 1;
    }

    int nearest(final int tMinBits, final int tMaxBits) {
        while (size > 0) {
            final long top = stack[--size];
            final int key = (int) (top >>> 32);
            if ((key & ~NodeKernel.KEY_LANE) > tMaxBits) {
                continue;
            }
            int ref = children[(int) top + (key & NodeKernel.KEY_LANE)];
            while (ref >= 0) {
                final int mask = NodeKernel.hitsScalar(nodes, ref * (Lanes.NODE_FLOATS / Lanes.LANES), ray,
                    tMinBits, tMaxBits, keys);
                if (mask == 0) {
                    break;
                }
                size = WideWalk.push(stack, size, keys, mask, ref);
                final long nearest = stack[--size];
                ref = children[ref + ((int) (nearest >>> 32) & NodeKernel.KEY_LANE)];
            }
            if (ref < 0) {
                return ~ref;
            }
        }
        return WideWalk.END;
    }

    @SuppressWarnings("IntLongMath") // an index
    int any(final int tMinBits, final int tMaxBits) {
        while (size > 0) {
            int ref = children[(int) stack[--size]];
            while (ref >= 0) {
                int mask = NodeKernel.hitsScalar(nodes, ref * (Lanes.NODE_FLOATS / Lanes.LANES), ray,
                    tMinBits, tMaxBits, keys);
                if (mask == 0) {
                    break;
                }
                final int node = ref;
                ref = children[node + Integer.numberOfTrailingZeros(mask)];
                for (mask &= mask - 1; mask != 0; mask &= mask - 1) {
                    stack[size++] = node + Integer.numberOfTrailingZeros(mask);
                }
            }
            if (ref < 0) {
                return ~ref;
            }
        }
        return WideWalk.END;
    }
}
