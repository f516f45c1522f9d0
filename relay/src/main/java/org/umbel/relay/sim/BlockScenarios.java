package org.umbel.relay.sim;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.umbel.codec.block.BlockId;
import org.umbel.relay.check.Findings;
import org.umbel.relay.check.Invariant;
import org.umbel.relay.simulated.NetworkOptions;
import org.umbel.relay.simulated.NetworkOptions.Group;

/** Scenes that travel once. */
final class BlockScenarios {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final String LATE = "leaf6";
    private static final int VERSIONS = 3;
    private static final int BLOCKS = 24;
    private static final int BLOCK_BYTES = 20_000;
    private static final int LARGE_BLOCKS = 240;
    /** Two scenes and a little: what was shown before the last one is on the disks only. */
    private static final long STORE_BYTES = (2 * BLOCKS + 4) * BLOCK_BYTES;

    static final List<Scenario> ALL = List.of(
        once("blocks-once", "three levels of links, six leaves, one of them late, memory for two scenes, and a scene "
            + "shown again: every block crosses every link once", Group.NONE),
        once("blocks-once-for-all", "the same where children hear what is sent to all", new Group(0, 0, 0, 0)),
        new Scenario("beyond-memory", "a scene larger than what a gateway remembers, and a leaf on a slow link: the "
            + "others do not wait for it, and it gets its scene",
            seed -> {
                final SimOptions quiet = SimOptions.quiet(Trees.chain(1, 3, 100));
                return quiet.withPicture(quiet.picture().withBlocks(LARGE_BLOCKS, BLOCK_BYTES))
                    .withLimits(quiet.limits().withBlocks(LARGE_BLOCKS * BLOCK_BYTES / 4,
                        quiet.limits().blockBytesPerSecond()))
                    .withPhases(30 * SECOND, 20 * SECOND);
            }, () -> Scripts.timed(BlockScenarios::slowLink, Scripts.Expectation.NONE)),
        new Scenario("group-falls-apart", "children leave the group again and again while a scene is sent to them",
            seed -> SimOptions.quiet(Trees.levels(new int[] {1, 6}, 300)).withEdits(8, 1)
                .withPicture(SimOptions.quiet(Trees.alone(1)).picture().withBlocks(BLOCKS, BLOCK_BYTES))
                .withNetwork(NetworkOptions.LAN.withGroup(new Group(0, 0.05, 0.05, 0))),
            () -> Scripts.finishing(Scripts.expect("members left", farm -> farm.network().totals().membersLeft() > 0)
                .and(Scripts.expect("most was sent to all",
                    farm -> farm.network().totals().groupDeliveries() > BLOCKS)))));

    private BlockScenarios() {}

    private static Scenario once(final String name, final String what, final Group group) {
        return new Scenario(name, what, seed -> {
            final SimOptions quiet = SimOptions.quiet(Trees.levels(new int[] {1, 2, 3}, 200));
            return quiet.withNodes(spec -> spec.name().equals(LATE) ? spec.startingAt(2 * SECOND) : spec)
                .withLimits(quiet.limits().withBlocks(STORE_BYTES, quiet.limits().blockBytesPerSecond()))
                .withPicture(quiet.picture().withBlocks(BLOCKS, BLOCK_BYTES)).withPhases(12 * SECOND, 20 * SECOND)
                .withNetwork(NetworkOptions.LAN.withGroup(group));
        }, () -> Scripts.timed(BlockScenarios::showAndReturn,
            ((Scripts.Expectation) BlockScenarios::eachIsHandedOnce)
                .and(Scripts.expect("the group was used, if there was one",
                    farm -> farm.network().totals().groupMessages() > 0 != group.equals(Group.NONE)))));
    }

    /** The scene takes 24 s over it. */
    private static void slowLink(final Farm farm) {
        farm.network().slow("relay1", "leaf1", LARGE_BLOCKS * BLOCK_BYTES / 24, 30 * SECOND);
        farm.events().at(5 * SECOND, () -> {
            for (final int leaf : new int[] {1, 2, 3}) {
                final boolean isSlow = leaf == 1;
                farm.findings().expect(Invariant.SCENARIO, farm.probe().accepted("client", "leaf" + leaf) > 0 != isSlow,
                    "leaf" + leaf, () -> isSlow ? "its link was not slow" : "it waited for the slow one");
            }
        });
    }

    private static void showAndReturn(final Farm farm) {
        farm.scenes().sureDisks();
        farm.network().totals().countBlocks();
        for (int i = 1; i <= VERSIONS; i++) {
            final int version = i % VERSIONS;
            farm.events().at((1 + 3L * i) * SECOND,
                () -> farm.roots().forEach(root -> root.showScene(version)));
        }
    }

    /** Whoever was there from the beginning was handed all of every scene; the late one what was shown later. */
    private static void eachIsHandedOnce(final Farm farm, final Findings findings) {
        for (final SimProcess process : farm.nodes()) {
            final String name = process.name();
            final Map<BlockId, Integer> handed = farm.network().totals().blocksInto(name);
            final long twice = handed.values().stream().filter(times -> times > 1).count();
            findings.expect(Invariant.SCENARIO, twice == 0, name,
                () -> twice + " of " + handed.size() + " blocks came more than once");
            final long missing = name.equals("client") ? 0 : scenesShown(farm).stream()
                .flatMap(scene -> scene.blocks().stream()).filter(block -> !handed.containsKey(block.id())).count();
            findings.expect(Invariant.SCENARIO, missing == 0, name, () -> missing + " blocks never came");
        }
    }

    private static List<SimScene> scenesShown(final Farm farm) {
        return IntStream.range(0, VERSIONS).mapToObj(i -> farm.scenes().scene("client", i)).toList();
    }
}
