package org.umbel.node.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umbel.relay.sim.Simulation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Whole trees in virtual time, under faults, held by the checkers of every invariant. */
@Command(name = "simulate", mixinStandardHelpOptions = true, usageHelpWidth = 110,
    header = "Whole trees in virtual time, under faults, with every invariant checked.",
    description = {"Prints each violation with the command that replays it, the checks of each invariant, and one JSON "
        + "line with all totals.",
        "Exit code 1: an invariant was broken, or over 200 random seeds and more one was never checked."})
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--scenario", paramLabel = "NAME", description = {
        "random unless given; an unknown name lists all."})
    private @Nullable String scenario;

    @Option(names = "--seed", paramLabel = "S", description = "The first seed, 1 unless given.")
    private @Nullable String seed;

    @Option(names = "--seeds", paramLabel = "N", description = "How many seeds, 1 unless given.")
    private @Nullable String seeds;

    @Option(names = "--nodes", paramLabel = "N", description = "Nodes of the tree; drawn from the seed unless given.")
    private @Nullable String nodes;

    @Option(names = "--virtual-seconds", paramLabel = "T", description = {
        "Length of the phase of faults and edits; the scenario's own unless given."})
    private @Nullable String virtualSeconds;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds at once; as many as processors unless given.")
    private @Nullable String threads;

    @Option(names = "--every-scenario",
        description = "Every other named scenario too but the large ones, with the first seed.")
    private boolean everyScenario;

    @Option(names = "--verbose", description = "Faults and the nodes' own words.")
    private boolean verbose;

    @Override
    public Integer call() {
        final List<String> args = new ArrayList<>();
        add(args, "--scenario", scenario);
        add(args, "--seed", seed);
        add(args, "--seeds", seeds);
        add(args, "--nodes", nodes);
        add(args, "--virtual-seconds", virtualSeconds);
        add(args, "--threads", threads);
        if (everyScenario) {
            args.add("--every-scenario");
        }
        if (verbose) {
            args.add("--verbose");
        }
        return Simulation.run(args.toArray(String[]::new), System.out);
    }

    private static void add(final List<String> args, final String option, final @Nullable String value) {
        if (value != null) {
            args.addAll(List.of(option, value));
        }
    }
}
