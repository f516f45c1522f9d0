package org.umbel.relay.sim;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.simulated.NetworkOptions;

/** Speed, size and endless work. */
final class LoadScenarios {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final double STRAGGLER = 50;

    static final List<Scenario> ALL = List.of(
        new Scenario("endless-motion", "200 epochs a second for 3 s, then rest",
            seed -> SimOptions.quiet(Trees.chain(1, 3, 2_000)).withEdits(600, 0).withPhases(3 * SECOND,
                20 * SECOND),
            () -> Script.NONE),
        new Scenario("orbit", "the camera moves for 5 s, each time when the coarse picture is shown",
            seed -> {
                final SimOptions quiet = SimOptions.quiet(Trees.chain(2, 4, 2_000)).withPicture(30, 17, 16);
                return quiet.withEdits(quiet.edits().withMotion(5 * SECOND));
            },
            () -> Scripts.finishing(Scripts.expect("pictures were shown",
                farm -> farm.totals().of(SimTotals.Count.SHOWN) > 50))),
        new Scenario("rates", "ten leaves with rates 1:20, 80 ms away",
            seed -> SimOptions.quiet(rates()).withNetwork(far()).withPicture(16, 9, 64).withPhases(SECOND,
                20 * SECOND),
            () -> Scripts.finishing(Scripts.expect("it took at most 30 s where 10 are ideal",
                farm -> farm.nowNs() < 30 * SECOND))),
        new Scenario("straggler", "one of five leaves becomes 50 times slower when half is done",
            seed -> SimOptions.quiet(Trees.leaves(5, 200)).withPicture(6, 4, 256).withPhases(SECOND, 30 * SECOND),
            () -> Scripts.once(
                farm -> farm.probe().tileSamplesAccepted("client") > 6 * 4 * 256 / 2,
                farm -> farm.slow("leaf1", STRAGGLER),
                // 3.1 s to half, 3.8 s for the rest by four, the scene's loading and the end
                Scripts.expect("it took at most 10 s where 7 are ideal", farm -> farm.nowNs() < 10 * SECOND))),
        new Scenario("flood", "of two tenants one begins 100 epochs a second: the other is served too",
            seed -> SimOptions.quiet(LinkScenarios.twoClients()).withPicture(6, 4, 256).withMode(Mode.INTERACTIVE)
                .withPhases(12 * SECOND, 20 * SECOND),
            () -> Scripts.timed(farm -> flood(farm, SECOND), Scripts.Expectation.NONE)),
        new Scenario("busy",
            "a client over 9 relays over 90 leaves, 2,304 tiles, an edit twice a second: what the bench measures",
            seed -> busy(), () -> Script.NONE).large(),
        new Scenario("hundred-thousand",
            "100,000 leaves under 2,040 relays for 10 virtual seconds, agents look up to 10 ms late",
            seed -> hundredThousand(),
            () -> Script.NONE).large());

    private LoadScenarios() {}

    private static void flood(final Farm farm, final long fromNs) {
        farm.events().at(fromNs, () -> {
            if (!farm.isHealed()) {
                farm.roots().stream().filter(root -> root.node().name().equals("client2"))
                    .forEach(SimRoot::moveCamera);
                flood(farm, farm.nowNs() + 10 * MS);
            }
        });
    }

    private static List<NodeSpec> rates() {
        final List<NodeSpec> nodes = new ArrayList<>(Trees.leaves(10, 1));
        for (int i = 1; i <= 10; i++) {
            nodes.set(i, nodes.get(i).withRate(9.0 * (1 + (i - 1) * 19 / 9.0)));
        }
        return nodes;
    }

    static NetworkOptions far() {
        return NetworkOptions.LAN.withDelays(NetworkOptions.LAN.delays().withLatency(40 * MS, MS));
    }

    /** 2,304 tiles, the camera moves twice a second, an agent looks up to 10 ms after something has come. */
    private static SimOptions busy() {
        return SimOptions.quiet(Trees.levels(new int[] {9, 10}, 4_000)).withPicture(64, 36, 64).withEdits(8, 0)
            .withMachine(new SimOptions.Machine(false, 50 * MS, 10 * MS, SimCosts.NONE, 1, true))
            .withPhases(4 * SECOND, 20 * SECOND)
            .withChecking(SimOptions.Checking.STEPS_MAX, 100 * MS);
    }

    private static SimOptions hundredThousand() {
        return SimOptions.quiet(Trees.levels(new int[] {40, 50, 50}, 1)).withPicture(32, 18, 1024)
            .withMachine(new SimOptions.Machine(false, 50 * MS, 10 * MS, SimCosts.NONE, 1, true))
            .withPhases(10 * SECOND, 60 * SECOND).withChecking(SimOptions.Checking.STEPS_MAX, SECOND);
    }
}
