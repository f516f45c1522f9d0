package org.umbel.relay.sim;

import java.util.List;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.simulated.NetworkOptions;
import org.umbel.relay.simulated.SeededRandom;

/** Options drawn from a seed: any tree, any network, any mix of faults. */
final class RandomOptions {
    private static final long MS = 1_000_000L;
    private static final double RATE_MIN_PER_THREAD = 2;
    private static final int CODEC_ONE_IN = 8;
    private static final long NODE_SEED = 0x51_6d_75_6c_61L;

    private RandomOptions() {}

    /**
     * Draws options.
     *
     * @param nodes of the tree; 0: draw that too, 1 to 12
     */
    static SimOptions of(final long seed, final int nodes) {
        final SeededRandom random = new SeededRandom(SeededRandom.mix(seed) ^ NODE_SEED);
        final int count = nodes > 0 ? nodes : random.chance(0.03) ? 1 : random.between(2, 12);
        final long faultsNs = random.between(2_000, 8_000) * MS;
        final int columns = random.between(1, 8);
        final int rows = random.between(1, 6);
        final int samples = random.chance(0.3) ? random.between(1, 100) : 1 << random.between(0, 7);
        final List<NodeSpec> tree = withPace(Trees.random(count, 1, faultsNs, random),
            columns * rows * (double) samples / (random.between(500, 6_000) / 1000.0));
        final boolean codec = random.nextInt(CODEC_ONE_IN) == 0;
        return new SimOptions(tree, limits(random), network(random), faults(random), columns, rows, samples,
            random.between(1, 2), random.chance(0.5) ? Mode.INTERACTIVE : Mode.FINAL, random.between(0, 12),
            random.between(100, 40_000), codec, codec, random.chance(0.5) ? 0 : random.between(1, 40), 0.2,
            random.between(1, 400) * MS, random.chance(0.5) ? 500_000 : 10 * MS, faultsNs, 20_000 * MS,
            random.between(50, 400));
    }

    /** The product's, but some nodes remember little more than a scene and send blocks slowly. */
    private static NodeConfig.Limits limits(final SeededRandom random) {
        final NodeConfig.Limits l = NodeConfig.Limits.DEFAULT;
        final boolean tight = random.chance(0.2);
        return new NodeConfig.Limits(l.childrenMax(), l.sessionsMax(), l.heartbeatNs(), l.deadAfterNs(),
            l.redialMinNs(), l.redialMaxNs(), l.windowInteractiveNs(), l.windowFinalNs(),
            l.reportInteractiveNs(), l.reportFinalNs(), l.reportEveryNs(), l.statusEveryNs(),
            tight ? random.between(600_000, 1_200_000) : l.blockStoreBytesMax(),
            tight ? random.between(500_000, 5_000_000) : l.blockBytesPerSecond());
    }

    /** Scales rates so that all workers together render so many tile-samples per second. */
    private static List<NodeSpec> withPace(final List<NodeSpec> nodes, final double tileSamplesPerSecond) {
        final double total = nodes.stream().filter(node -> node.threads() > 0).mapToDouble(NodeSpec::rate)
            .sum();
        // granted work is not recalled yet: nobody may be so slow that one sample outlasts a test
        return nodes.stream().map(node -> node.withRate(Math.max(node.rate() * tileSamplesPerSecond / total,
            RATE_MIN_PER_THREAD * node.threads()))).toList();
    }

    private static NetworkOptions network(final SeededRandom random) {
        final boolean far = random.chance(0.3);
        final boolean rough = random.chance(0.7);
        final long latencyNs = far ? random.between(5, 60) * MS : random.between(50_000, MS);
        final long jitterNs = far ? 5 * MS : random.between(0, MS);
        final long blockSkewNs = random.chance(0.3) ? 150 * MS : 0;
        final long bytesPerSecond = random.chance(0.2) ? 200_000 : 12_500_000;
        final int streamBytesMax = random.chance(0.3) ? 4_096 : 1 << 20;
        final double gaps = rough && random.chance(0.5) ? 0.0005 : 0;
        final double malformed = rough && random.chance(0.3) ? 0.001 : 0;
        return new NetworkOptions(latencyNs, jitterNs, rough ? 0.02 : 0, 300 * MS, blockSkewNs,
            bytesPerSecond, streamBytesMax, rough ? 0.02 : 0, gaps, malformed, 1_000 * MS,
            300 * MS, 1_500 * MS);
    }

    private static FaultOptions faults(final SeededRandom random) {
        final boolean kills = random.chance(0.7);
        return new FaultOptions(kills ? random.between(300, 3_000) * MS : 0, random.chance(0.2), 4_000 * MS,
            0.2, random.chance(0.5) ? 2_000 * MS : 0, random.chance(0.2) ? 30_000 * MS : 2_500 * MS,
            random.chance(0.5) ? 1_500 * MS : 0, random.chance(0.5) ? 2_000 * MS : 0, 4_000 * MS, 0.5,
            random.chance(0.5) ? 1_000 * MS : 0, 2_000 * MS, 1_000 * MS);
    }
}
