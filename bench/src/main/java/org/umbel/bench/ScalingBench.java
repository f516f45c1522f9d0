package org.umbel.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.sim.SimCosts;

/**
 * How trees of 1 to 1,024 leaves go through a 1080p picture: the state machines themselves on a simulated network, in
 * virtual time; rendering is something cheap that takes as long as a leaf of that rate would take.
 *
 * <p>Every figure is of a picture after an edit, when all leaves are ready and their rates are known ({@code -cold}:
 * of the first picture, when they are not). The figure is the worst of the seeds. Handling takes as long as
 * {@code scripts/bench calibrate} measured; first real runs of 1, 2 and 4 leaves on loopback are predicted and done.
 * Quick: handling takes no time, a tile's sums have a usual size, and no process is started.
 */
public final class ScalingBench {
    private static final String USAGE = "scaling [--quick] [--rate TILE_SAMPLES_PER_SECOND] [--fan-out N] [--seeds N] "
        + "[--leaves-max N] [--mode final|interactive] [--only TEXT]";
    /** Of a real tile of 16 fraction bits, as {@code scripts/bench merge} finds them. */
    private static final int TILE_BYTES = 6000;
    private static final int RATE = 1400;
    private static final double NS_PER_SECOND = 1e9;
    private static final int FAN_OUT = 4;
    private static final int SAMPLES = 256;
    private static final int FEW_SAMPLES = 64;
    /** Trees with rates that differ: few leaves, the tree of the goal for efficiency, and many for a short picture. */
    private static final List<Uneven> UNEVEN =
        List.of(new Uneven(10, FEW_SAMPLES), new Uneven(64, SAMPLES), new Uneven(100, FEW_SAMPLES));
    private static final double LAN_MS = 0.5;
    private static final double EFFICIENCY_GOAL = 0.95;
    private static final double INGRESS_GOAL = 1.25;
    private static final double COST_SPREAD = 30;
    private static final double STRAGGLER_GOAL = 1.10;
    private static final double[] ROUND_TRIPS_MS = {0.5, 20, 80};
    private static final double[] RATES_GOALS = {1.05, 1.10, 1.25};

    private record Uneven(int leaves, int samples) {
        String name(final String what) {
            return what + "-" + leaves + "-leaves" + (samples == FEW_SAMPLES ? "" : "-" + samples + "-samples");
        }
    }

    private final Figures figures = new Figures("scaling", System.out);
    private final double rate;
    private final int fanOut;
    private final int seeds;
    private final Mode mode;
    private final String only;
    private final SimCosts costs;

    private ScalingBench(final Arguments arguments, final int rate, final SimCosts costs) {
        this.rate = arguments.number("rate", rate);
        this.fanOut = arguments.number("fan-out", FAN_OUT);
        this.seeds = arguments.number("seeds", 2);
        this.mode = Mode.valueOf(arguments.text("mode", "final").toUpperCase(Locale.ROOT));
        this.only = arguments.text("only", "");
        this.costs = costs;
    }

    /** Runs the bench; ends with 1 when a goal is missed, 2 when called wrongly. */
    public static void main(final String[] args) {
        final Arguments arguments = Arguments.named(args, USAGE,
            Set.of("rate", "fan-out", "seeds", "leaves-max", "mode", "only"), Set.of("quick"));
        final ScalingBench bench = arguments.has("quick")
            ? new ScalingBench(arguments, RATE, new SimCosts(0, 0, 0, 0, 0, TILE_BYTES)) : calibrated(arguments);
        bench.rates();
        bench.straggler();
        bench.costs();
        bench.sizes(arguments.number("leaves-max", 1024));
        System.exit(bench.figures.finish(System.err, Scenes.out(), "scaling"));
    }

    /** With what this machine's nodes cost, and first the proof that this predicts real runs. */
    private static ScalingBench calibrated(final Arguments arguments) {
        final Optional<Calibration> read = Calibration.read();
        if (read.isEmpty()) {
            System.err.println(Calibration.file() + ": no such file; it holds what handling costs on this machine. "
                + "Measure it with: scripts/bench calibrate (or see what zero costs give: "
                + "scripts/bench scaling --quick)");
            System.exit(2);
        }
        final Calibration calibration = read.get();
        System.err.println("calibrated on " + calibration.machine() + ", commit " + calibration.commit());
        final ScalingBench bench = new ScalingBench(arguments,
            (int) (ScalingTree.THREADS * NS_PER_SECOND / calibration.tileSampleNs()), calibration.costs());
        if ("real".contains(bench.only)) {
            for (final int leaves : new int[] {1, 2, 4}) {
                final RealRun.Times times = RealRun.of(leaves, calibration);
                bench.figures.add("real-" + leaves + "-leaves", times.predictedSeconds(), "s predicted", "measured",
                    times.measuredSeconds(), "", true);
                bench.figures.add("real-" + leaves + "-leaves-error",
                    times.predictedSeconds() / times.measuredSeconds() - 1, "predicted / measured - 1", "", true);
            }
        }
        return bench;
    }

    /** Leaves 1:20 at three distances, from the client to a leaf and, where that is two links, of each link. */
    private void rates() {
        for (final Uneven tree : UNEVEN) {
            final int links = tree.leaves > fanOutFor(tree.leaves) ? 2 : 1;
            for (int i = 0; i < ROUND_TRIPS_MS.length; i++) {
                final String name = tree.name("rates") + "-" + ROUND_TRIPS_MS[i] + "ms";
                rates(name, tree, ROUND_TRIPS_MS[i] / links, RATES_GOALS[i]);
                if (links > 1) {
                    rates(name + "-each-link", tree, ROUND_TRIPS_MS[i], RATES_GOALS[i]);
                }
            }
        }
    }

    private void rates(final String name, final Uneven tree, final double linkMs, final double goal) {
        final ScalingCase scene = ScalingCase.of(ScalingTree.of(tree.leaves, fanOutFor(tree.leaves),
            ScalingTree.oneToTwenty(tree.leaves, rate)), tree.samples, linkMs, mode, costs);
        final ScalingCase.Outcome worst = worst(name, scene::run);
        if (worst != null) {
            figures.add(name, worst.warm(), "x ideal", "<=" + goal, worst.warm() <= goal);
            figures.add(name + "-cold", worst.cold(), "x ideal", "", true);
        }
    }

    private void straggler() {
        for (final Uneven tree : UNEVEN) {
            final String name = tree.name("straggler");
            final ScalingCase scene = ScalingCase.of(ScalingTree.of(tree.leaves, fanOutFor(tree.leaves), i -> rate),
                tree.samples, LAN_MS, mode, costs);
            final ScalingCase.Outcome worst =
                worst(name, seed -> scene.runWithStraggler(seed, "leaf" + tree.leaves / 2));
            if (worst != null) {
                figures.add(name, worst.warm(), "x ideal", "<=" + STRAGGLER_GOAL, worst.warm() <= STRAGGLER_GOAL);
            }
        }
    }

    /** Tiles of which the dearest costs as much as thirty of the cheapest, as glass beside sky. */
    private void costs() {
        for (final int leaves : new int[] {4, 16, 100}) {
            final String name = "tile-costs-" + leaves + "-leaves";
            final ScalingCase scene =
                ScalingCase.of(ScalingTree.of(leaves, leaves == 16 ? fanOut : fanOutFor(leaves), i -> rate),
                    FEW_SAMPLES, LAN_MS, mode, costs).withCostSpread(COST_SPREAD);
            final ScalingCase.Outcome worst = worst(name, scene::run);
            if (worst != null) {
                figures.add(name, worst.warm(), "x ideal", "", true);
            }
        }
    }

    private void sizes(final int leavesMax) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int leaves = 1; leaves <= leavesMax; leaves *= 4) {
            final ScalingCase.Outcome outcome = size("leaves-" + leaves, leaves, fanOut);
            if (outcome != null && leaves >= 4) {
                least = Math.min(least, outcome.ingressBytes());
                most = Math.max(most, outcome.ingressBytes());
            }
        }
        if (most > 0) {
            figures.add("ingress-spread", most / least, "most / least, from 4 leaves on", "<=" + INGRESS_GOAL,
                most <= INGRESS_GOAL * least);
        }
        size("leaves-64-flat", 64, 64);
    }

    private ScalingCase.@Nullable Outcome size(final String name, final int leaves, final int fan) {
        final ScalingCase scene = ScalingCase.of(ScalingTree.of(leaves, fan, i -> rate), SAMPLES, LAN_MS, mode,
            costs);
        final ScalingCase.Outcome worst = worst(name, scene::run);
        if (worst == null) {
            return null;
        }
        final double efficiency = 1 / worst.warm();
        final boolean isGoal = leaves <= 64;
        figures.add(name + "-efficiency", efficiency, "ideal / actual", isGoal ? ">=" + EFFICIENCY_GOAL : "",
            !isGoal || efficiency >= EFFICIENCY_GOAL);
        figures.add(name + "-efficiency-cold", 1 / worst.cold(), "ideal / actual", "", true);
        figures.add(name + "-ingress", worst.ingressBytes() / 1e6, "MB into the root per picture", "", true);
        figures.add(name + "-messages", worst.messages(), "in the whole tree per picture", "", true);
        return worst;
    }

    /** Few leaves dial the client itself. */
    private static int fanOutFor(final int leaves) {
        return leaves <= 10 ? leaves : 10;
    }

    /** The slowest of the seeds; null when the case is not asked for. */
    private ScalingCase.@Nullable Outcome worst(final String name, final LongFunction<ScalingCase.Outcome> run) {
        if (!name.contains(only)) {
            return null;
        }
        ScalingCase.Outcome worst = null;
        for (int seed = 1; seed <= seeds; seed++) {
            final ScalingCase.Outcome outcome = run.apply(seed);
            System.err.printf(Locale.ROOT, "%s, seed %d: warm %.4f x ideal (%.2f s), cold %.4f, simulated in %.1f s%n",
                name, seed, outcome.warm(), outcome.warmSeconds(), outcome.cold(), outcome.wallSeconds());
            worst = worst == null || outcome.warm() > worst.warm() ? outcome : worst;
        }
        return worst;
    }
}
