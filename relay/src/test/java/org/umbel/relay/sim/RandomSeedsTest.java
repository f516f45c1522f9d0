package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.relay.check.Findings;

/** Many random trees, networks and faults; the totals say that it was not for nothing. */
class RandomSeedsTest {
    private static final int SEEDS = 200;
    private static final List<String> PROVOKED = List.of("delays", "linkDeaths", "kills", "restarts", "joins",
        "duplicates", "gaps", "malformed", "refusedSends", "partitions", "clogs", "pauses", "cuts", "epochs",
        "rangesFreed");
    private static final int[] CHECKED = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 21};

    @Test
    void shouldKeepEveryInvariantWhenFaultsAreRandom() {
        final Scenario random = Scenarios.named("random").orElseThrow();
        final SimTotals totals = new SimTotals();
        final long[] checks = new long[Findings.INVARIANTS + 1];
        final StringBuilder violations = new StringBuilder();
        for (long seed = 1; seed <= SEEDS; seed++) {
            final SimResult result = random.run(seed);
            violations.append(result.report());
            totals.add(result.totals());
            for (int i = 0; i < checks.length; i++) {
                checks[i] += result.checks()[i];
            }
        }
        System.out.println(SEEDS + " seeds: " + totals.all());
        assertThat(violations.toString()).isEmpty();
        for (final String total : PROVOKED) {
            assertThat(totals.of(total)).as(total).isPositive();
        }
        for (final int invariant : CHECKED) {
            assertThat(checks[invariant]).as("checks of invariant " + invariant).isPositive();
        }
    }

    @Test
    void shouldLeaveSameTraceWhenSeedIsSame() {
        final Scenario random = Scenarios.named("random").orElseThrow();
        for (long seed = 1; seed <= 8; seed++) {
            assertThat(random.run(seed).traceHash()).isEqualTo(random.run(seed).traceHash());
        }
        assertThat(random.run(1).traceHash()).isNotEqualTo(random.run(2).traceHash());
    }
}
