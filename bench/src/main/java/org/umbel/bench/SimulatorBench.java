package org.umbel.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.umbel.relay.sim.Scenario;
import org.umbel.relay.sim.Scenarios;
import org.umbel.relay.sim.SimResult;
import org.umbel.relay.sim.Ticker;

/**
 * What the simulator does in a CPU-second, all checkers on: the named scenario {@code busy} (a client over 9 relays
 * over 90 leaves), {@code --rounds} times after three to warm up, the median; and, unless {@code --busy} is given, the
 * scenario {@code hundred-thousand}:
 * 100,000 leaves under 2,040 relays for ten virtual seconds, whose memory is the sum of all pools' peaks.
 */
public final class SimulatorBench {
    private static final int WARM_ROUNDS = 3;
    private static final double MESSAGES_GOAL = 200_000;
    private static final long TICK_NS = 250_000_000;
    private static final double GIB = 1 << 30;
    private static final double MEMORY_GOAL_GIB = 8;

    private SimulatorBench() {}

    /** One run. */
    private record Run(SimResult result, double cpuSeconds) {
        double messagesPerSecond() {
            return result.totals().of("messages") / cpuSeconds;
        }

        static Run of(final String scenario, final long seed) {
            return of(Scenarios.named(scenario).orElseThrow(), seed);
        }

        static Run of(final Scenario named, final long seed) {
            final long beganNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            final SimResult result = named.run(seed);
            final long cpuNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - beganNs;
            System.err.print(result.report());
            System.err.printf(Locale.ROOT, "%s, seed %d: %.1f virtual seconds, %d messages in %.2f CPU-seconds%n",
                named.name(), seed, result.virtualNs() * 1e-9, result.totals().of("messages"), cpuNs * 1e-9);
            return new Run(result, cpuNs * 1e-9);
        }
    }

    /** Runs the bench; ends with 1 when a goal is missed. */
    public static void main(final String[] args) {
        final Arguments arguments =
            Arguments.named(args, "simulator [--rounds N] [--busy]", Set.of("rounds"), Set.of("busy"));
        final Figures figures = new Figures("simulator", System.out);
        busy(figures, arguments.number("rounds", 5));
        if (!arguments.has("busy")) {
            hundredThousand(figures);
        }
        System.exit(figures.finish(System.err, Scenes.out(), "simulator"));
    }

    private static void busy(final Figures figures, final int rounds) {
        for (int i = 0; i < WARM_ROUNDS; i++) {
            Run.of("busy", 1);
        }
        final List<Run> runs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            runs.add(Run.of("busy", 2 + i));
        }
        runs.sort(Comparator.comparingDouble(Run::messagesPerSecond));
        final Run median = runs.get(rounds / 2);
        figures.add("busy-100-nodes", median.messagesPerSecond(), "messages/cpu-s", ">=200000",
            median.messagesPerSecond() >= MESSAGES_GOAL);
        figures.add("busy-virtual-time", median.result().virtualNs() * 1e-9 / median.cpuSeconds(),
            "virtual s/cpu-s", "", true);
        long checks = 0;
        for (final long count : median.result().checks()) {
            checks += count;
        }
        figures.add("busy-checks-per-message", (double) checks / median.result().totals().of("messages"), "checks", "",
            true);
        final long violations = runs.stream().mapToLong(run -> run.result().violations().size()).sum();
        figures.add("busy-violations", violations, "violations", "0", violations == 0);
    }

    private static void hundredThousand(final Figures figures) {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        final Scenario named = Scenarios.named("hundred-thousand").orElseThrow();
        final long beganNs = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        // It takes minutes, and there is no script of its own to lose.
        final Run run = Run.of(new Scenario(named.name(), named.about(), named.options(), () -> new Ticker(TICK_NS,
            farm -> System.err.printf(Locale.ROOT, "%.2f virtual seconds, %d messages, %.0f CPU-seconds%n",
                farm.nowNs() * 1e-9, farm.network().totals().messages(),
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - beganNs) * 1e-9))),
            1);
        final double gib = ManagementFactory.getMemoryPoolMXBeans().stream()
            .mapToLong(pool -> pool.getPeakUsage().getCommitted()).sum() / GIB;
        figures.add("100000-leaves-memory", gib, "GiB committed", "<8", gib < MEMORY_GOAL_GIB);
        figures.add("100000-leaves-time", run.cpuSeconds(), "cpu-s for 10 virtual s and more", "", true);
        figures.add("100000-leaves-messages", run.messagesPerSecond(), "messages/cpu-s", "", true);
        figures.add("100000-leaves-violations", run.result().violations().size(), "violations", "0",
            run.result().isClean());
    }
}
