package org.umbel.relay.sim;

import org.umbel.relay.simulated.SeededRandom;

/**
 * What a sample of each tile of a picture costs beside the mean, as in real pictures: sky costs next to nothing, glass
 * many times as much, and neighbours cost about the same.
 */
final class TileCosts {
    /** Neighbours in a row that cost the same. */
    private static final int ALIKE = 4;

    private final double[] costs;

    private TileCosts(final double[] costs) {
        this.costs = costs;
    }

    /**
     * Costs whose mean is 1; any two pictures of as many tiles have the same ones.
     *
     * @param tiles  of the picture
     * @param spread the dearest over the cheapest, at least 1: all alike
     */
    static TileCosts of(final int tiles, final double spread) {
        final double[] costs = new double[tiles];
        double sum = 0;
        for (int tile = 0; tile < tiles; tile++) {
            costs[tile] = Math.pow(spread, new SeededRandom(SeededRandom.mix(tile / ALIKE)).nextDouble());
            sum += costs[tile];
        }
        for (int tile = 0; tile < tiles; tile++) {
            costs[tile] *= tiles / sum;
        }
        return new TileCosts(costs);
    }

    /** Also of a tile that a picture of other settings has. */
    double of(final int tile) {
        return costs[tile % costs.length];
    }
}
