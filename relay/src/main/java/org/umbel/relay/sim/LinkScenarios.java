package org.umbel.relay.sim;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.StreamKind;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.sim.SimTotals.Count;
import org.umbel.relay.simulated.NetworkOptions;
import org.umbel.relay.simulated.NetworkOptions.Mishaps;

/** Links that die, stand still, or carry things in another order. */
final class LinkScenarios {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;

    static final Scripts.Expectation LINKS_DIED = Scripts.expect("a link died",
        farm -> farm.network().totals().linkDeaths() > 0);

    static final List<Scenario> ALL = List.of(
        new Scenario("one-way-partition",
            "what the relay says to a leaf is lost for 5 s, then the other way round",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 60)).withPhases(16 * SECOND, 20 * SECOND),
            () -> Scripts.timed(farm -> {
                farm.events().at(SECOND, () -> oneWay(farm, "relay1", "leaf1"));
                farm.events().at(8 * SECOND, () -> oneWay(farm, "leaf1", "relay1"));
            }, LINKS_DIED)),
        new Scenario("old-fence", "a report from before the uplink died, of ranges owed again",
            seed -> SimOptions.quiet(Trees.chain(2, 1, 60)).withPhases(12 * SECOND, 20 * SECOND),
            () -> Scripts.timed(farm -> {
                for (long second = 2; second < 10; second += 4) {
                    farm.events().at(second * SECOND, () -> oldFence(farm));
                }
            }, Scripts.expect("an entry was stale", farm -> farm.probe().entriesStale("relay2") > 0))),
        new Scenario("ghosts", "links are cut again and again, and copies of what was said come over the next",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 60)).withPhases(10 * SECOND, 20 * SECOND)
                .withNetwork(NetworkOptions.LAN.withMishaps(new Mishaps(0.02, 0.2, 0, 0))),
            () -> Scripts.timed(farm -> {
                for (long second = 1; second < 10; second += 2) {
                    farm.events().at(second * SECOND, () -> cut(farm, "leaf1", "relay1"));
                }
            }, Scripts.expect("a copy came", farm -> farm.network().totals().ghosts() > 0))),
        new Scenario("grant-before-block", "blocks come much later than everything else, scenes change",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 300)).withEdits(12, 0.7).withNetwork(lateBlocks())
                .withCodec(true, false),
            () -> Scripts.timed(farm -> farm.events().at(2 * SECOND,
                () -> farm.network().clog("relay1", "leaf1", StreamKind.BLOCK, 3 * SECOND)),
                Scripts.Expectation.NONE)),
        new Scenario("two-clients", "one of two clients at a gateway is cut off while its blocks are due",
            seed -> SimOptions.quiet(twoClients()).withNetwork(lateBlocks())
                .withPhases(6 * SECOND, 20 * SECOND),
            () -> Scripts.timed(farm -> {
                farm.events().at(SECOND / 10, () -> cut(farm, "client", "relay1"));
                farm.events().at(2 * SECOND, farm::editScenes);
                farm.events().at(2 * SECOND + SECOND / 10, () -> cut(farm, "client2", "relay1"));
            }, LINKS_DIED)));

    private LinkScenarios() {}

    private static void oneWay(final Farm farm, final String from, final String to) {
        final long untilNs = farm.nowNs() + 5 * SECOND;
        farm.injected(Count.PARTITIONS, "partition " + from + " -> " + to, untilNs);
        farm.network().partition(from, to, untilNs);
    }

    private static void oldFence(final Farm farm) {
        final long untilNs = farm.nowNs() + 3 * SECOND;
        farm.injected(Count.CLOGS, "clog reports leaf1 -> relay2", untilNs);
        farm.network().clog("leaf1", "relay2", StreamKind.REPORT, untilNs);
        cut(farm, "relay2", "relay1");
    }

    private static void cut(final Farm farm, final String a, final String b) {
        farm.injected(Count.CUTS, "cut " + a + " - " + b, farm.nowNs());
        farm.network().cut(a, b);
    }

    static List<NodeSpec> twoClients() {
        final List<NodeSpec> nodes = new ArrayList<>(Trees.chain(1, 2, 300));
        final Dial gateway = new Dial("relay1", Position.PARENT);
        nodes.add(new NodeSpec("client2", Role.CLIENT, List.of(gateway), false, 0, 0, 0));
        return nodes;
    }

    private static NetworkOptions lateBlocks() {
        return NetworkOptions.LAN.withDelays(NetworkOptions.LAN.delays().withSlow(0.05, 100 * MS)
            .withBlockSkew(400 * MS)).withMishaps(new Mishaps(0.01, 0, 0, 0)).withStreams(1_000_000, 1 << 20);
    }
}
