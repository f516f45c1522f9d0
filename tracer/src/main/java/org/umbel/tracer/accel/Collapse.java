package org.umbel.tracer.accel;

import java.util.Arrays;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.umbel.tracer.kernel.Lanes;

/**
 * Collapses a binary tree to an 8-wide one: which binary nodes become wide nodes, leaves, or vanish.
 *
 * <p>Optimal form by dynamic programming after Ylitie, Karras and Laine, "Efficient Incoherent Ray Traversal
 * on GPUs Through Compressed Wide BVHs", HPG 2017, section 3.1. The least
 * costs of a subtree as 1 to 7 children of a wide node are one vector, and those of its parent seven sums of two of
 * them. Costs are compared by their bits, the lowest of which say how the cost came about.
 */
final class Collapse {
    private static final int WIDTH = Lanes.LANES;
    /** Bits of a cost that name how many of the children the left subtree gets. */
    private static final int SHARE = WIDTH - 1;
    /** Subtrees of fewer nodes are solved by one thread. */
    private static final int FORK_MIN = 8192;
    /** Of a block beside a node; measured. */
    private static final float LEAF_COST = 1.5f;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_256;

    /** Writes a leaf. */
    @FunctionalInterface
    interface LeafWriter {
        /** Returns the number of the leaf with the boxes at places {@code start .. start + count - 1}. */
        int write(BinaryTree binary, int start, int count);
    }

    private final BinaryTree binary;
    private final BuildSettings settings;
    private final LeafWriter leaves;
    private final WideTree.Nodes nodes = new WideTree.Nodes();
    /**
     * split[8 n + i]: how many of i children the left subtree gets; 0: no split. Slot 0: of all 8, as a wide
     * node. Slot 1: 1 if a child of its own is a wide node, 0 if it is a leaf.
     */
    private final byte[] split;

    private Collapse(final BinaryTree binary, final BuildSettings settings, final LeafWriter leaves) {
        this.binary = binary;
        this.settings = settings;
        this.leaves = leaves;
        split = new byte[settings.optimal() ? WIDTH * binary.right.length : 0];
    }

    static WideTree collapse(final BinaryTree binary, final BuildSettings settings, final LeafWriter leaves) {
        final Collapse collapse = new Collapse(binary, settings, leaves);
        if (settings.optimal()) {
            collapse.solve(0, binary.boxCount, 0, new Costs());
        }
        return collapse.nodes.tree(collapse.emit(0, 0, binary.boxCount));
    }

    /** Scratch of one thread: the costs of the subtrees on the way down, two for each level. */
    private static final class Costs {
        /** float[8 * 2 * levels]: the least cost as i children of one wide node, i = 1..7; slot 0: infinity. */
        final float[] of = new float[2 * WIDTH * (BinaryTree.DEPTH_MAX + 2)];
        /** Those of a right subtree, with infinity around. */
        final float[] shifted = new float[3 * WIDTH];
        final int[] sums = new int[WIDTH];

        Costs() {
            Arrays.fill(shifted, Float.POSITIVE_INFINITY);
        }
    }

    /** Writes the costs of a subtree to a slot; its children's go to the two slots behind the pair it is in. */
    private void solve(final int node, final int count, final int slot, final Costs costs) {
        final int at = WIDTH * slot;
        final float area = binary.area(node);
        if (binary.isLeaf(node)) {
            Arrays.fill(costs.of, at + 1, at + WIDTH, LEAF_COST * area);
            costs.of[at] = Float.POSITIVE_INFINITY;
            return;
        }
        final int left = (slot | 1) + 1;
        final int right = binary.right[node];
        final int leftCount = binary.middle(node, 0);
        if (count >= FORK_MIN && ForkJoinTask.inForkJoinPool()) {
            final Subtree other = new Subtree(right, count - leftCount);
            other.fork();
            solve(node + 1, leftCount, left, costs);
            other.join();
            System.arraycopy(other.costs.of, 0, costs.of, WIDTH * (left + 1), WIDTH);
        } else {
            solve(node + 1, leftCount, left, costs);
            solve(right, count - leftCount, left + 1, costs);
        }
        distribute(WIDTH * left, costs);
        choose(node, count, area, at, costs);
    }

    /** For 1 to 8 children the least sum of giving some to the left and the rest to the right. */
    private static void distribute(final int left, final Costs costs) {
        FloatVector.fromArray(FLOATS, costs.of, left + WIDTH).intoArray(costs.shifted, WIDTH);
        final float[] shifted = costs.shifted;
        final float[] of = costs.of;
        IntVector least = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        for (int share = 1; share < WIDTH; share++) {
            // Lane i: the cost of i + 1 children, of which the left subtree gets a share
            least = least.min(FloatVector.fromArray(FLOATS, shifted, WIDTH + 1 - share).add(of[left + share])
                .reinterpretAsInts().and(~SHARE).or(share));
        }
        least.intoArray(costs.sums, 0);
    }

    private void choose(final int node, final int count, final float area, final int at, final Costs costs) {
        // As one child: a wide node of its own, or a leaf
        final int all = costs.sums[WIDTH - 1];
        final float asNode = area + Float.intBitsToFloat(all);
        final float asLeaf = LEAF_COST * area;
        final boolean isLeaf = count <= settings.wideLeafMax() && asLeaf <= asNode;
        final int to = WIDTH * node;
        split[to] = (byte) (all & SHARE);
        split[to + 1] = (byte) (isLeaf ? 0 : 1);
        costs.of[at] = Float.POSITIVE_INFINITY;
        float fewer = isLeaf ? asLeaf : asNode;
        costs.of[at + 1] = fewer;

        // As several: split between left and right where that is cheaper than fewer
        for (int i = 2; i < WIDTH; i++) {
            final int sum = costs.sums[i - 1];
            final float cost = Float.intBitsToFloat(sum);
            split[to + i] = (byte) (cost < fewer ? sum & SHARE : 0);
            fewer = Math.min(cost, fewer);
            costs.of[at + i] = fewer;
        }
    }

    /** A subtree for whoever has time. */
    @SuppressWarnings("serial") // is not sent anywhere
    private final class Subtree extends RecursiveAction {
        final Costs costs = new Costs();
        private final int node;
        private final int count;

        Subtree(final int node, final int count) {
            this.node = node;
            this.count = count;
        }

        @Override
        protected void compute() {
            solve(node, count, 0, costs);
        }
    }

    private boolean isLeafChosen(final int node) {
        return binary.isLeaf(node) || settings.optimal() && split[WIDTH * node + 1] == 0;
    }

    private int emit(final int node, final int start, final int count) {
        if (isLeafChosen(node)) {
            return ~leaves.write(binary, start, count);
        }
        final int[] children = new int[WIDTH];
        final int[] starts = new int[WIDTH + 1];
        final int childCount = settings.optimal() ? gatherOptimal(node, start, children, starts)
            : gatherGreedy(node, start, children, starts);
        starts[childCount] = start + count;
        final int wide = nodes.add();
        for (int lane = 0; lane < childCount; lane++) {
            final int child = emit(children[lane], starts[lane], starts[lane + 1] - starts[lane]);
            nodes.put(wide, lane, child, binary.nodeBoxes, BinaryTree.BOX * children[lane]);
        }
        return wide;
    }

    private int gatherOptimal(final int node, final int start, final int[] children, final int[] starts) {
        final int left = split[WIDTH * node];
        final int count = gather(node + 1, start, left, children, starts, 0);
        return gather(binary.right[node], binary.middle(node, start), WIDTH - left, children, starts, count);
    }

    private int gather(final int node, final int start, final int slots, final int[] children, final int[] starts,
                       final int count) {
        int i = slots;
        while (i > 1 && split[WIDTH * node + i] == 0) {
            i--;
        }
        if (i == 1) {
            children[count] = node;
            starts[count] = start;
            return count + 1;
        }
        final int left = split[WIDTH * node + i];
        return gather(binary.right[node], binary.middle(node, start), i - left, children, starts,
            gather(node + 1, start, left, children, starts, count));
    }

    private int gatherGreedy(final int node, final int start, final int[] children, final int[] starts) {
        children[0] = node;
        starts[0] = start;
        int count = 1;
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
            // In the order of the leaves, so that a child's range ends where the next one's begins
            System.arraycopy(children, largest + 1, children, largest + 2, count - largest - 1);
            System.arraycopy(starts, largest + 1, starts, largest + 2, count - largest - 1);
            final int opened = children[largest];
            children[largest] = opened + 1;
            children[largest + 1] = binary.right[opened];
            starts[largest + 1] = binary.middle(opened, starts[largest]);
            count++;
        }
        return count;
    }
}
