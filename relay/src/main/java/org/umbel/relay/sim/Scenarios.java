package org.umbel.relay.sim;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The named scenarios. */
public final class Scenarios {
    private static final Scenario RANDOM = new Scenario("random", "any tree, network and mix of faults",
        seed -> RandomOptions.of(seed, 0), () -> Script.NONE);

    private static final Scenario GROUP = new Scenario("group",
        "the same, and children that hear what is sent to all, or do not, or no more", RandomOptions::ofGroup,
        () -> Script.NONE);

    private static final Scenario LARGE = new Scenario("large",
        "the same, scenes larger than what nodes remember, and messages for all that come as others",
        RandomOptions::ofLargeScenes, () -> Script.NONE);

    private static final List<Scenario> ALL =
        Stream.of(List.of(RANDOM, GROUP, LARGE), TreeScenarios.ALL, DeathScenarios.ALL,
            LinkScenarios.ALL, BlockScenarios.ALL, LoadScenarios.ALL).flatMap(List::stream).toList();

    private Scenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }

    public static Optional<Scenario> named(final String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /** The random scenario for trees of so many nodes. */
    static Scenario random(final int nodes) {
        return new Scenario("random", "trees of " + nodes, false, "random --nodes " + nodes,
            seed -> RandomOptions.of(seed, nodes), () -> Script.NONE);
    }
}
