package org.umbel.relay.sim;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.umbel.relay.check.Findings;

/** The command line of the simulator: {@code node simulate}. */
public final class Simulation {
    private static final int OK = 0;
    private static final int VIOLATED = 1;
    private static final int USAGE = 2;
    /** One seed in so many runs twice and must leave the same trace (invariant 22). */
    private static final int TWICE_ONE_IN = 16;
    private static final Set<String> VALUED = Set.of("--seed", "--seeds", "--nodes", "--scenario");

    private final SimTotals totals = new SimTotals();
    private final long[] checks = new long[Findings.INVARIANTS + 1];
    private long virtualNs;
    private long violations;
    private long traceHash;

    private Simulation() {}

    /**
     * Runs simulations: {@code [--scenario NAME] [--seed S] [--seeds N] [--nodes N] [--verbose]}. Prints
     * violations with the command that replays each, and last one JSON line with totals over all seeds.
     *
     * @return 0: clean; 1: an invariant was broken; 2: the arguments make no sense
     */
    public static int run(final String[] args, final PrintStream out) {
        final Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--verbose")) {
                options.put(args[i], "");
            } else if (VALUED.contains(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                return usage(out, "not understood: " + args[i]);
            }
        }
        try {
            final long seed = Long.parseLong(options.getOrDefault("--seed", "1"));
            final int seeds = Integer.parseInt(options.getOrDefault("--seeds", "1"));
            final int nodes = Integer.parseInt(options.getOrDefault("--nodes", "0"));
            final String name = options.getOrDefault("--scenario", "random");
            if (seeds < 1 || nodes < 0 || nodes > 200) {
                return usage(out, "--seeds from 1, --nodes from 0 (drawn from the seed) to 200");
            }
            final Scenario scenario = Scenarios.named(name).orElse(null);
            if (scenario == null) {
                return usage(out, "no scenario is named " + name);
            }
            final Simulation simulation = new Simulation();
            simulation.runAll(nodes > 0 ? Scenarios.random(nodes) : scenario, seed, seeds, out,
                options.containsKey("--verbose") ? out::println : line -> {});
            out.println(simulation.json(scenario.name(), seed, seeds));
            return simulation.violations == 0 ? OK : VIOLATED;
        } catch (final NumberFormatException e) {
            return usage(out, "not a number: " + e.getMessage());
        }
    }

    private static int usage(final PrintStream out, final String problem) {
        out.println(problem);
        out.println("simulate [--scenario NAME] [--seed S] [--seeds N] [--nodes N] [--verbose]");
        for (final Scenario scenario : Scenarios.all()) {
            out.printf("  %-20s %s%n", scenario.name(), scenario.about());
        }
        return USAGE;
    }

    private void runAll(final Scenario scenario, final long firstSeed, final int seeds, final PrintStream out,
                        final Consumer<String> log) {
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            final SimResult result = Simulator.run(scenario.options().apply(seed), seed,
                scenario.script().get(),
                scenario.name(), log);
            add(result, out);
            if ((seed - firstSeed) % TWICE_ONE_IN == 0) {
                checks[22]++;
                if (scenario.run(seed).traceHash() != result.traceHash()) {
                    violations++;
                    out.println("seed " + seed + ", scenario " + scenario.name()
                        + ", invariant 22: two traces\n  replay: "
                        + result.replay());
                }
            }
        }
    }

    private void add(final SimResult result, final PrintStream out) {
        out.print(result.report());
        totals.add(result.totals());
        for (int i = 0; i < checks.length; i++) {
            checks[i] += result.checks()[i];
        }
        violations += result.violations().size();
        virtualNs += result.virtualNs();
        traceHash = traceHash * 31 + result.traceHash();
    }

    private String json(final String scenario, final long seed, final int seeds) {
        final List<String> invariants = java.util.stream.IntStream.rangeClosed(0, Findings.INVARIANTS)
            .filter(i -> checks[i] > 0).mapToObj(i -> "\"" + i + "\":" + checks[i]).toList();
        return "{\"simulate\":\"%s\",\"seed\":%d,\"seeds\":%d,\"violations\":%d,\"virtualSeconds\":%.1f,%s,"
            .formatted(scenario, seed, seeds, violations, virtualNs * 1e-9, totals.all().entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":" + e.getValue()).collect(Collectors.joining(",")))
            + "\"traceHash\":\"%016x\",\"checks\":{%s}}".formatted(traceHash, String.join(",", invariants));
    }
}
