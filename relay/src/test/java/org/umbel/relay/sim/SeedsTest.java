package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.relay.check.Invariant;

/** Seeds that once found a bug. */
class SeedsTest {
    @ParameterizedTest
    @CsvSource({
        // a node that is promised nothing, on a clock below zero, took its first link for silent
        "relay-killed, 4",
        // void work that a renderer had begun kept it from the coarse views of the next epochs
        "random, 43",
        // the last samples are not for the slowest child: not a child that idles
        "random, 240"})
    void shouldStayCleanWhenSeedOnceFoundBug(final String scenario, final long seed) {
        final SimResult result = Scenarios.named(scenario).orElseThrow().run(seed);
        assertThat(result.report()).isEmpty();
        assertThat(result.checks()[Invariant.PICTURE.number()]).isPositive();
    }
}
