package org.umbel.tracer.accel;

import java.lang.foreign.MemorySegment;
import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.NodeKernel;
import org.umbel.tracer.kernel.SlabRay;

/**
 * The walk of one ray through one {@link WideTree}, leaf by leaf. One per thread and level.
 *
 * <p>An entry of the stack is (key of {@link NodeKernel} &lt;&lt; 32 | node): the child in the key's lane.
 */
final class WideWalk {
    /** No leaf is left. */
    static final int END = -1;
    /** A node leaves at most seven children behind per level. */
    static final int STACK_MAX = (Lanes.LANES - 1) * BinaryTree.DEPTH_MAX + Lanes.LANES;

    private final long[] stack = new long[STACK_MAX];
    private final int[] keys = new int[Lanes.LANES];
    private MemorySegment nodes = MemorySegment.NULL;
    private int[] children = new int[0];
    private SlabRay ray = new SlabRay();
    private int size;

    /** Starts at the root of a tree. */
    void start(final WideTree tree, final SlabRay slabs) {
        nodes = tree.nodes();
        children = tree.children();
        ray = slabs;
        stack[0] = tree.rootAt();
        size = tree.isEmpty() ? 0 : 1;
    }

    /**
     * The next leaf that the ray enters between tMin and tMax, roughly the nearest first; or {@link #END}.
     */
    int nearest(final int tMinBits, final int tMaxBits) {
        final MemorySegment nodes = this.nodes;
        final int[] children = this.children;
        final int[] keys = this.keys;
        final long[] stack = this.stack;
        final SlabRay ray = this.ray;
        int size = this.size;
        while (size > 0) {
            final long top = stack[--size];
            final int key = (int) (top >>> 32);
            if ((key & ~NodeKernel.KEY_LANE) > tMaxBits) {
                continue;
            }

            // Descend, the nearest child first
            int ref = children[(int) top + (key & NodeKernel.KEY_LANE)];
            while (ref >= 0) {
                final int mask = NodeKernel.hits(nodes, (long) ref * (Lanes.NODE_BYTES / Lanes.LANES), ray,
                    tMinBits, tMaxBits, keys);
                if (mask == 0) {
                    break;
                }
                final int first = Integer.numberOfTrailingZeros(mask);
                if ((mask & mask - 1) == 0) {
                    ref = children[ref + first];
                    continue;
                }
                size = push(stack, size, keys, mask, ref);
                final long nearest = stack[--size];
                ref = children[ref + ((int) (nearest >>> 32) & NodeKernel.KEY_LANE)];
            }
            if (ref < 0) {
                this.size = size;
                return ~ref;
            }
        }
        this.size = 0;
        return END;
    }

    /** The next leaf that the ray enters between tMin and tMax, in any order; or {@link #END}. */
    @SuppressWarnings("IntLongMath") // an index
    int any(final int tMinBits, final int tMaxBits) {
        final MemorySegment nodes = this.nodes;
        final int[] children = this.children;
        final int[] keys = this.keys;
        final long[] stack = this.stack;
        final SlabRay ray = this.ray;
        int size = this.size;
        while (size > 0) {
            int ref = children[(int) stack[--size]];
            while (ref >= 0) {
                int mask = NodeKernel.hits(nodes, (long) ref * (Lanes.NODE_BYTES / Lanes.LANES), ray,
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
                this.size = size;
                return ~ref;
            }
        }
        this.size = 0;
        return END;
    }

    /** Pushes the hit children of a node, the nearest last; returns the stack's new size. */
    static int push(final long[] stack, final int size, final int[] keys, final int mask, final int node) {
        int end = size;
        for (int m = mask; m != 0; m &= m - 1) {
            final long entry = (long) keys[Integer.numberOfTrailingZeros(m)] << 32 | node;
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
