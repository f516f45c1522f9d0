package org.umbel.relay.sim;

import java.util.List;

/** Machines that die, stand still, or come back. */
final class DeathScenarios {
    private static final long SECOND = 1_000_000_000L;

    static final List<Scenario> ALL = List.of(
        new Scenario("leaf-killed", "a leaf dies for good after its first accepted report and while it owes",
            seed -> SimOptions.quiet(Trees.leaves(3, 300)), () -> Scripts.once(
                farm -> farm.probe().accepted("client", "leaf1") > 0 && farm.probe().owed("client", "leaf1") > 0,
                farm -> {
                    farm.kill("leaf1");
                    farm.leaveForGood("leaf1");
                }, Scripts.expect("a range was freed", farm -> farm.probe().rangesFreed() > 0))),
        new Scenario("relay-killed", "a relay dies with unsent sums and comes back after a second",
            seed -> SimOptions.quiet(Trees.chain(2, 3, 300)), () -> Scripts.once(
                farm -> farm.probe().accepted("client", "relay1") > 0 && farm.probe().bucketed("relay2") > 0,
                farm -> {
                    farm.kill("relay2");
                    farm.events().after(SECOND, () -> farm.restart("relay2"));
                }, Scripts.expect("something was accepted after the restart",
                    farm -> farm.probe().accepted("client", "relay2") > 0))),
        new Scenario("relay-paused", "a relay stands still for 30 s and comes back",
            seed -> SimOptions.quiet(Trees.chain(2, 3, 100)).withPicture(6, 4, 256).withPhases(35 * SECOND,
                20 * SECOND),
            () -> Scripts.once(farm -> farm.probe().bucketed("relay2") > 0,
                farm -> farm.pause("relay2", farm.nowNs() + 30 * SECOND), LinkScenarios.LINKS_DIED)),
        new Scenario("root-restarted", "a client dies and goes on from the snapshot that it wrote before",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 60)).withPhases(6 * SECOND, 20 * SECOND),
            DeathScenarios::restartedRoot));

    private DeathScenarios() {}

    private static Script restartedRoot() {
        final long[] saved = new long[2];
        return Scripts.timed(farm -> {
            farm.events().at(3 * SECOND, () -> {
                farm.keepSnapshot("client");
                saved[0] = farm.probe().tileSamplesAccepted("client");
            });
            farm.events().at(4 * SECOND, () -> farm.kill("client"));
            farm.events().at(5 * SECOND, () -> {
                farm.restart("client");
                saved[1] = farm.probe().tileSamplesAccepted("client");
            });
        }, Scripts.expect("there was something to save", farm -> saved[0] > 0)
            .and(Scripts.expect("the new root began with what was saved", farm -> saved[1] == saved[0])));
    }
}
