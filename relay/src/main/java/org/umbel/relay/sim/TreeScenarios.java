package org.umbel.relay.sim;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.hub.Dial;

/** Quiet trees of every shape, and who may belong to one. */
final class TreeScenarios {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    /** Of a build that computes other bits. */
    private static final long OTHER_PROFILE = 0x0DD;

    static final List<Scenario> ALL = List.of(
        new Scenario("alone", "a client that renders by itself", seed -> SimOptions.quiet(Trees.alone(800)),
            () -> Script.NONE),
        new Scenario("leaves", "a listening client and three leaves",
            seed -> SimOptions.quiet(Trees.leaves(3, 400)).withCodec(true, true), () -> Script.NONE),
        new Scenario("chain", "a client, two relays and four leaves",
            seed -> SimOptions.quiet(Trees.chain(2, 4, 300)).withCodec(true, true), () -> Script.NONE),
        new Scenario("tiled", "the chain renders tile after tile",
            seed -> SimOptions.quiet(Trees.chain(2, 4, 300)).withMode(Mode.TILED), () -> Script.NONE),
        new Scenario("leaf-joins", "a leaf joins in the middle and contributes",
            seed -> SimOptions.quiet(Trees.leaves(3, 200)).withNodes(spec -> spec.name().equals("leaf3")
                ? spec.startingAt(SECOND) : spec),
            () -> Scripts.finishing(Scripts.expect("leaf3 contributed",
                farm -> farm.probe().accepted("client", "leaf3") > 0))),
        new Scenario("small-store", "a scene is larger than what a leaf may keep in memory",
            seed -> {
                final SimOptions quiet = SimOptions.quiet(Trees.leaves(2, 400)).withEdits(3, 0.9);
                return quiet.withLimits(quiet.limits().withBlocks(5_000, quiet.limits().blockBytesPerSecond()));
            }, () -> Script.NONE),
        new Scenario("mixed-versions", "two leaves and a relay's only leaf compute other bits: they are refused, "
            + "and the rest renders on", seed -> SimOptions.quiet(mixed()),
            () -> Scripts.finishing(Scripts.expect("a leaf of another build is not linked",
                farm -> farm.probe().openLinks("leaf1") == 0 && farm.probe().openLinks("leaf4") == 0)
                .and(Scripts.expect("nothing was accepted from it",
                    farm -> farm.probe().accepted("client", "leaf1") == 0))
                .and(Scripts.expect("the others rendered", farm -> farm.probe().accepted("client", "leaf2") > 0)))));

    private TreeScenarios() {}

    private static List<NodeSpec> mixed() {
        final List<NodeSpec> nodes = new ArrayList<>(Trees.leaves(3, 300));
        nodes.set(1, nodes.get(1).withProfile(OTHER_PROFILE));
        nodes.add(new NodeSpec("relay1", Role.RELAY, List.of(new Dial("client", Position.CHILD)), true, 0, 0, 0));
        nodes.add(new NodeSpec("leaf4", Role.LEAF, List.of(new Dial("relay1", Position.CHILD)), false, 2, 300, 0)
            .withProfile(OTHER_PROFILE));
        return nodes;
    }
}
