package org.umbel.tracer.sampling;

/**
 * A discrete distribution over indices by a table of the cumulative sums, built in double in index order and so the
 * same everywhere. Sampling is monotone in u, which keeps the stratification of the sampler. Immutable.
 */
public final class Distribution {
    private final double[] cumulative;
    private final float[] probabilities;

    /** Weights that are negative or not finite count as zero. A total of zero makes an empty distribution. */
    public Distribution(final double[] weights) {
        cumulative = new double[weights.length];
        probabilities = new float[weights.length];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += usable(weights[i]);
            cumulative[i] = total;
        }
        for (int i = 0; i < weights.length && total > 0; i++) {
            cumulative[i] /= total;
            probabilities[i] = (float) (usable(weights[i]) / total);
        }
    }

    private static double usable(final double weight) {
        return weight > 0 && weight < Double.POSITIVE_INFINITY ? weight : 0;
    }

    public boolean isEmpty() {
        return cumulative.length == 0 || cumulative[cumulative.length - 1] == 0;
    }

    public float probability(final int index) {
        return probabilities[index];
    }

    /** The first index whose cumulative sum exceeds u in [0, 1); never one of probability zero. */
    public int sample(final float u) {
        int low = 0;
        int high = cumulative.length - 1;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (cumulative[middle] > u) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
