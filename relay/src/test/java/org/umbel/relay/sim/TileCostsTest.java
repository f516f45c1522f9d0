package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What simulated tiles cost. */
final class TileCostsTest {
    private static final int TILES = 2040;

    @Test
    void shouldSpreadAsAskedAroundAMeanOfOne() {
        final TileCosts costs = TileCosts.of(TILES, 30);
        final double[] all = IntStream.range(0, TILES).mapToDouble(costs::of).toArray();
        assertThat(IntStream.range(0, TILES).mapToDouble(costs::of).average().orElseThrow()).isBetween(0.999, 1.001);
        final double most = IntStream.range(0, TILES).mapToDouble(tile -> all[tile]).max().orElseThrow();
        final double least = IntStream.range(0, TILES).mapToDouble(tile -> all[tile]).min().orElseThrow();
        assertThat(most / least).isBetween(28.0, 30.0);
        assertThat(costs.of(4)).as("neighbours").isEqualTo(costs.of(7)).isNotEqualTo(costs.of(8));
        assertThat(costs.of(TILES + 4)).isEqualTo(costs.of(4));
    }

    @Test
    void shouldBeAllAlikeWhereThatIsAsked() {
        assertThat(IntStream.range(0, TILES).mapToDouble(TileCosts.of(TILES, 1)::of)).containsOnly(1.0);
    }
}
