package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Twenty small simulations, two seconds in all, that between them come through every part of the tree's protocol: what
 * {@code scripts/mutate} runs against each of its mutants.
 */
class FixedSeedsTest {
    @ParameterizedTest
    @CsvSource({
        "chain, 1", "tiled, 1", "leaf-joins, 1", "small-store, 1", "mixed-versions, 1", "leaf-killed, 1",
        "relay-killed, 1", "orphans, 1", "liar, 1", "root-restarted, 1", "one-way-partition, 1", "old-fence, 1",
        "ghosts, 1", "grant-before-block, 1", "two-clients, 1", "straggler, 1", "random, 1", "random, 31",
        "random, 38", "random, 43"})
    void shouldStayCleanWhenSeedIsFixed(final String scenario, final long seed) {
        assertThat(Scenarios.named(scenario).orElseThrow().run(seed).report()).isEmpty();
    }
}
