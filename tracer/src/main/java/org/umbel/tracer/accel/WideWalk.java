package org.umbel.tracer.accel;

import java.lang.foreign.MemorySegment;
import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.NodeKernel;
import org.umbel.tracer.kernel.SlabRay;

/**
 * The walk of one ray through the tree over the instances, leaf by leaf. One per thread.
 *
 * <p>An entry of the stack is (bits of the entry distance &lt;&lt; 32 | reference).
 */
final class WideWalk {
    /** No leaf is left. */
    static final int END = -1;
    /** A node leaves at most seven children behind per level. */
    static final int STACK_MAX = (Lanes.LANES - 1) * BinaryTree.DEPTH_MAX + Lanes.LANES;

    private final long[] stack = new long[STACK_MAX];
    private final int[] keys = new int[Lanes.LANES];
    private final int[] children = new int[Lanes.LANES];
    private MemorySegment nodes = MemorySegment.NULL;
    private SlabRay ray = new SlabRay();
    private int size;

    /** Starts at the root of a tree. */
    void start(final WideTree tree, final SlabRay slabs) {
        nodes = tree.nodes();
        ray = slabs;
        stack[0] = entry(0, tree.root());
        size = tree.isEmpty() ? 0 : 1;
    }

    /**
     * The next leaf that the ray enters between tMin and tMax, roughly the nearest first; or {@link #END}.
     */
    int nearest(final int tMinBits, final int tMaxBits) {
        while (size > 0) {
            final long top = stack[--size];
            if ((int) (top >>> 32) > tMaxBits) {
                continue;
            }
            int ref = (int) top;
            while (ref >= 0) {
                final int mask =
                    NodeKernel.hits(nodes.address() + (long) ref * Lanes.REFERENCE_BYTES, ray, tMinBits, tMaxBits,
                        keys, children);
                if (mask == 0) {
                    break;
                }
                size = push(stack, size, keys, children, mask);
                ref = (int) stack[--size];
            }
            if (ref < 0) {
                return ~ref;
            }
        }
        return END;
    }

    /** The next leaf that the ray enters between tMin and tMax, in any order; or {@link #END}. */
    int any(final int tMinBits, final int tMaxBits) {
        while (size > 0) {
            int ref = (int) stack[--size];
            while (ref >= 0) {
                int mask =
                    NodeKernel.hits(nodes.address() + (long) ref * Lanes.REFERENCE_BYTES, ray, tMinBits, tMaxBits, keys,
                        children);
                if (mask == 0) {
                    break;
                }
                ref = children[Integer.numberOfTrailingZeros(mask)];
                for (mask &= mask - 1; mask != 0; mask &= mask - 1) {
                    stack[size++] = entry(0, children[Integer.numberOfTrailingZeros(mask)]);
                }
            }
            if (ref < 0) {
                return ~ref;
            }
        }
        return END;
    }

    static long entry(final int key, final int reference) {
        return (long) key << 32 | reference & 0xffffffffL;
    }

    /** Pushes the hit children of a node, the nearest last; returns the stack's new size. */
    static int push(final long[] stack, final int size, final int[] keys, final int[] children, final int mask) {
        int end = size;
        for (int m = mask; m != 0; m &= m - 1) {
            final int lane = Integer.numberOfTrailingZeros(m);
            final long entry = entry(keys[lane], children[lane]);
            int i = end++;
            while (i > size && stack[i - 1] < entry) {
                stack[i] = stack[i - 1];
                i--;
            }
            stack[i] = entry;
        }
        return end;
    }
}
