package org.umbel.relay.sim;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.simulated.SeededRandom;

/** Shapes of trees. */
public final class Trees {
    private Trees() {}

    /** A client that renders by itself. */
    public static List<NodeSpec> alone(final double rate) {
        return List.of(new NodeSpec("client", Role.CLIENT, List.of(), false, 2, rate, 0));
    }

    /** A listening client and its leaves. */
    public static List<NodeSpec> leaves(final int count, final double rate) {
        final List<NodeSpec> nodes = new ArrayList<>();
        nodes.add(listeningClient());
        addLeaves(nodes, "client", count, rate);
        return nodes;
    }

    /** A client that dials a gateway relay, relays below it in a chain, leaves below the last. */
    public static List<NodeSpec> chain(final int relays, final int leaves, final double rate) {
        final List<NodeSpec> nodes = new ArrayList<>();
        nodes.add(new NodeSpec("client", Role.CLIENT, List.of(new Dial("relay1", Position.PARENT)), false, 0,
            0, 0));
        nodes.add(relay("relay1", List.of()));
        for (int i = 2; i <= relays; i++) {
            nodes.add(relay("relay" + i, List.of(new Dial("relay" + (i - 1), Position.CHILD))));
        }
        addLeaves(nodes, "relay" + relays, leaves, rate);
        return nodes;
    }

    /**
     * A listening client over relays in levels, leaves below the last.
     *
     * @param fanOuts children of the client, of each of its children, and so on; the last level are the leaves
     * @param rate    of each leaf
     */
    public static List<NodeSpec> levels(final int[] fanOuts, final double rate) {
        final List<NodeSpec> nodes = new ArrayList<>();
        nodes.add(listeningClient());
        List<String> parents = List.of("client");
        for (int level = 0; level < fanOuts.length; level++) {
            final boolean isLast = level == fanOuts.length - 1;
            final List<String> names = new ArrayList<>();
            for (final String parent : parents) {
                for (int i = 0; i < fanOuts[level]; i++) {
                    final String name = (isLast ? "leaf" : "relay" + (level + 1) + "-") + (names.size() + 1);
                    final Dial dial = new Dial(parent, Position.CHILD);
                    names.add(name);
                    nodes.add(isLast ? new NodeSpec(name, Role.LEAF, List.of(dial), false, 1, rate, 0)
                        : relay(name, List.of(dial)));
                }
            }
            parents = names;
        }
        return nodes;
    }

    /**
     * Any tree of about so many nodes; rates differ by up to 1:20, some nodes join late, some relays render
     * too.
     */
    static List<NodeSpec> random(final int count, final double rate, final long lateMaxNs,
                                 final SeededRandom random) {
        if (count <= 1) {
            return alone(rate);
        }
        final List<NodeSpec> nodes = new ArrayList<>();
        final List<String> parents = new ArrayList<>();
        if (random.chance(0.5)) {
            nodes.add(listeningClient());
            parents.add("client");
        } else {
            nodes.add(new NodeSpec("client", Role.CLIENT, List.of(new Dial("relay0", Position.PARENT)),
                false, 0, 0, 0));
            nodes.add(relay("relay0", List.of()));
            parents.add("relay0");
            if (random.chance(0.2)) {
                nodes.add(new NodeSpec("client2", Role.CLIENT, List.of(new Dial("relay0", Position.PARENT)),
                    false, 0, 0, late(lateMaxNs, random)));
            }
        }
        final int relays = random.nextInt(Math.max(1, count / 2));
        for (int i = 1; i <= relays; i++) {
            final String name = "relay" + i;
            final var spec = relay(name, List.of(new Dial(parents.get(random.nextInt(parents.size())),
                Position.CHILD)));
            final boolean renders = random.chance(0.2);
            nodes.add(new NodeSpec(name, Role.RELAY, spec.dials(), true, renders ? 1 : 0, renders ? rate : 0,
                late(lateMaxNs, random)));
            parents.add(name);
        }
        final int leaves = Math.max(1, count - nodes.size());
        for (int i = 1; i <= leaves; i++) {
            final String parent = parents.get(random.nextInt(parents.size()));
            nodes.add(new NodeSpec("leaf" + i, Role.LEAF, List.of(new Dial(parent, Position.CHILD)), false,
                random.between(1, 4), rate * random.between(1, 20) / 10, late(lateMaxNs, random)));
        }
        return nodes;
    }

    private static long late(final long lateMaxNs, final SeededRandom random) {
        return random.chance(0.3) ? random.between(0, lateMaxNs) : random.between(0, 100_000_000L);
    }

    private static NodeSpec listeningClient() {
        return new NodeSpec("client", Role.CLIENT, List.of(), true, 0, 0, 0);
    }

    private static NodeSpec relay(final String name, final List<Dial> dials) {
        return new NodeSpec(name, Role.RELAY, dials, true, 0, 0, 0);
    }

    private static void addLeaves(final List<NodeSpec> nodes, final String parent, final int count,
                                  final double rate) {
        for (int i = 1; i <= count; i++) {
            nodes.add(new NodeSpec("leaf" + i, Role.LEAF, List.of(new Dial(parent, Position.CHILD)), false,
                2, rate, 0));
        }
    }
}
