package org.umbel.relay.work;

/** Divides an interval of Morton positions among children by weight; every run divides alike. */
public final class Homes {
    private Homes() {
    }

    /**
     * Where each child's home begins.
     *
     * @param first   first position of the interval
     * @param count   its length
     * @param weights per child, none negative; all zero counts as all equal
     * @return {@code int[weights.length + 1]}: home i is {@code [result[i], result[i + 1])}
     */
    public static int[] divide(final int first, final int count, final double[] weights) {
        double total = 0;
        for (final double weight : weights) {
            total += weight;
        }
        final int[] edges = new int[weights.length + 1];
        edges[0] = first;
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += total > 0 ? weights[i] : 1;
            final double share = sum / (total > 0 ? total : weights.length);
            edges[i + 1] = i + 1 == weights.length ? first + count
                : first + (int) Math.min(count, Math.floor(count * share + 1e-9));
        }
        return edges;
    }
}
