package org.umbel.tracer.accel;

import java.util.Arrays;
import org.umbel.tracer.kernel.Lanes;

/**
 * Collapses a binary tree to an 8-wide one: which binary nodes become wide nodes, leaves, or vanish.
 *
 * <p>Optimal form by dynamic programming after Ylitie, Karras and Laine, "Efficient Incoherent Ray Traversal
 * on GPUs Through Compressed Wide BVHs", HPG 2017, section 3.1; a node and a leaf block cost the same here.
 */
final class Collapse {
    private static final int WIDTH = Lanes.LANES;

    /** Writes a leaf. */
    @FunctionalInterface
    interface LeafWriter {
        /** Returns the number of the leaf with {@code order[start .. start + count - 1]}. */
        int write(int[] order, int start, int count);
    }

    private final BinaryTree binary;
    private final BuildSettings settings;
    private final LeafWriter leaves;
    private final WideTree.Nodes nodes = new WideTree.Nodes();
    /** cost[8 n + i]: the least cost of subtree n as at most i children of one wide node, i = 1..7. */
    private final float[] cost;
    /**
     * split[8 n + i]: how many of i children the left subtree gets; 0: no split. Slot 0: of all 8, as a wide
     * node.
     */
    private final byte[] split;

    private Collapse(final BinaryTree binary, final BuildSettings settings, final LeafWriter leaves) {
        this.binary = binary;
        this.settings = settings;
        this.leaves = leaves;
        cost = new float[settings.optimal() ? WIDTH * binary.nodeCount() : 0];
        split = new byte[cost.length];
    }

    static WideTree collapse(final BinaryTree binary, final BuildSettings settings, final LeafWriter leaves) {
        final Collapse collapse = new Collapse(binary, settings, leaves);
        if (settings.optimal()) {
            // Children come after their parents
            for (int node = binary.nodeCount() - 1; node >= 0; node--) {
                collapse.solve(node);
            }
        }
        return collapse.nodes.tree(collapse.emit(0));
    }

    private void solve(final int node) {
        final int at = WIDTH * node;
        final float area = binary.area(node);
        if (binary.isLeaf(node)) {
            Arrays.fill(cost, at + 1, at + WIDTH, area);
            return;
        }

        // As one child: a wide node of its own, or a leaf
        final float asNode = area + distribute(node, WIDTH, 0);
        cost[at + 1] = isLeafAllowed(node) && area <= asNode ? area : asNode;

        // As several: split between left and right where that is cheaper than fewer
        for (int i = 2; i < WIDTH; i++) {
            final float asSeveral = distribute(node, i, i);
            cost[at + i] = Math.min(asSeveral, cost[at + i - 1]);
            if (!(asSeveral < cost[at + i - 1])) {
                split[at + i] = 0;
            }
        }
    }

    /** The least cost of giving {@code children} slots to left and right; notes the left share in a slot. */
    private float distribute(final int node, final int children, final int slot) {
        final int left = WIDTH * (node + 1);
        final int right = WIDTH * binary.right[node];
        float least = Float.POSITIVE_INFINITY;
        for (int k = Math.max(1, children - WIDTH + 1); k <= Math.min(WIDTH - 1, children - 1); k++) {
            final float sum = cost[left + k] + cost[right + children - k];
            if (sum < least || k == 1) {
                least = sum;
                split[WIDTH * node + slot] = (byte) k;
            }
        }
        return least;
    }

    private boolean isLeafAllowed(final int node) {
        return binary.count[node] <= settings.wideLeafMax();
    }

    /** Whether a node that is a child of its own becomes a leaf: exactly as its cost was chosen. */
    private boolean isLeafChosen(final int node) {
        return binary.isLeaf(node) || settings.optimal() && isLeafAllowed(node)
            && cost[WIDTH * node + 1] == binary.area(node);
    }

    private int emit(final int node) {
        if (isLeafChosen(node)) {
            return ~leaves.write(binary.order, binary.start[node], binary.count[node]);
        }
        final int[] children = new int[WIDTH];
        final int count = settings.optimal() ? gatherOptimal(node, children) : gatherGreedy(node, children);
        final int wide = nodes.add();
        for (int lane = 0; lane < count; lane++) {
            nodes.put(wide, lane, emit(children[lane]), binary.nodeBoxes, 6 * children[lane]);
        }
        return wide;
    }

    private int gatherOptimal(final int node, final int[] children) {
        final int left = split[WIDTH * node];
        final int count = gather(node + 1, left, children, 0);
        return gather(binary.right[node], WIDTH - left, children, count);
    }

    private int gather(final int node, final int slots, final int[] children, final int count) {
        int i = slots;
        while (i > 1 && split[WIDTH * node + i] == 0) {
            i--;
        }
        if (i == 1) {
            children[count] = node;
            return count + 1;
        }
        final int left = split[WIDTH * node + i];
        return gather(binary.right[node], i - left, children, gather(node + 1, left, children, count));
    }

    private int gatherGreedy(final int node, final int[] children) {
        children[0] = node + 1;
        children[1] = binary.right[node];
        int count = 2;
        while (count < WIDTH) {
            int largest = -1;
            for (int i = 0; i < count; i++) {
                if (!binary.isLeaf(children[i])
                    && (largest < 0 || binary.area(children[i]) > binary.area(children[largest]))) {
                    largest = i;
                }
            }
            if (largest < 0) {
                break;
            }
            children[count++] = binary.right[children[largest]];
            children[largest]++;
        }
        return count;
    }
}
