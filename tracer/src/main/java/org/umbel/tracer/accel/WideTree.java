package org.umbel.tracer.accel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.umbel.tracer.kernel.Lanes;

/**
 * An 8-wide tree of boxes.
 *
 * <p>A reference to a child is 8 times its node's index, or ~leaf. The references stand apart from the boxes,
 * on the heap: scalar reads from a segment would use up the compiler's inlining budget.
 *
 * @param nodes    off-heap, as {@link Lanes} says
 * @param children int[8 * nodes + 1]: the children of each node; the last one is the root's reference
 */
record WideTree(MemorySegment nodes, int[] children) {
    static final WideTree EMPTY = new WideTree(MemorySegment.NULL, new int[0]);

    /** Copies floats to aligned memory that lives as long as it is referred to. */
    static MemorySegment offHeap(final float[] floats, final int length) {
        final MemorySegment copy = Arena.ofAuto().allocate((long) length * Float.BYTES,
            Lanes.ALIGNMENT_BYTES);
        MemorySegment.copy(floats, 0, copy, ValueLayout.JAVA_FLOAT, 0, length);
        return copy;
    }

    long bytes() {
        return nodes.byteSize() + 4L * children.length;
    }

    boolean isEmpty() {
        return children.length == 0;
    }

    /** Index of the root's reference in {@link #children}. */
    int rootAt() {
        return children.length - 1;
    }

    /** Collects nodes while a tree is built. */
    static final class Nodes {
        private float[] planes = new float[64 * Lanes.NODE_FLOATS];
        private int[] children = new int[64 * Lanes.LANES];
        private int count;

        /** Adds a node whose boxes are all empty; returns its reference. */
        int add() {
            if ((count + 1) * Lanes.LANES > children.length) {
                planes = Arrays.copyOf(planes, 2 * planes.length);
                children = Arrays.copyOf(children, 2 * children.length);
            }
            final int at = count * Lanes.NODE_FLOATS;
            Arrays.fill(planes, at, at + 3 * Lanes.LANES, Float.POSITIVE_INFINITY);
            Arrays.fill(planes, at + 3 * Lanes.LANES, at + Lanes.NODE_FLOATS, Float.NEGATIVE_INFINITY);
            return count++ * Lanes.LANES;
        }

        /** Puts a child into a node: its box as low x, y, z, high x, y, z from {@code boxes[at]} on. */
        void put(final int node, final int lane, final int child, final float[] boxes, final int at) {
            for (int plane = 0; plane < 6; plane++) {
                planes[node * 6 + plane * Lanes.LANES + lane] = boxes[at + plane];
            }
            children[node + lane] = child;
        }

        WideTree tree(final int root) {
            final int[] references = Arrays.copyOf(children, count * Lanes.LANES + 1);
            references[count * Lanes.LANES] = root;
            return new WideTree(offHeap(planes, count * Lanes.NODE_FLOATS), references);
        }
    }
}
