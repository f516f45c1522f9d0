package org.umbel.tracer.light;

import java.util.Arrays;

/**
 * Builds a {@link LightTree} from above by the surface area orientation heuristic of Conty Estevez and Kulla (2018),
 * over bins of centres: a side costs its power times the surface of its box times a measure of its normals' spread.
 * Departure: the measure comes from the normals' second moments ({@link EmitterBins}), which add up whatever the order
 * and the sign of the normals. In double and one after the other: the same tree everywhere.
 */
final class LightTreeBuilder {
    /** Beyond this depth sides get equal numbers: so no walk takes more than some seventy steps. */
    private static final int DEPTH_MAX = 40;
    /** Of cosines: what floats could round away. */
    private static final double ROUNDING = 0x1p-20;

    /** Two triangles are one lamp: the cosine between their normals, and how much larger they are together. */
    private static final double FLAT = 0.999;
    private static final double ADJACENT = 1.5;

    private final Emitters emitters;
    private final int[] order;
    private final double total;
    private final EmitterBins bins = new EmitterBins();
    private final float[] nodes;
    private final int[] below;
    private final int[] above;
    private final int[] leaves;
    private int pairCount;

    private LightTreeBuilder(final Emitters emitters) {
        this.emitters = emitters;
        final int[] usable = new int[emitters.count()];
        int count = 0;
        double sum = 0;
        for (int i = 0; i < emitters.count(); i++) {
            if (emitters.isUsable(i)) {
                usable[count++] = i;
                sum += emitters.powers()[i];
            }
        }
        order = Arrays.copyOf(usable, count);
        total = sum;
        final int nodeCount = Math.max(0, 2 * count - 1);
        nodes = new float[Math.multiplyExact(LightTree.STRIDE, nodeCount)];
        below = new int[nodeCount];
        above = new int[Math.max(0, count - 1)];
        leaves = new int[emitters.count()];
        Arrays.fill(leaves, LightTree.NEVER);
    }

    /** The tree over those triangles that emit. */
    static LightTree build(final Emitters emitters) {
        final LightTreeBuilder builder = new LightTreeBuilder(emitters);
        if (builder.order.length > 0) {
            builder.grow(0, 0, builder.order.length, 0);
        }
        return new LightTree(builder.nodes, builder.below, builder.above, builder.leaves);
    }

    /** Makes a node of a part of the order, and all below it. */
    private Cluster grow(final int node, final int first, final int end, final int depth) {
        final Cluster made;
        if (end - first == 1) {
            final int triangle = order[first];
            below[node] = ~triangle;
            leaves[triangle] = node;
            made = Cluster.of(emitters, triangle);
        } else {
            final int pair = pairCount++;
            below[node] = pair;
            above[pair] = node;
            final int middle = split(first, end, depth);
            final Cluster left = grow(2 * pair + 1, first, middle, depth + 1);
            final Cluster right = grow(2 * pair + 2, middle, end, depth + 1);
            made = left.with(right, emitters, order, first, end);
            if (end - first == 2 && made.cosine > FLAT
                && made.radius <= ADJACENT * Math.min(left.radius, right.radius)) {
                nodes[LightTree.STRIDE * (2 * pair + 1) + LightTree.RADIUS] = LightTree.HALF;
                nodes[LightTree.STRIDE * (2 * pair + 2) + LightTree.RADIUS] = LightTree.HALF;
            }
        }
        write(made, LightTree.STRIDE * node);
        return made;
    }

    private void write(final Cluster c, final int at) {
        double rounding = 0;
        for (int axis = 0; axis < 3; axis++) {
            nodes[at + axis] = (float) c.middle(axis);
            nodes[at + LightTree.AXIS + axis] = (float) c.axis[axis];
            rounding += Math.abs(c.middle(axis)) * 0x1p-23;
        }
        nodes[at + LightTree.RADIUS] = (float) ((c.radius + rounding) * (1 + ROUNDING));
        final double cosine = Math.clamp(c.cosine - ROUNDING, 0, 1);
        nodes[at + LightTree.COSINE] = (float) cosine;
        nodes[at + LightTree.SINE] = (float) Math.sqrt((1 - cosine) * (1 + cosine));
        nodes[at + LightTree.SHARE] = (float) (c.power / total);
    }

    /** Orders a part so that one side's triangles come first; where the other side's begin. */
    private int split(final int first, final int end, final int depth) {
        final int half = first + end >>> 1;
        if (end - first == 2 || depth > DEPTH_MAX || !bins.choose(emitters, order, first, end)) {
            return half;
        }
        int left = first;
        int right = end - 1;
        while (left <= right) {
            if (bins.isLeft(emitters, order[left])) {
                left++;
            } else {
                final int swapped = order[left];
                order[left] = order[right];
                order[right--] = swapped;
            }
        }
        return left;
    }

    /** What is known of a node's triangles while it is made. */
    private static final class Cluster {
        /** Least x, y, z, then most. */
        final double[] box = new double[6];
        /** About which the normals are, of either sign; and the least cosine between it and one of them. */
        final double[] axis = new double[3];
        double cosine = 1;
        double radius;
        double power;

        static Cluster of(final Emitters emitters, final int triangle) {
            final Cluster c = new Cluster();
            for (int i = 0; i < 6; i++) {
                c.box[i] = emitters.boxes()[6 * triangle + i];
            }
            for (int i = 0; i < 3; i++) {
                c.axis[i] = emitters.normals()[3 * triangle + i];
            }
            c.radius = c.halfDiagonal();
            c.power = emitters.powers()[triangle];
            return c;
        }

        double middle(final int along) {
            return 0.5 * (box[along] + box[3 + along]);
        }

        private double halfDiagonal() {
            return 0.5 * length(box[3] - box[0], box[4] - box[1], box[5] - box[2]);
        }

        /** Both together, which are the triangles of a part of the order. */
        Cluster with(final Cluster other, final Emitters emitters, final int[] order, final int first, final int end) {
            final Cluster c = new Cluster();
            c.power = power + other.power;
            final double aligned = axis[0] * other.axis[0] + axis[1] * other.axis[1] + axis[2] * other.axis[2];
            final double weight = aligned < 0 ? -other.power : other.power;
            for (int i = 0; i < 3; i++) {
                c.box[i] = Math.min(box[i], other.box[i]);
                c.box[3 + i] = Math.max(box[3 + i], other.box[3 + i]);
                c.axis[i] = power * axis[i] + weight * other.axis[i];
            }
            final double scale = 1 / length(c.axis[0], c.axis[1], c.axis[2]);
            for (int i = 0; i < 3; i++) {
                c.axis[i] *= scale;
            }
            final float[] n = emitters.normals();
            for (int i = first; i < end; i++) {
                final int at = 3 * order[i];
                c.cosine = Math.min(c.cosine,
                    Math.abs(c.axis[0] * n[at] + c.axis[1] * n[at + 1] + c.axis[2] * n[at + 2]));
            }
            c.radius = Math.min(c.halfDiagonal(), Math.max(c.reach(this), c.reach(other)));
            return c;
        }

        /** How far another's sphere goes from the middle of this. */
        private double reach(final Cluster part) {
            return part.radius
                + length(part.middle(0) - middle(0), part.middle(1) - middle(1), part.middle(2) - middle(2));
        }

        private static double length(final double x, final double y, final double z) {
            return Math.sqrt(x * x + y * y + z * z);
        }
    }
}
