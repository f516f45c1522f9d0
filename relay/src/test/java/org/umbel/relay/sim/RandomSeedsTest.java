package org.umbel.relay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.relay.check.Invariant;

/**
 * Many random trees, networks and faults; the totals say that it was not for nothing. The 2,000 seeds of
 * {@code scripts/simulate --seeds 2000} take about 70 CPU-seconds.
 */
class RandomSeedsTest {
    private static final int SEEDS = 2_000;
    private static final int GROUP_SEEDS = 200;
    private static final List<String> PROVOKED = List.of("delays", "linkDeaths", "kills", "restarts", "joins",
        "leaves", "duplicates", "ghosts", "gaps", "malformed", "refusedSends", "partitions", "clogs", "slowLinks",
        "pauses", "stragglers", "cuts", "epochs", "rangesFreed", "staleEntries", "shown");

    @Test
    void shouldKeepEveryInvariantAndCheckEachWhenFaultsAreRandom() {
        final ByteArrayOutputStream violations = new ByteArrayOutputStream();
        final SeedRuns runs = new SeedRuns(Runtime.getRuntime().availableProcessors(), line -> {});
        runs.add(Scenarios.named("random").orElseThrow(), 1, SEEDS);
        final Tally tally = runs.run(new PrintStream(violations, true, StandardCharsets.UTF_8));
        System.out.println(SEEDS + " seeds: " + tally.totals().all() + "\n" + tally.table());
        assertThat(violations.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(tally.violations()).isZero();
        for (final String total : PROVOKED) {
            assertThat(tally.totals().of(total)).as(total).isPositive();
        }
        for (final Invariant invariant : Invariant.values()) {
            if (invariant != Invariant.SCENARIO) {
                assertThat(tally.checks(invariant)).as("checks of invariant " + invariant).isPositive();
            }
        }
    }

    @Test
    void shouldKeepEveryInvariantWhenChildrenHearWhatIsSentToAllOrDoNot() {
        final ByteArrayOutputStream violations = new ByteArrayOutputStream();
        final SeedRuns runs = new SeedRuns(Runtime.getRuntime().availableProcessors(), line -> {});
        runs.add(Scenarios.named("group").orElseThrow(), 1, GROUP_SEEDS);
        final Tally tally = runs.run(new PrintStream(violations, true, StandardCharsets.UTF_8));
        assertThat(violations.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(tally.violations()).isZero();
        for (final String total : List.of("members", "membersLeft", "groupMessages", "groupDeliveries")) {
            assertThat(tally.totals().of(total)).as(total).isPositive();
        }
    }

    @Test
    void shouldKeepEveryInvariantWhenScenesAreLargerThanMemory() {
        final ByteArrayOutputStream violations = new ByteArrayOutputStream();
        final SeedRuns runs = new SeedRuns(Runtime.getRuntime().availableProcessors(), line -> {});
        runs.add(Scenarios.named("large").orElseThrow(), 1, GROUP_SEEDS);
        final Tally tally = runs.run(new PrintStream(violations, true, StandardCharsets.UTF_8));
        assertThat(violations.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(tally.violations()).isZero();
        assertThat(tally.totals().of("mangled")).isPositive();
    }

    @Test
    void shouldLeaveOtherTraceWhenSeedIsOther() {
        final Scenario random = Scenarios.named("random").orElseThrow();
        assertThat(random.run(1).traceHash()).isEqualTo(random.run(1).traceHash())
            .isNotEqualTo(random.run(2).traceHash());
    }
}
