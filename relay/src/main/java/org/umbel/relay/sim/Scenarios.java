package org.umbel.relay.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.StreamKind;
import org.umbel.relay.check.Findings;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.sim.SimTotals.Count;
import org.umbel.relay.simulated.NetworkOptions;

/** The named scenarios. */
public final class Scenarios {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;

    private static final List<Scenario> ALL = List.of(
        new Scenario("random", "any tree, network and mix of faults", seed -> RandomOptions.of(seed, 0),
            () -> Script.NONE),
        new Scenario("alone", "a client that renders by itself", seed -> SimOptions.quiet(Trees.alone(800)),
            () -> Script.NONE),
        new Scenario("leaves", "a listening client and three leaves",
            seed -> SimOptions.quiet(Trees.leaves(3, 400)).withCodec(true, true), () -> Script.NONE),
        new Scenario("chain", "a client, two relays and four leaves",
            seed -> SimOptions.quiet(Trees.chain(2, 4, 300)).withCodec(true, true), () -> Script.NONE),
        new Scenario("leaf-killed", "a leaf dies for good after its first accepted report and while it owes",
            seed -> SimOptions.quiet(Trees.leaves(3, 300)), () -> once(
                farm -> farm.accepted("client", "leaf1") > 0 && farm.owed("client", "leaf1") > 0, farm -> {
                    farm.kill("leaf1");
                    farm.leaveForGood("leaf1");
                }, (farm, findings) -> findings.expect(Findings.SCENARIO, farm.rangesFreed() > 0, "client",
                    () -> "no range was freed"))),
        new Scenario("relay-killed", "a relay dies with unsent sums and comes back after a second",
            seed -> SimOptions.quiet(Trees.chain(2, 3, 300)), () -> once(
                farm -> farm.accepted("client", "relay1") > 0 && farm.bucketed("relay2") > 0, farm -> {
                    farm.kill("relay2");
                    farm.events().after(SECOND, () -> farm.restart("relay2"));
                }, (farm, findings) -> findings.expect(Findings.SCENARIO, farm.accepted("client",
                    "relay2") > 0,
                    "relay2", () -> "nothing was accepted after the restart"))),
        new Scenario("leaf-joins", "a leaf joins in the middle and contributes",
            seed -> SimOptions.quiet(lateLeaf()), () -> finishing((farm, findings) -> findings.expect(
                Findings.SCENARIO, farm.accepted("client", "leaf3") > 0, "leaf3",
                () -> "it contributed nothing"))),
        new Scenario("relay-paused", "a relay stands still for 30 s and comes back",
            seed -> SimOptions.quiet(Trees.chain(2, 3, 100)).withPicture(6, 4, 256).withPhases(35 * SECOND,
                20 * SECOND),
            () -> once(farm -> farm.bucketed("relay2") > 0,
                farm -> farm.pause("relay2", farm.nowNs() + 30 * SECOND), Scenarios::expectLinkDeaths)),
        new Scenario("one-way-partition",
            "what the relay says to a leaf is lost for 5 s, then the other way round",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 60)).withPhases(16 * SECOND, 20 * SECOND),
            () -> timed(farm -> {
                farm.events().at(SECOND, () -> oneWay(farm, "relay1", "leaf1"));
                farm.events().at(8 * SECOND, () -> oneWay(farm, "leaf1", "relay1"));
            }, Scenarios::expectLinkDeaths)),
        new Scenario("old-fence", "a report from before the uplink died, of ranges owed again",
            seed -> SimOptions.quiet(Trees.chain(2, 1, 60)).withPhases(12 * SECOND, 20 * SECOND),
            () -> timed(farm -> {
                for (long second = 2; second < 10; second += 4) {
                    farm.events().at(second * SECOND, () -> oldFence(farm));
                }
            }, (farm, findings) -> findings.expect(Findings.SCENARIO, farm.entriesStale("relay2") > 0,
                "relay2", () -> "no entry was stale"))),
        new Scenario("two-clients", "one of two clients at a gateway is cut off while its blocks are due",
            seed -> SimOptions.quiet(twoClients()).withNetwork(lateBlocks())
                .withPhases(6 * SECOND, 20 * SECOND),
            () -> timed(farm -> {
                farm.events().at(SECOND / 10, () -> cut(farm, "client", "relay1"));
                farm.events().at(2 * SECOND, farm::editScenes);
                farm.events().at(2 * SECOND + SECOND / 10, () -> cut(farm, "client2", "relay1"));
            }, Scenarios::expectLinkDeaths)),
        new Scenario("small-store", "a scene is larger than what a leaf may keep in memory",
            seed -> SimOptions.quiet(Trees.leaves(2, 400)).withEdits(3, 0.9).withStore(5_000),
            () -> Script.NONE),
        new Scenario("endless-motion", "200 epochs a second for 3 s, then rest",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 2_000)).withEdits(600, 0).withPhases(3 * SECOND,
                20 * SECOND),
            () -> Script.NONE),
        new Scenario("grant-before-block", "blocks come much later than everything else, scenes change",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 300)).withEdits(12, 0.7).withNetwork(lateBlocks())
                .withCodec(true, false),
            () -> timed(farm -> farm.events().at(2 * SECOND,
                () -> farm.network().clog("relay1", "leaf1", StreamKind.BLOCK, 3 * SECOND)),
                (farm, findings) -> {})),
        new Scenario("rates", "ten leaves with rates 1:20, 80 ms away",
            seed -> SimOptions.quiet(rates()).withNetwork(far()).withPicture(16, 9, 64).withPhases(SECOND,
                20 * SECOND),
            () -> finishing((farm, findings) -> findings.expect(Findings.SCENARIO,
                farm.nowNs() < 30 * SECOND, "client",
                () -> "took " + farm.nowNs() / SECOND + " s; ideally 10"))));

    /** Asked when the simulation is over. */
    private interface Expectation {
        void check(Farm farm, Findings findings);
    }

    private Scenarios() {}

    public static List<Scenario> all() {
        return ALL;
    }

    public static Optional<Scenario> named(final String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    /** The random scenario for trees of so many nodes. */
    static Scenario random(final int nodes) {
        return new Scenario("random --nodes " + nodes, "trees of " + nodes,
            seed -> RandomOptions.of(seed, nodes), () -> Script.NONE);
    }

    private static void oneWay(final Farm farm, final String from, final String to) {
        farm.injected(Count.PARTITIONS, "partition " + from + " -> " + to);
        farm.network().partition(from, to, farm.nowNs() + 5 * SECOND);
    }

    private static void oldFence(final Farm farm) {
        farm.network().clog("leaf1", "relay2", StreamKind.REPORT, farm.nowNs() + 3 * SECOND);
        cut(farm, "relay2", "relay1");
    }

    private static void cut(final Farm farm, final String a, final String b) {
        farm.injected(Count.CUTS, "cut " + a + " - " + b);
        farm.network().cut(a, b);
    }

    private static List<NodeSpec> twoClients() {
        final List<NodeSpec> nodes = new ArrayList<>(Trees.chain(1, 2, 300));
        final Dial gateway = new Dial("relay1", Position.PARENT);
        nodes.add(new NodeSpec("client2", Role.CLIENT, List.of(gateway), false, 0, 0, 0));
        return nodes;
    }

    private static void expectLinkDeaths(final Farm farm, final Findings findings) {
        findings.expect(Findings.SCENARIO, farm.network().totals().linkDeaths() > 0, "",
            () -> "no link died");
    }

    private static List<NodeSpec> lateLeaf() {
        final List<NodeSpec> nodes = new ArrayList<>(Trees.leaves(3, 200));
        nodes.set(3, nodes.get(3).startingAt(SECOND));
        return nodes;
    }

    private static List<NodeSpec> rates() {
        final List<NodeSpec> nodes = new ArrayList<>(Trees.leaves(10, 1));
        for (int i = 1; i <= 10; i++) {
            nodes.set(i, nodes.get(i).withRate(9.0 * (1 + (i - 1) * 19 / 9.0)));
        }
        return nodes;
    }

    private static NetworkOptions lateBlocks() {
        final NetworkOptions lan = NetworkOptions.LAN;
        return new NetworkOptions(lan.latencyNs(), lan.jitterNs(), 0.05, 100 * MS, 400 * MS, 1_000_000,
            lan.streamBytesMax(), 0.01, 0, 0, lan.connectTimeoutNs(), lan.deathNoticeMinNs(),
            lan.deathNoticeMaxNs());
    }

    private static NetworkOptions far() {
        final NetworkOptions lan = NetworkOptions.LAN;
        return new NetworkOptions(40 * MS, MS, 0, 0, 0, lan.bytesPerSecond(), lan.streamBytesMax(), 0, 0, 0,
            lan.connectTimeoutNs(), lan.deathNoticeMinNs(), lan.deathNoticeMaxNs());
    }

    private static Script finishing(final Expectation expectation) {
        return timed(farm -> {}, expectation);
    }

    private static Script timed(final Consumer<Farm> begin, final Expectation expectation) {
        return new Script() {
            @Override
            public void begin(final Farm farm) {
                begin.accept(farm);
            }

            @Override
            public void onEnd(final Farm farm, final Findings findings) {
                expectation.check(farm, findings);
            }
        };
    }

    /** Does something the first time that a condition holds, which must happen. */
    private static Script once(final Predicate<Farm> when, final Consumer<Farm> then,
                               final Expectation expectation) {
        return new Script() {
            private boolean done;

            @Override
            public void begin(final Farm farm) {
            }

            @Override
            public void onStep(final Farm farm) {
                if (!done && when.test(farm)) {
                    done = true;
                    then.accept(farm);
                }
            }

            @Override
            public void onEnd(final Farm farm, final Findings findings) {
                findings.expect(Findings.SCENARIO, done, "", () -> "what the scenario waits for never came");
                expectation.check(farm, findings);
            }
        };
    }
}
