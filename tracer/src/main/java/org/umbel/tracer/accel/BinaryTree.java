package org.umbel.tracer.accel;

/**
 * A binary tree over boxes by binned surface area heuristic (Wald, "On fast Construction of SAH-based
 * Bounding Volume Hierarchies", 2007). Nodes in depth-first order: a left child follows its parent, every
 * child comes after it.
 *
 * <p>Boxes are low x, y, z, high x, y, z.
 */
final class BinaryTree {
    private static final int BINS = 16;
    /** Below this depth ranges are halved, so that walks need a bounded stack. */
    private static final int DEPTH_SAH_MAX = 56;
    /** No node is deeper than this. */
    static final int DEPTH_MAX = DEPTH_SAH_MAX + 32;

    /** The boxes' indices, sorted so that each node has a range of them. */
    final int[] order;
    /** float[6 * nodes]. */
    final float[] nodeBoxes;
    /** Right child, 0 in leaves. */
    final int[] right;
    final int[] start;
    final int[] count;

    private final float[] boxes;
    private final int leafMax;
    private final int blockSize;
    private int nodeCount;

    // Scratch of one split: bins of the three axes, and the centroids' bounds (twice the coordinates)
    private final float[] binBoxes = new float[3 * BINS * 6];
    private final int[] binCounts = new int[3 * BINS];
    private final float[] rightCosts = new float[BINS];
    private final float[] merged = new float[6];
    private final float[] centroids = new float[6];

    /**
     * Builds the tree.
     *
     * @param boxes     float[6 * n]
     * @param order     indices of the boxes to take, at least one; is sorted
     * @param leafMax   ranges up to this become leaves
     * @param blockSize boxes that are tested together at the cost of one
     */
    BinaryTree(final float[] boxes, final int[] order, final int leafMax, final int blockSize) {
        this.boxes = boxes;
        this.order = order;
        this.leafMax = leafMax;
        this.blockSize = blockSize;
        final int nodesMax = 2 * order.length;
        nodeBoxes = new float[6 * nodesMax];
        right = new int[nodesMax];
        start = new int[nodesMax];
        count = new int[nodesMax];
        split(0, order.length, 0);
    }

    int nodeCount() {
        return nodeCount;
    }

    boolean isLeaf(final int node) {
        return right[node] == 0;
    }

    /** Half the surface of a node's box. */
    float area(final int node) {
        return area(nodeBoxes, 6 * node);
    }

    private int split(final int from, final int to, final int depth) {
        final int node = nodeCount++;
        start[node] = from;
        count[node] = to - from;
        bounds(node, from, to);
        if (to - from > leafMax) {
            final int middle = depth < DEPTH_SAH_MAX ? partition(from, to) : from + to >>> 1;
            split(from, middle, depth + 1);
            right[node] = split(middle, to, depth + 1);
        }
        return node;
    }

    private void bounds(final int node, final int from, final int to) {
        empty(nodeBoxes, 6 * node);
        empty(centroids, 0);
        for (int i = from; i < to; i++) {
            final int box = 6 * order[i];
            merge(nodeBoxes, 6 * node, boxes, box);
            for (int axis = 0; axis < 3; axis++) {
                final float c = boxes[box + axis] + boxes[box + 3 + axis];
                centroids[axis] = Math.min(centroids[axis], c);
                centroids[3 + axis] = Math.max(centroids[3 + axis], c);
            }
        }
    }

    /** Sorts a range into two by the cheapest plane between bins; halves it if there is none. */
    private int partition(final int from, final int to) {
        bin(from, to);
        float best = Float.POSITIVE_INFINITY;
        int bestAxis = -1;
        int bestBin = 0;
        for (int axis = 0; axis < 3; axis++) {
            sweepFromRight(axis);
            empty(merged, 0);
            int left = 0;
            for (int b = 1; b < BINS; b++) {
                merge(merged, 0, binBoxes, 6 * (axis * BINS + b - 1));
                left += binCounts[axis * BINS + b - 1];
                final float cost = left == 0 ? Float.POSITIVE_INFINITY
                    : area(merged, 0) * blocks(left) + rightCosts[b];
                if (cost < best) {
                    best = cost;
                    bestAxis = axis;
                    bestBin = b;
                }
            }
        }
        return bestAxis < 0 ? from + to >>> 1 : swap(from, to, bestAxis, bestBin);
    }

    private void bin(final int from, final int to) {
        for (int b = 0; b < 3 * BINS; b++) {
            empty(binBoxes, 6 * b);
            binCounts[b] = 0;
        }
        for (int axis = 0; axis < 3; axis++) {
            final float scale = scale(axis);
            if (scale > 0) {
                for (int i = from; i < to; i++) {
                    final int b = axis * BINS + binOf(order[i], axis, scale);
                    binCounts[b]++;
                    merge(binBoxes, 6 * b, boxes, 6 * order[i]);
                }
            }
        }
    }

    /** Costs of what lies right of each plane. */
    private void sweepFromRight(final int axis) {
        empty(merged, 0);
        int sum = 0;
        for (int b = BINS - 1; b > 0; b--) {
            merge(merged, 0, binBoxes, 6 * (axis * BINS + b));
            sum += binCounts[axis * BINS + b];
            rightCosts[b] = sum == 0 ? Float.POSITIVE_INFINITY : area(merged, 0) * blocks(sum);
        }
    }

    private int swap(final int from, final int to, final int axis, final int splitBin) {
        final float scale = scale(axis);
        int middle = from;
        for (int i = from; i < to; i++) {
            final int box = order[i];
            if (binOf(box, axis, scale) < splitBin) {
                order[i] = order[middle];
                order[middle++] = box;
            }
        }
        return middle;
    }

    private float scale(final int axis) {
        final float scale = 0.999f * BINS / (centroids[3 + axis] - centroids[axis]);
        return scale < Float.POSITIVE_INFINITY ? scale : 0;
    }

    private int binOf(final int box, final int axis, final float scale) {
        return Math.min(BINS - 1,
            (int) ((boxes[6 * box + axis] + boxes[6 * box + 3 + axis] - centroids[axis]) * scale));
    }

    private int blocks(final int boxCount) {
        return (boxCount + blockSize - 1) / blockSize;
    }

    static void empty(final float[] box, final int at) {
        for (int axis = 0; axis < 3; axis++) {
            box[at + axis] = Float.POSITIVE_INFINITY;
            box[at + 3 + axis] = Float.NEGATIVE_INFINITY;
        }
    }

    private static void merge(final float[] into, final int at, final float[] box, final int from) {
        for (int axis = 0; axis < 3; axis++) {
            final float lo = box[from + axis];
            final float hi = box[from + 3 + axis];
            into[at + axis] = lo < into[at + axis] ? lo : into[at + axis];
            into[at + 3 + axis] = hi > into[at + 3 + axis] ? hi : into[at + 3 + axis];
        }
    }

    private static float area(final float[] box, final int at) {
        final float x = box[at + 3] - box[at];
        final float y = box[at + 4] - box[at + 1];
        final float z = box[at + 5] - box[at + 2];
        return x * y + y * z + z * x;
    }
}
