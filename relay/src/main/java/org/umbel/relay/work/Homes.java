package org.umbel.relay.work;

/** Divides an interval of Morton positions among children by weight, in integers, so that every run divides alike. */
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
    public static int[] divide(final int first, final int count, final int[] weights) {
        long total = 0;
        for (final int weight : weights) {
            total += weight;
        }
        final int[] edges = new int[weights.length + 1];
        edges[0] = first;
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += total == 0 ? 1 : weights[i];
            edges[i + 1] = first + (int) (count * sum / (total == 0 ? weights.length : total));
        }
        return edges;
    }
}
