package org.umbel.tracer.accel;

import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * A binary tree over boxes by binned surface area heuristic (Wald, "On fast Construction of SAH-based
 * Bounding Volume Hierarchies", 2007).
 *
 * <p>A box is eight floats: low x, y, z, any number, minus high x, y, z, any number, so that one minimum of 256 bits
 * merges two. The left child of a node is the next one; the right child comes after as many as the left subtree can
 * have. So where a node is depends on the boxes and not on who builds which subtree when.
 */
final class BinaryTree {
    /** Floats in a box. */
    static final int BOX = 8;
    /** No node is deeper than this. */
    static final int DEPTH_MAX = SplitSearch.DEPTH_SAH_MAX + 32;
    /** Subtrees of fewer boxes are built by one thread. */
    private static final int FORK_MIN = 4096;
    private static final VectorSpecies<Float> BOX_LANES = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> HALF_LANES = FloatVector.SPECIES_128;

    /** float[8 * n]: the boxes in the order of the leaves; the bits of the fourth number are a box's index. */
    final float[] refs;
    /** float[8 * slots]: the box of each node. */
    final float[] nodeBoxes;
    /** Right child, 0 in leaves. */
    final int[] right;
    final int boxCount;

    /** What is sorted to the right, for a while: each range has its part. */
    private final float[] sorted;
    private final int leafMax;
    private final int blockSize;

    /**
     * Builds the tree, on all threads of the pool that it is called in, else on the calling one.
     *
     * @param refs      float[8 * n], at least one; is sorted
     * @param leafMax   ranges up to this become leaves
     * @param blockSize boxes that are tested together at the cost of one
     */
    BinaryTree(final float[] refs, final int leafMax, final int blockSize) {
        this.refs = refs;
        this.leafMax = leafMax;
        this.blockSize = blockSize;
        boxCount = refs.length / BOX;
        sorted = new float[refs.length];
        nodeBoxes = new float[2 * refs.length];
        right = new int[2 * boxCount];
        split(0, 0, boxCount, 0, new SplitSearch(blockSize));
    }

    /** A tree over some of the boxes of {@code float[6 * n]}: low x, y, z, high x, y, z. */
    static BinaryTree of(final float[] boxes, final int[] order, final int leafMax, final int blockSize) {
        final float[] refs = new float[BOX * order.length];
        for (int i = 0; i < order.length; i++) {
            for (int axis = 0; axis < 3; axis++) {
                refs[BOX * i + axis] = boxes[6 * order[i] + axis];
                refs[BOX * i + 4 + axis] = -boxes[6 * order[i] + 3 + axis];
            }
            refs[BOX * i + 3] = Float.intBitsToFloat(order[i]);
        }
        return new BinaryTree(refs, leafMax, blockSize);
    }

    boolean isLeaf(final int node) {
        return right[node] == 0;
    }

    /** Where the right child's range begins, if the node's begins at {@code start}. */
    int middle(final int node, final int start) {
        return start + (right[node] - node >> 1);
    }

    /** Index of the box at a place in the order of the leaves. */
    int index(final int place) {
        return Float.floatToRawIntBits(refs[BOX * place + 3]);
    }

    /** Half the surface of a node's box. */
    float area(final int node) {
        return area(nodeBoxes, BOX * node);
    }

    /** Half the surface of a box. */
    static float area(final float[] boxes, final int at) {
        final float x = -(boxes[at] + boxes[at + 4]);
        final float y = -(boxes[at + 1] + boxes[at + 5]);
        final float z = -(boxes[at + 2] + boxes[at + 6]);
        return x * y + y * z + z * x;
    }

    private void split(final int node, final int from, final int to, final int depth, final SplitSearch search) {
        bounds(node, from, to, search);
        if (to - from <= leafMax) {
            return;
        }
        final int best = depth < SplitSearch.DEPTH_SAH_MAX ? search.find(refs, from, to) : SplitSearch.NONE;
        int middle = best == SplitSearch.NONE ? from + to >>> 1 : partition(from, to, best, search);
        if (middle == from || middle == to) {
            middle = from + to >>> 1;
        }
        final int rightNode = node + 2 * (middle - from);
        right[node] = rightNode;
        if (to - from >= FORK_MIN && ForkJoinTask.inForkJoinPool()) {
            ForkJoinTask.invokeAll(new Subtree(node + 1, from, middle, depth + 1),
                new Subtree(rightNode, middle, to, depth + 1));
        } else {
            split(node + 1, from, middle, depth + 1, search);
            split(rightNode, middle, to, depth + 1, search);
        }
    }

    private void bounds(final int node, final int from, final int to, final SplitSearch search) {
        final float[] refs = this.refs;
        FloatVector box = FloatVector.broadcast(BOX_LANES, Float.POSITIVE_INFINITY);
        FloatVector least = FloatVector.broadcast(HALF_LANES, Float.POSITIVE_INFINITY);
        FloatVector most = FloatVector.broadcast(HALF_LANES, Float.NEGATIVE_INFINITY);
        for (int at = BOX * from; at < BOX * to; at += BOX) {
            final FloatVector ref = FloatVector.fromArray(BOX_LANES, refs, at);
            box = box.blend(ref, ref.compare(VectorOperators.LT, box));
            final FloatVector centroid = FloatVector.fromArray(HALF_LANES, refs, at)
                .sub(FloatVector.fromArray(HALF_LANES, refs, at + 4));
            least = least.blend(centroid, centroid.compare(VectorOperators.LT, least));
            most = most.blend(centroid, centroid.compare(VectorOperators.GT, most));
        }
        box.intoArray(nodeBoxes, BOX * node);
        least.intoArray(search.centroids, 0);
        most.intoArray(search.centroids, 4);
    }

    /** Sorts a range into two, each in the order that it had; returns where the second begins. */
    private int partition(final int from, final int to, final int best, final SplitSearch search) {
        final float[] refs = this.refs;
        final float[] sorted = this.sorted;
        final int axis = best >> SplitSearch.AXIS_SHIFT;
        final int bin = best & SplitSearch.BIN_MASK;
        final float origin = search.centroids[axis];
        final float scale = search.scales[axis];
        int left = BOX * from;
        int others = BOX * from;
        for (int at = BOX * from; at < BOX * to; at += BOX) {
            // Write to both sides and go on at one: nobody foretells which
            final FloatVector ref = FloatVector.fromArray(BOX_LANES, refs, at);
            final int isLeft = SplitSearch.bin(refs[at + axis] - refs[at + 4 + axis], origin, scale) - bin >>> 31;
            ref.intoArray(refs, left);
            ref.intoArray(sorted, others);
            left += BOX * isLeft;
            others += BOX - BOX * isLeft;
        }
        System.arraycopy(sorted, BOX * from, refs, left, others - BOX * from);
        return left / BOX;
    }

    /** A subtree for whoever has time. */
    @SuppressWarnings("serial") // is not sent anywhere
    private final class Subtree extends RecursiveAction {
        private final int node;
        private final int from;
        private final int to;
        private final int depth;

        Subtree(final int node, final int from, final int to, final int depth) {
            this.node = node;
            this.from = from;
            this.to = to;
            this.depth = depth;
        }

        @Override
        protected void compute() {
            split(node, from, to, depth, new SplitSearch(blockSize));
        }
    }
}
