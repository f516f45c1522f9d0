package org.umbel.tracer.accel;

import java.lang.foreign.ValueLayout;
import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.NodeKernel;
import org.umbel.tracer.kernel.SlabRay;

/** The scalar twin of {@link WideWalk} and of the descent of {@link MeshWalk}. */
final class ScalarWalk {
    private final long[] stack = new long[WideWalk.STACK_MAX];
    private final int[] keys = new int[Lanes.LANES];
    private final int[] hitChildren = new int[Lanes.LANES];
    private float[] nodes = new float[0];
    private int[] children = new int[0];
    private SlabRay ray = new SlabRay();
    private int size;

    /** A tree on the heap, where scalar code reads it fastest. */
    record HeapTree(float[] nodes, int[] children) {
        static HeapTree of(final WideTree tree) {
            return new HeapTree(tree.nodes().toArray(ValueLayout.JAVA_FLOAT), tree.children());
        }
    }

    void start(final HeapTree tree, final SlabRay slabs) {
        nodes = tree.nodes;
        children = tree.children;
        ray = slabs;
        size = 0;
        if (children.length > 0) {
            stack[size++] = WideWalk.entry(0, children[children.length - 1]);
        }
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
                size = WideWalk.push(stack, size, keys, hitChildren, mask);
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
                ref = hitChildren[Integer.numberOfTrailingZeros(mask)];
                for (mask &= mask - 1; mask != 0; mask &= mask - 1) {
                    stack[size++] = hitChildren[Integer.numberOfTrailingZeros(mask)];
                }
            }
            if (ref < 0) {
                return ~ref;
            }
        }
        return WideWalk.END;
    }

    private int hits(final int ref, final int tMinBits, final int tMaxBits) {
        System.arraycopy(children, ref, hitChildren, 0, Lanes.LANES);
        return NodeKernel.hitsScalar(nodes, ref * (Lanes.NODE_FLOATS / Lanes.LANES), ray, tMinBits, tMaxBits, keys);
    }
}
