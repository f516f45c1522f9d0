package org.umbel.tracer.accel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Finds the cheapest plane to split a range of boxes at, as {@link BinaryTree} has them. One per thread. */
final class SplitSearch {
    /** Below this depth ranges are halved, so that walks need a bounded stack. */
    static final int DEPTH_SAH_MAX = 56;
    /** No plane separates the centroids. */
    static final int NONE = -1;
    static final int AXIS_SHIFT = 8;
    static final int BIN_MASK = 0xff;
    private static final int BINS_MAX = 32;
    private static final int BOX = BinaryTree.BOX;
    private static final VectorSpecies<Float> BOX_LANES = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> HALF_LANES = FloatVector.SPECIES_128;
    /** Added to a small number, leaves it rounded in the lowest bits. */
    private static final float ROUND = 0x1.8p23f;

    /** Bounds of the range's centroids (twice the coordinates): least x, y, z, any, most x, y, z, any. */
    final float[] centroids = new float[8];
    /** Bins per unit, for each axis. */
    final float[] scales = new float[4];
    private final int blockShift;
    private final float[] bins = new float[3 * BINS_MAX * BOX];
    private final int[] counts = new int[3 * BINS_MAX];
    private final float[] rightCosts = new float[BINS_MAX];
    private final float[] merged = new float[BOX];
    private final int[] hit = new int[4];

    SplitSearch(final int blockSize) {
        blockShift = Integer.numberOfTrailingZeros(blockSize);
    }

    /** The bin of a centroid. */
    static int bin(final float centroid, final float origin, final float scale) {
        return Float.floatToRawIntBits(Math.fma(centroid - origin, scale, -0.5f) + ROUND) & BIN_MASK;
    }

    /** The split as axis and first bin of the right side, {@code axis << 8 | bin}, or {@link #NONE}. */
    int find(final float[] refs, final int from, final int to) {
        // Few boxes fill few bins
        final int binCount = Math.min(BINS_MAX, 4 + (to - from) / 16);
        for (int axis = 0; axis < 3; axis++) {
            final float scale = 0.999f * binCount / (centroids[4 + axis] - centroids[axis]);
            scales[axis] = scale < Float.POSITIVE_INFINITY ? scale : 0;
        }
        fill(refs, from, to, binCount);
        float best = Float.POSITIVE_INFINITY;
        int found = NONE;
        for (int axis = 0; axis < 3; axis++) {
            if (scales[axis] > 0) {
                sweepFromRight(axis * BINS_MAX, binCount);
                final long cheapest = sweepFromLeft(axis * BINS_MAX, binCount, best);
                if ((int) cheapest != 0) {
                    best = Float.intBitsToFloat((int) (cheapest >>> 32));
                    found = axis << AXIS_SHIFT | (int) cheapest;
                }
            }
        }
        return found;
    }

    private void fill(final float[] refs, final int from, final int to, final int binCount) {
        empty(binCount);

        // From two places in turns: neighbours fall into the same bin, and would wait for each other
        final int half = BOX * (to - from >> 1);
        for (int at = BOX * from; at < BOX * from + half; at += BOX) {
            put(refs, at);
            put(refs, at + half);
        }
        for (int at = BOX * from + 2 * half; at < BOX * to; at += BOX) {
            put(refs, at);
        }
    }

    private void put(final float[] refs, final int at) {
        FloatVector.fromArray(HALF_LANES, refs, at).sub(FloatVector.fromArray(HALF_LANES, refs, at + 4))
            .sub(FloatVector.fromArray(HALF_LANES, centroids, 0))
            .fma(FloatVector.fromArray(HALF_LANES, scales, 0), FloatVector.broadcast(HALF_LANES, -0.5f)).add(ROUND)
            .reinterpretAsInts().and(BIN_MASK).intoArray(hit, 0);
        final int x = hit[0];
        final int y = hit[1] + BINS_MAX;
        final int z = hit[2] + 2 * BINS_MAX;
        counts[x]++;
        counts[y]++;
        counts[z]++;
        final FloatVector ref = FloatVector.fromArray(BOX_LANES, refs, at);
        final FloatVector binX = FloatVector.fromArray(BOX_LANES, bins, BOX * x);
        binX.blend(ref, ref.compare(VectorOperators.LT, binX)).intoArray(bins, BOX * x);
        final FloatVector binY = FloatVector.fromArray(BOX_LANES, bins, BOX * y);
        binY.blend(ref, ref.compare(VectorOperators.LT, binY)).intoArray(bins, BOX * y);
        final FloatVector binZ = FloatVector.fromArray(BOX_LANES, bins, BOX * z);
        binZ.blend(ref, ref.compare(VectorOperators.LT, binZ)).intoArray(bins, BOX * z);
    }

    private void empty(final int binCount) {
        final FloatVector nothing = FloatVector.broadcast(BOX_LANES, Float.POSITIVE_INFINITY);
        for (int bin = 0; bin < binCount; bin++) {
            nothing.intoArray(bins, BOX * bin);
            nothing.intoArray(bins, BOX * (bin + BINS_MAX));
            nothing.intoArray(bins, BOX * (bin + 2 * BINS_MAX));
            counts[bin] = 0;
            counts[bin + BINS_MAX] = 0;
            counts[bin + 2 * BINS_MAX] = 0;
        }
    }

    /** Costs of what lies right of each plane. */
    private void sweepFromRight(final int first, final int binCount) {
        FloatVector box = FloatVector.broadcast(BOX_LANES, Float.POSITIVE_INFINITY);
        int sum = 0;
        for (int b = binCount - 1; b > 0; b--) {
            final FloatVector bin = FloatVector.fromArray(BOX_LANES, bins, BOX * (first + b));
            box = box.blend(bin, bin.compare(VectorOperators.LT, box));
            box.intoArray(merged, 0);
            sum += counts[first + b];
            rightCosts[b] = sum == 0 ? Float.POSITIVE_INFINITY : BinaryTree.area(merged, 0) * blocks(sum);
        }
    }

    /** The cheapest plane that costs less than {@code best}: bits of the cost, and the bin; bin 0 if there is none. */
    private long sweepFromLeft(final int first, final int binCount, final float best) {
        FloatVector box = FloatVector.broadcast(BOX_LANES, Float.POSITIVE_INFINITY);
        int sum = 0;
        float least = best;
        int found = 0;
        for (int b = 1; b < binCount; b++) {
            final FloatVector bin = FloatVector.fromArray(BOX_LANES, bins, BOX * (first + b - 1));
            box = box.blend(bin, bin.compare(VectorOperators.LT, box));
            box.intoArray(merged, 0);
            sum += counts[first + b - 1];
            final float cost = sum == 0 ? Float.POSITIVE_INFINITY
                : BinaryTree.area(merged, 0) * blocks(sum) + rightCosts[b];
            if (cost < least) {
                least = cost;
                found = b;
            }
        }
        return (long) Float.floatToRawIntBits(least) << 32 | found;
    }

    private int blocks(final int boxCount) {
        return boxCount + (1 << blockShift) - 1 >> blockShift;
    }
}
