package org.umbel.tracer.accel;

import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.PacketKernel;
import org.umbel.tracer.kernel.PacketRay;

/** The walk of a packet's frustum through a tree, leaf by leaf; the entries of the stack as in {@link WideWalk}. */
final class FrustumWalk {
    private final long[] stack = new long[WideWalk.STACK_MAX];
    private final int[] keys = new int[Lanes.LANES];
    private final int[] children = new int[Lanes.LANES];
    private long nodes;
    private int size;

    /** Starts at the root of a tree, which lives as long as the walk. */
    void start(final WideTree tree) {
        nodes = tree.nodes().address();
        stack[0] = WideWalk.entry(0, tree.root());
        size = tree.isEmpty() ? 0 : 1;
    }

    /** The next leaf that the frustum enters up to tMax, roughly the nearest first; or {@link WideWalk#END}. */
    int next(final PacketRay ray, final int tMaxBits) {
        while (size > 0) {
            final long top = stack[--size];
            if ((int) (top >>> 32) > tMaxBits) {
                continue;
            }
            int ref = (int) top;
            while (ref >= 0) {
                final int mask = PacketKernel.hits(nodes + (long) ref * Lanes.REFERENCE_BYTES, ray, tMaxBits, keys,
                    children);
                if (mask == 0) {
                    break;
                }
                if ((mask & mask - 1) == 0) {
                    ref = children[Integer.numberOfTrailingZeros(mask)];
                    continue;
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
}
