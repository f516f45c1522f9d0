package org.umbel.relay.sim;

import java.util.List;
import java.util.function.UnaryOperator;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.simulated.NetworkOptions;

/**
 * Everything that a simulation is told. Begin with {@link #quiet} and derive. Times in nanoseconds of virtual time.
 *
 * @param nodes    the tree; names are unique; sessions are opened at every {@code CLIENT}
 * @param limits   of every node
 * @param network  delays and faults of messages
 * @param faults   faults of processes and links, while the faults phase lasts
 * @param picture  what the sessions show
 * @param edits    what people do to them
 * @param machine  how processes behave
 * @param phases   how long it takes
 * @param checking how often everything is looked through
 */
public record SimOptions(List<NodeSpec> nodes, NodeConfig.Limits limits, NetworkOptions network, FaultOptions faults,
                         PictureOptions picture, EditOptions edits, Machine machine, Phases phases,
                         Checking checking) {
    private static final long MS = 1_000_000;
    /** The product's, but that nobody asks twice for a block that was asked for and never came: that is a fault. */
    static final NodeConfig.Limits LIMITS = NodeConfig.Limits.DEFAULT.withBlocksAgainAfter(Long.MAX_VALUE / 64);

    /**
     * How processes behave.
     *
     * @param encodedMessages every message passes the codec; else objects are handed over
     * @param loadMaxNs       a worker needs up to this to make a scene ready
     * @param parkMaxNs       an agent sees what has arrived after up to this
     * @param costs           how long handling keeps an agent busy
     * @param costSpread      what the dearest tile costs beside the cheapest, at least 1
     * @param mistrusting     every other seed's nodes share a key, and every other pair of seeds' gateways audit some
     *                        of what leaves report; else none do
     */
    public record Machine(boolean encodedMessages, long loadMaxNs, long parkMaxNs, SimCosts costs,
                          double costSpread, boolean mistrusting) {
        public Machine {
            if (costSpread < 1) {
                throw new IllegalArgumentException("a dearest tile " + costSpread + " times as dear as the cheapest");
            }
        }

        /** The same with other encoding. */
        Machine withEncoding(final boolean encoded) {
            return new Machine(encoded, loadMaxNs, parkMaxNs, costs, costSpread, mistrusting);
        }

        /** The same with tiles that cost differently. */
        public Machine withCostSpread(final double newSpread) {
            return new Machine(encodedMessages, loadMaxNs, parkMaxNs, costs, newSpread, mistrusting);
        }
    }

    /**
     * The two phases.
     *
     * @param faultsNs faults and edits
     * @param healNs   everything is back and stays; the picture must be whole after this and three times what the
     *                 workers that are left need for all of it
     */
    public record Phases(long faultsNs, long healNs) {
        public Phases {
            if (faultsNs < 0 || healNs < 1) {
                throw new IllegalArgumentException("phases of " + faultsNs + " and " + healNs + " ns");
            }
        }
    }

    /**
     * How often everything is looked through; what is checked with each message is checked besides.
     *
     * @param everySteps agent steps between two full checks, {@value #STEPS_MAX} at most where it is not only time that
     *                   is asked for
     * @param everyNs    virtual time between two looks of those checkers that watch durations
     */
    public record Checking(int everySteps, long everyNs) {
        public static final int STEPS_MAX = 1000;

        public Checking {
            if (everySteps < 1 || everyNs < 1) {
                throw new IllegalArgumentException("full checks every " + everySteps + " steps, " + everyNs + " ns");
            }
        }
    }

    public SimOptions {
        nodes = List.copyOf(nodes);
    }

    /** A quiet tree on a quiet network: scenarios start from here. */
    public static SimOptions quiet(final List<NodeSpec> nodes) {
        return new SimOptions(nodes, LIMITS, NetworkOptions.LAN, FaultOptions.NONE,
            PictureOptions.SMALL, EditOptions.NONE, new Machine(false, 50 * MS, MS / 2, SimCosts.NONE, 1, true),
            new Phases(4_000 * MS, 20_000 * MS), new Checking(250, 50 * MS));
    }

    public SimOptions withLimits(final NodeConfig.Limits newLimits) {
        return new SimOptions(nodes, newLimits, network, faults, picture, edits, machine, phases, checking);
    }

    public SimOptions withNetwork(final NetworkOptions newNetwork) {
        return new SimOptions(nodes, limits, newNetwork, faults, picture, edits, machine, phases, checking);
    }

    public SimOptions withFaults(final FaultOptions newFaults) {
        return new SimOptions(nodes, limits, network, newFaults, picture, edits, machine, phases, checking);
    }

    public SimOptions withPicture(final PictureOptions newPicture) {
        return new SimOptions(nodes, limits, network, faults, newPicture, edits, machine, phases, checking);
    }

    /** The same picture in another size. */
    public SimOptions withPicture(final int columns, final int rows, final int samples) {
        return withPicture(picture.withSize(columns, rows, samples));
    }

    public SimOptions withMode(final Mode mode) {
        return withPicture(picture.withMode(mode));
    }

    public SimOptions withEdits(final EditOptions newEdits) {
        return new SimOptions(nodes, limits, network, faults, picture, newEdits, machine, phases, checking);
    }

    public SimOptions withEdits(final int count, final double sceneShare) {
        return withEdits(new EditOptions(count, sceneShare, edits.motionNs()));
    }

    public SimOptions withMachine(final Machine newMachine) {
        return new SimOptions(nodes, limits, network, faults, picture, edits, newMachine, phases, checking);
    }

    /** Scenes, messages, or both pass the real codec. */
    public SimOptions withCodec(final boolean realScenes, final boolean encodedMessages) {
        return withPicture(picture.withRealScenes(realScenes))
            .withMachine(machine.withEncoding(encodedMessages));
    }

    public SimOptions withPhases(final long faultsNs, final long healNs) {
        return new SimOptions(nodes, limits, network, faults, picture, edits, machine, new Phases(faultsNs, healNs),
            checking);
    }

    public SimOptions withChecking(final int everySteps, final long everyNs) {
        return new SimOptions(nodes, limits, network, faults, picture, edits, machine, phases,
            new Checking(everySteps, everyNs));
    }

    /** Some of the nodes are others. */
    public SimOptions withNodes(final UnaryOperator<NodeSpec> change) {
        return new SimOptions(nodes.stream().map(change).toList(), limits, network, faults, picture, edits, machine,
            phases, checking);
    }

    /** Tile-samples per second of all workers together. */
    public double totalRate() {
        return nodes.stream().filter(node -> node.threads() > 0).mapToDouble(NodeSpec::rate).sum();
    }
}
