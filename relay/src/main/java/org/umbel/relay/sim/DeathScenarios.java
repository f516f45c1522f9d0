package org.umbel.relay.sim;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.check.Invariant;
import org.umbel.relay.hub.Dial;

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
        new Scenario("orphans",
            "a relay dies for good and its orphans work through the grandparent; another comes back to its own",
            seed -> SimOptions.quiet(twoBranches()).withPhases(10 * SECOND, 20 * SECOND), () -> Scripts.once(
                farm -> farm.probe().bucketed("relay2") > 0 && farm.probe().owed("relay3", "leaf3") > 0,
                DeathScenarios::orphan, Scripts.expect("a range was freed", farm -> farm.probe().rangesFreed() > 0))),
        new Scenario("liar", "a leaf lies, is found by audits and cut off",
            seed -> SimOptions.quiet(Trees.chain(2, 4, 200)), () -> Scripts.timed(farm -> farm.lie("leaf2"),
                Scripts.expect("the others were believed, and it was not",
                    farm -> farm.probe().accepted("relay2", "leaf1") > 0
                        && farm.probe().accepted("relay2", "leaf2") == 0))),
        new Scenario("relay-paused", "a relay stands still for 30 s and comes back",
            seed -> SimOptions.quiet(Trees.chain(2, 3, 100)).withPicture(6, 4, 256).withPhases(35 * SECOND,
                20 * SECOND),
            () -> Scripts.once(farm -> farm.probe().bucketed("relay2") > 0,
                farm -> farm.pause("relay2", farm.nowNs() + 30 * SECOND), LinkScenarios.LINKS_DIED)),
        new Scenario("root-restarted", "a client dies and goes on from the snapshot that it wrote before",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 60)).withPhases(6 * SECOND, 20 * SECOND),
            DeathScenarios::restartedRoot));

    private DeathScenarios() {}

    /** client -> relay1 -> relay2, relay3 -> two leaves each, so slow that they are still at work at the end. */
    private static List<NodeSpec> twoBranches() {
        final List<NodeSpec> nodes = new ArrayList<>(Trees.chain(2, 4, 20));
        final List<Dial> other = List.of(new Dial("relay3", Position.CHILD));
        nodes.add(3, new NodeSpec("relay3", Role.RELAY, nodes.get(2).dials(), true, 0, 0, 0));
        nodes.replaceAll(node -> node.name().equals("leaf3") || node.name().equals("leaf4")
            ? new NodeSpec(node.name(), Role.LEAF, other, false, node.threads(), node.rate(), 0)
            : node);
        return nodes;
    }

    private static void orphan(final Farm farm) {
        farm.kill("relay2");
        farm.leaveForGood("relay2");
        farm.kill("relay3");
        farm.events().after(3 * SECOND, () -> {
            expectOwing(farm, "relay1", "leaf1");
            expectOwing(farm, "relay1", "leaf3");
            farm.restart("relay3");
        });
        farm.events().after(6 * SECOND, () -> {
            expectOwing(farm, "relay1", "leaf1");
            expectOwing(farm, "relay3", "leaf3");
        });
    }

    private static void expectOwing(final Farm farm, final String parent, final String child) {
        farm.findings().expect(Invariant.SCENARIO, farm.probe().owed(parent, child) > 0, child,
            () -> "it does not work for " + parent);
    }

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
