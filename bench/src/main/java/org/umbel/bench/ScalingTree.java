package org.umbel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.umbel.codec.wire.Message.Position;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.hub.Dial;
import org.umbel.relay.sim.NodeSpec;

/** Simulated trees of a listening client, relays and leaves, in which nobody has more children than the fan-out. */
final class ScalingTree {
    /** Of each leaf. */
    static final int THREADS = 2;

    private ScalingTree() {}

    /** The lowest level are leaves; above it as few relays as serve them, evenly filled, up to the client. */
    static List<NodeSpec> of(final int leaves, final int fanOut, final IntToDoubleFunction rate) {
        final List<Integer> levels = new ArrayList<>();
        for (int count = leaves; count > fanOut; count = Math.ceilDiv(count, fanOut)) {
            levels.addFirst(Math.ceilDiv(count, fanOut));
        }
        final List<NodeSpec> nodes = new ArrayList<>();
        nodes.add(new NodeSpec("client", Role.CLIENT, List.of(), true, 0, 0, 0));
        List<String> above = List.of("client");
        for (int level = 0; level < levels.size(); level++) {
            final List<String> relays = new ArrayList<>();
            for (int i = 0; i < levels.get(level); i++) {
                final String name = "relay" + level + "-" + i;
                nodes.add(new NodeSpec(name, Role.RELAY, dials(above, i, levels.get(level)), true, 0, 0, 0));
                relays.add(name);
            }
            above = relays;
        }
        for (int i = 0; i < leaves; i++) {
            nodes.add(new NodeSpec("leaf" + i, Role.LEAF, dials(above, i, leaves), false, THREADS,
                rate.applyAsDouble(i), 0));
        }
        return nodes;
    }

    private static List<Dial> dials(final List<String> parents, final int i, final int count) {
        return List.of(new Dial(parents.get((int) ((long) i * parents.size() / count)), Position.CHILD));
    }

    /** Rates of so many leaves, the slowest first and the last 20 times as fast, of this mean. */
    static IntToDoubleFunction oneToTwenty(final int leaves, final double mean) {
        return i -> mean * 2 / 21 * (1 + 19.0 * i / Math.max(1, leaves - 1));
    }
}
