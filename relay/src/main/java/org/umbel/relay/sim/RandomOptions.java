package org.umbel.relay.sim;

import java.util.List;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.hub.NodeConfig;
import org.umbel.relay.sim.FaultOptions.Kills;
import org.umbel.relay.sim.FaultOptions.Partitions;
import org.umbel.relay.sim.FaultOptions.SlowLinks;
import org.umbel.relay.sim.FaultOptions.Spell;
import org.umbel.relay.sim.FaultOptions.Stragglers;
import org.umbel.relay.simulated.NetworkOptions;
import org.umbel.relay.simulated.NetworkOptions.Delays;
import org.umbel.relay.simulated.NetworkOptions.Jitter;
import org.umbel.relay.simulated.NetworkOptions.Mishaps;
import org.umbel.relay.simulated.SeededRandom;

/** Options drawn from a seed: any tree, any network, any mix of faults. */
final class RandomOptions {
    private static final long MS = 1_000_000L;
    private static final double RATE_MIN_PER_THREAD = 2;
    private static final int CODEC_ONE_IN = 8;
    private static final long COST_SEED = 0x63_6f_73_74L;
    /** What a node that remembers little still holds. */
    private static final int SCENE_BYTES_MAX = 480_000;
    private static final long GROUP_SEED = 0x67_72_6f_75_70L;
    private static final long LARGE_SEED = 0x6c_61_72_67_65L;
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
        final boolean codec = random.nextInt(CODEC_ONE_IN) == 0;
        final PictureOptions picture = picture(random).withRealScenes(codec);
        final List<NodeSpec> tree = withPace(Trees.random(count, 1, faultsNs, random),
            picture.tileSamples() / (random.between(500, 6_000) / 1000.0));
        // drawn apart, so that all else of a seed is what it always was
        final SeededRandom own = new SeededRandom(SeededRandom.mix(seed) ^ COST_SEED);
        final double spread = own.chance(0.3) ? own.between(2, 30) : 1;
        return SimOptions.quiet(tree).withLimits(limits(random)).withNetwork(network(random))
            .withFaults(faults(random)).withPicture(picture)
            .withEdits(new EditOptions(random.chance(0.5) ? 0 : random.between(1, 40), 0.2,
                random.chance(0.3) ? 1_000 * MS : 0))
            .withMachine(new SimOptions.Machine(codec, random.between(1, 400) * MS,
                random.chance(0.5) ? 500_000 : 10 * MS, SimCosts.NONE, spread, true))
            .withPhases(faultsNs, 20_000 * MS).withChecking(random.between(50, 400), 50 * MS);
    }

    /** Draws options of a network with groups, and of scenes that change. */
    static SimOptions ofGroup(final long seed) {
        final SeededRandom random = new SeededRandom(SeededRandom.mix(seed) ^ GROUP_SEED);
        final SimOptions options = of(seed, random.between(3, 12));
        final NetworkOptions.Group group = new NetworkOptions.Group(random.chance(0.5) ? 0.1 : 0,
            random.chance(0.5) ? 0.02 : 0, random.chance(0.3) ? 0.02 : 0, 0);
        final int blocks = random.between(4, 40);
        return options.withNetwork(options.network().withGroup(group))
            .withPicture(options.picture().withBlocks(blocks, random.between(100, SCENE_BYTES_MAX / blocks)))
            .withEdits(random.between(1, 20), 0.5);
    }

    /**
     * Draws options of scenes that are larger than what nodes remember, and of groups whose messages somebody mangles,
     * so that what is said to have come has not.
     */
    static SimOptions ofLargeScenes(final long seed) {
        final SeededRandom random = new SeededRandom(SeededRandom.mix(seed) ^ LARGE_SEED);
        final SimOptions options = ofGroup(seed);
        final int blocks = random.between(20, 60);
        final int blockBytes = random.between(100, 1_000_000 / blocks);
        final NetworkOptions.Group group = options.network().group();
        final double mangled = random.chance(0.5) ? 0.05 : 0;
        return options.withPicture(options.picture().withRealScenes(false).withBlocks(blocks, blockBytes))
            .withLimits(options.limits().withBlocks(random.between(1, blocks * blockBytes),
                options.limits().blockBytesPerSecond())
                .withBlocksAgainAfter(mangled > 0 ? 1_000 * MS : options.limits().blockAgainNs()))
            // what was sent while a link was slow comes slowly
            .withPhases(options.phases().faultsNs(), 150_000 * MS)
            .withNetwork(options.network().withGroup(new NetworkOptions.Group(group.blockedProbability(),
                group.leaveProbability(), group.spoiltProbability(), mangled)));
    }

    private static PictureOptions picture(final SeededRandom random) {
        final Mode mode = random.chance(0.5) ? Mode.INTERACTIVE : random.chance(0.7) ? Mode.FINAL : Mode.TILED;
        return PictureOptions.SMALL.withSize(random.between(1, 8), random.between(1, 6),
            random.chance(0.3) ? random.between(1, 100) : 1 << random.between(0, 7))
            .withPlaneLength(random.between(1, 2)).withMode(mode)
            .withBlocks(random.between(0, 12), random.between(100, 40_000));
    }

    /** The product's, but some nodes remember little more than a scene and send blocks slowly. */
    private static NodeConfig.Limits limits(final SeededRandom random) {
        return random.chance(0.2) ? SimOptions.LIMITS.withBlocks(random.between(600_000, 1_200_000),
            random.between(500_000, 5_000_000)) : SimOptions.LIMITS;
    }

    /** Scales rates so that all workers together render so many tile-samples per second. */
    private static List<NodeSpec> withPace(final List<NodeSpec> nodes, final double tileSamplesPerSecond) {
        final double total = nodes.stream().filter(node -> node.threads() > 0).mapToDouble(NodeSpec::rate)
            .sum();
        // one sample must not outlast a test
        return nodes.stream().map(node -> node.withRate(Math.max(node.rate() * tileSamplesPerSecond / total,
            RATE_MIN_PER_THREAD * node.threads()))).toList();
    }

    private static NetworkOptions network(final SeededRandom random) {
        final boolean far = random.chance(0.3);
        final boolean rough = random.chance(0.7);
        final Delays delays = NetworkOptions.LAN.delays()
            .withLatency(far ? random.between(5, 60) * MS : random.between(50_000, MS),
                far ? 5 * MS : random.between(0, MS))
            .withJitter(Jitter.values()[random.nextInt(Jitter.values().length)])
            .withSlow(rough ? 0.02 : 0, 300 * MS).withBlockSkew(random.chance(0.3) ? 150 * MS : 0);
        final double gaps = rough && random.chance(0.5) ? 0.0005 : 0;
        final double malformed = rough && random.chance(0.3) ? 0.001 : 0;
        return NetworkOptions.LAN.withDelays(delays)
            .withMishaps(rough ? new Mishaps(0.02, 0.01, gaps, malformed) : Mishaps.NONE)
            .withStreams(random.chance(0.2) ? 200_000 : 12_500_000, random.chance(0.3) ? 4_096 : 1 << 20)
            .withDeathNotice(300 * MS, 1_500 * MS);
    }

    private static FaultOptions faults(final SeededRandom random) {
        final Spell kills = often(random, 0.7, random.between(300, 3_000), 4_000);
        final Spell pauses = often(random, 0.5, 2_000, random.chance(0.2) ? 30_000 : 2_500);
        return FaultOptions.NONE.withKills(new Kills(kills, random.chance(0.2), 0.2))
            .withAbsences(pauses, often(random, 0.3, 2_000, 2_000))
            .withStragglers(new Stragglers(often(random, 0.4, 1_500, 3_000), 50))
            .withLinks(random.chance(0.5) ? 1_500 * MS : 0, new Partitions(often(random, 0.5, 2_000, 4_000), 0.5),
                often(random, 0.5, 1_000, 2_000), new SlowLinks(often(random, 0.3, 2_000, 2_000), 20_000))
            .withStrangers(1_000 * MS);
    }

    private static Spell often(final SeededRandom random, final double probability, final long everyMs,
                               final long maxMs) {
        return random.chance(probability) ? new Spell(everyMs * MS, maxMs * MS) : Spell.NEVER;
    }
}
