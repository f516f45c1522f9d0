package org.umbel.tracer.accel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.umbel.tracer.kernel.Lanes;

/**
 * An 8-wide tree of boxes.
 *
 * <p>A reference to a child is 8 times its node's index, or ~leaf.
 *
 * @param nodes off-heap, as {@link Lanes} says
 * @param root  the root's reference; that of a tree without nodes is 0 when it has no leaf either
 */
record WideTree(MemorySegment nodes, int root) {
    static final WideTree EMPTY = new WideTree(MemorySegment.NULL, 0);

    /**
     * A tree of planes and references.
     *
     * @param planes   float[48 * nodes] at least
     * @param children int[8 * nodes] at least: the children of each node
     */
    static WideTree of(final float[] planes, final int[] children, final int nodeCount, final int root) {
        final MemorySegment nodes = offHeap((long) nodeCount * Lanes.NODE_BYTES);
        for (int node = 0; node < nodeCount; node++) {
            final long at = (long) node * Lanes.NODE_BYTES;
            MemorySegment.copy(planes, node * Lanes.NODE_PLANES, nodes, ValueLayout.JAVA_FLOAT, at, Lanes.NODE_PLANES);
            MemorySegment.copy(children, node * Lanes.LANES, nodes, ValueLayout.JAVA_INT, at + Lanes.CHILD_BYTES,
                Lanes.LANES);
        }
        return new WideTree(nodes, root);
    }

    private static MemorySegment offHeap(final long bytes) {
        return bytes == 0 ? MemorySegment.NULL : Arena.ofAuto().allocate(bytes, Lanes.ALIGNMENT_BYTES);
    }

    /** Copies floats to aligned memory that lives as long as it is referred to. */
    static MemorySegment offHeap(final float[] floats, final int length) {
        final MemorySegment copy = offHeap((long) length * Float.BYTES);
        MemorySegment.copy(floats, 0, copy, ValueLayout.JAVA_FLOAT, 0, length);
        return copy;
    }

    long bytes() {
        return nodes.byteSize();
    }

    boolean isEmpty() {
        return nodes.byteSize() == 0 && root >= 0;
    }

    /** int[8 * nodes + 1], or empty: the children of each node; the last one is the root's reference. */
    int[] children() {
        if (isEmpty()) {
            return new int[0];
        }
        final int nodeCount = (int) (nodes.byteSize() / Lanes.NODE_BYTES);
        final int[] children = new int[nodeCount * Lanes.LANES + 1];
        for (int node = 0; node < nodeCount; node++) {
            MemorySegment.copy(nodes, ValueLayout.JAVA_INT, (long) node * Lanes.NODE_BYTES + Lanes.CHILD_BYTES,
                children, node * Lanes.LANES, Lanes.LANES);
        }
        children[nodeCount * Lanes.LANES] = root;
        return children;
    }

    /** Collects nodes while a tree is built. */
    static final class Nodes {
        private float[] planes = new float[64 * Lanes.NODE_PLANES];
        private int[] children = new int[64 * Lanes.LANES];
        private int count;

        /** Adds a node whose boxes are all empty; returns its reference. */
        int add() {
            if ((count + 1) * Lanes.LANES > children.length) {
                planes = Arrays.copyOf(planes, 2 * planes.length);
                children = Arrays.copyOf(children, 2 * children.length);
            }
            final int at = count * Lanes.NODE_PLANES;
            Arrays.fill(planes, at, at + 3 * Lanes.LANES, Float.POSITIVE_INFINITY);
            Arrays.fill(planes, at + 3 * Lanes.LANES, at + Lanes.NODE_PLANES, Float.NEGATIVE_INFINITY);
            return count++ * Lanes.LANES;
        }

        /** Puts a child into a node: its box as {@link BinaryTree} has it. */
        void put(final int node, final int lane, final int child, final float[] boxes, final int at) {
            final int to = node * 6 + lane;
            for (int axis = 0; axis < 3; axis++) {
                planes[to + axis * Lanes.LANES] = boxes[at + axis];
                planes[to + (3 + axis) * Lanes.LANES] = -boxes[at + 4 + axis];
            }
            children[node + lane] = child;
        }

        WideTree tree(final int root) {
            return WideTree.of(planes, children, count, root);
        }
    }
}
