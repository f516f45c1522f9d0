package org.umbel.bench;

import java.util.List;
import java.util.function.Consumer;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.sim.Farm;
import org.umbel.relay.sim.NodeSpec;
import org.umbel.relay.sim.Scenario;
import org.umbel.relay.sim.SimCosts;
import org.umbel.relay.sim.SimOptions;
import org.umbel.relay.sim.SimResult;
import org.umbel.relay.sim.Stopwatch;
import org.umbel.relay.simulated.NetworkOptions;

/**
 * One picture on a simulated tree, in virtual time.
 *
 * @param nodes       the tree
 * @param columns     tiles of a row
 * @param rows        rows of tiles
 * @param samples     per pixel
 * @param roundTripMs of every link
 * @param mode        interactive or final
 * @param costs       what handling takes
 * @param costSpread  what the dearest tile costs beside the cheapest
 */
record ScalingCase(List<NodeSpec> nodes, int columns, int rows, int samples, double roundTripMs, Mode mode,
                   SimCosts costs, double costSpread) {
    /** Of 1080p. */
    static final int COLUMNS = 60;
    static final int ROWS = 34;
    private static final double NS_PER_MS = 1e6;
    private static final long PARK_MAX_NS = 50_000;
    private static final long LOAD_MAX_NS = 50_000_000;
    /** Virtual time after which a picture that is not whole is given up. */
    private static final long GIVE_UP_NS = 3_600_000_000_000L;
    private static final long CHECK_EVERY_NS = 1_000_000_000;
    private static final double STRAGGLER_FACTOR = 50;

    /**
     * What came of it.
     *
     * @param cold         time over ideal of the first picture, from its first samples: rates are not known yet
     * @param warm         time over ideal of the second picture, from the edit: rates are known
     * @param warmSeconds  of the second picture
     * @param ingressBytes into the root for the second picture
     * @param messages     in the whole tree for the second picture
     * @param wallSeconds  that the simulation took
     */
    record Outcome(double cold, double warm, double warmSeconds, long ingressBytes, long messages,
                   double wallSeconds) {}

    /** A picture of 1080p. */
    static ScalingCase of(final List<NodeSpec> nodes, final int samples, final double roundTripMs, final Mode mode,
                          final SimCosts costs) {
        return new ScalingCase(nodes, COLUMNS, ROWS, samples, roundTripMs, mode, costs, 1);
    }

    /** The same picture, of tiles that cost differently; all together cost the same. */
    ScalingCase withCostSpread(final double newSpread) {
        return new ScalingCase(nodes, columns, rows, samples, roundTripMs, mode, costs, newSpread);
    }

    /** Seconds that all workers need together when none ever waits. */
    double idealSeconds() {
        return (double) columns * rows * samples / nodes.stream().mapToDouble(NodeSpec::rate).sum();
    }

    Outcome run(final long seed) {
        return run(seed, idealSeconds(), farm -> {});
    }

    /** In the middle of the timed picture a leaf becomes 50 times slower; what the others can then do is ideal. */
    Outcome runWithStraggler(final long seed, final String leaf) {
        final double all = nodes.stream().mapToDouble(NodeSpec::rate).sum();
        final double lost = nodes.stream().filter(node -> node.name().equals(leaf)).mapToDouble(NodeSpec::rate).sum()
            * (1 - 1 / STRAGGLER_FACTOR);
        final double half = idealSeconds() / 2;
        return run(seed, half + half * all / (all - lost), farm -> farm.events().after((long) (half * 1e9),
            () -> farm.slow(leaf, STRAGGLER_FACTOR)));
    }

    private Outcome run(final long seed, final double warmIdealSeconds, final Consumer<Farm> onBegin) {
        final long wallNs = System.nanoTime();
        final Stopwatch watch = new Stopwatch(onBegin);
        final SimResult result = new Scenario("scaling", "one picture in virtual time", any -> options(), () -> watch)
            .run(seed);
        if (!result.isClean() || watch.warmNs() < 0) {
            throw new IllegalStateException("the picture was not finished as it should be:\n" + result.report());
        }
        return new Outcome(watch.coldNs() * 1e-9 / idealSeconds(), watch.warmNs() * 1e-9 / warmIdealSeconds,
            watch.warmNs() * 1e-9, watch.ingressBytes(), watch.messages(), (System.nanoTime() - wallNs) * 1e-9);
    }

    private SimOptions options() {
        final NetworkOptions lan = NetworkOptions.LAN;
        return SimOptions.quiet(nodes).withPicture(columns, rows, samples).withMode(mode)
            .withNetwork(lan.withDelays(lan.delays().withLatency((long) (roundTripMs * NS_PER_MS / 2),
                (long) (roundTripMs * NS_PER_MS / 40))))
            .withMachine(new SimOptions.Machine(false, LOAD_MAX_NS, PARK_MAX_NS, costs, costSpread, false))
            .withPhases(GIVE_UP_NS, GIVE_UP_NS).withChecking(Integer.MAX_VALUE, CHECK_EVERY_NS);
    }
}
