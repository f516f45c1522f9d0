package org.umbel.relay.sim;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.umbel.relay.check.Invariant;

/** The command line of the simulator: {@code node simulate}. */
public final class Simulation {
    private static final int OK = 0;
    private static final int VIOLATED = 1;
    private static final int USAGE = 2;
    private static final int NODES_MAX = 200;
    private static final int SECONDS_MAX = 100_000;
    private static final Set<String> VALUED = Set.of("--seed", "--seeds", "--nodes", "--scenario", "--virtual-seconds",
        "--threads");
    private static final Set<String> FLAGS = Set.of("--verbose", "--every-scenario");

    private final Map<String, String> options = new HashMap<>();
    private final PrintStream out;

    private Simulation(final PrintStream out) {
        this.out = out;
    }

    /**
     * Runs simulations: {@code [--scenario NAME] [--seed S] [--seeds N] [--nodes N] [--virtual-seconds T] [--threads N]
     * [--every-scenario] [--verbose]}; every scenario but the large ones, which are the bench's. Prints violations with
     * the command that replays each, a table of the checks, and last one JSON line with the totals of all seeds.
     *
     * @return 0: clean; 1: an invariant was broken, or over many random seeds one was never checked; 2: the arguments
     *     make no sense
     */
    public static int run(final String[] args, final PrintStream out) {
        try {
            return new Simulation(out).run(args);
        } catch (final NumberFormatException e) {
            return usage(out, "not a number: " + e.getMessage());
        } catch (final IllegalArgumentException e) {
            return usage(out, String.valueOf(e.getMessage()));
        }
    }

    private int run(final String[] args) {
        for (int i = 0; i < args.length; i++) {
            if (FLAGS.contains(args[i])) {
                options.put(args[i], "");
            } else if (VALUED.contains(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                throw new IllegalArgumentException("not understood: " + args[i]);
            }
        }
        final long seed = Long.parseLong(options.getOrDefault("--seed", "1"));
        final int seeds = number("--seeds", 1, 1, Integer.MAX_VALUE);
        final int threads = number("--threads", Runtime.getRuntime().availableProcessors(), 1, 1024);
        final Scenario scenario = scenario();
        final Consumer<String> log = options.containsKey("--verbose") ? out::println : line -> {};
        final SeedRuns runs = new SeedRuns(options.containsKey("--verbose") ? 1 : threads, log);
        runs.add(scenario, seed, seeds);
        if (options.containsKey("--every-scenario")) {
            Scenarios.all().stream().filter(other -> !other.isLarge() && !other.name().equals(scenario.name()))
                .forEach(other -> runs.add(other, seed, 1));
        }
        final Tally tally = runs.run(out);
        final List<Invariant> idle = idle(tally, seeds);
        out.print(tally.table());
        out.printf(Locale.ROOT, "%d simulations in %.1f s on %d threads: %.1f a second, %.1f per CPU-second%n",
            tally.runs(), tally.wallSeconds(), threads, tally.runs() / tally.wallSeconds(),
            tally.runs() / tally.cpuSeconds());
        idle.forEach(invariant -> out.println("never checked: invariant " + invariant));
        out.println(tally.json(scenario.replayArguments(), seed, seeds, idle));
        return tally.violations() == 0 && idle.isEmpty() ? OK : VIOLATED;
    }

    /** Over many random seeds every invariant must be checked: those that were not. */
    private static List<Invariant> idle(final Tally tally, final int seeds) {
        final List<Invariant> idle = new ArrayList<>();
        for (final Invariant invariant : Invariant.values()) {
            if (seeds >= SeedRuns.SEEDS_FOR_ALL && invariant != Invariant.SCENARIO && tally.checks(invariant) == 0) {
                idle.add(invariant);
            }
        }
        return idle;
    }

    private Scenario scenario() {
        final int nodes = number("--nodes", 0, 0, NODES_MAX);
        final int virtualSeconds = number("--virtual-seconds", 0, 0, SECONDS_MAX);
        final String name = options.getOrDefault("--scenario", "random");
        final Scenario named = Scenarios.named(name)
            .orElseThrow(() -> new IllegalArgumentException("no scenario is named " + name));
        if (nodes > 0 && !name.equals("random")) {
            throw new IllegalArgumentException("--nodes is for random trees; the scenario " + name + " has its own");
        }
        final Scenario sized = nodes > 0 ? Scenarios.random(nodes) : named;
        return virtualSeconds > 0 ? sized.lasting(virtualSeconds) : sized;
    }

    private int number(final String option, final int usual, final int least, final int most) {
        final int number = Integer.parseInt(options.getOrDefault(option, Integer.toString(usual)));
        if (number < least || number > most) {
            throw new IllegalArgumentException(option + " from " + least + " to " + most);
        }
        return number;
    }

    private static int usage(final PrintStream out, final String problem) {
        out.println(problem);
        out.println("simulate [--scenario NAME] [--seed S] [--seeds N] [--nodes N] [--virtual-seconds T] "
            + "[--threads N] [--every-scenario] [--verbose]");
        for (final Scenario scenario : Scenarios.all()) {
            out.printf("  %-20s %s%n", scenario.name(), scenario.about());
        }
        return USAGE;
    }
}
