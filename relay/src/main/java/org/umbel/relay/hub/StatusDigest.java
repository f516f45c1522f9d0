package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.Message.SceneProgress;
import org.umbel.codec.wire.Message.Status;

/**
 * A subtree's statuses cut to one message: first the node itself, then its direct children, then those that contribute
 * nothing before those that do, each who lacks the most of the scene first and then by name, and who went away last.
 * One entry holds the sums of those that are left out, so that totals stay what they are however often they are cut on
 * the way up.
 */
final class StatusDigest {
    private StatusDigest() {
    }

    /** @param all the node itself first */
    static List<NodeStatus> of(final List<NodeStatus> all, final int nodesMax) {
        if (all.size() <= nodesMax) {
            return all;
        }
        final NodeStatus self = all.getFirst();
        final List<NodeStatus> below = new ArrayList<>(all.subList(1, all.size()));
        below.sort(Comparator.comparingInt((NodeStatus s) -> rank(s, self.incarnation()))
            .thenComparingInt(s -> -s.scene().blocksLacking()).thenComparing(NodeStatus::name));
        final int kept = nodesMax - 2;
        final List<NodeStatus> digest = new ArrayList<>(List.of(self));
        digest.addAll(below.subList(0, kept));
        digest.add(rest(below.subList(kept, below.size()), self.incarnation()));
        return digest;
    }

    private static int rank(final NodeStatus s, final long parent) {
        if (s.incarnation() == restOf(s.parentIncarnation())) {
            return 4;
        }
        if (StatusBoard.GONE.equals(s.state())) {
            return 3;
        }
        return s.parentIncarnation() == parent ? 0 : s.tileSamplesAccepted() == 0 ? 1 : 2;
    }

    /** The entry of those left out below a node has a number of its own: no process has it but by accident. */
    private static long restOf(final long parent) {
        return ~parent;
    }

    private static NodeStatus rest(final List<NodeStatus> out, final long parent) {
        long nodes = 0;
        long threads = 0;
        long rate = 0;
        long ranges = 0;
        long tileSamples = 0;
        long freed = 0;
        long held = 0;
        long needed = 0;
        long bytes = 0;
        for (final NodeStatus s : out) {
            nodes += s.incarnation() == restOf(s.parentIncarnation()) ? nodesIn(s) : 1;
            threads += s.threads();
            rate += s.rate();
            ranges += s.rangesAccepted();
            tileSamples += s.tileSamplesAccepted();
            freed += s.rangesFreed();
            held += s.scene().blocksHeld();
            needed += s.scene().blocksNeeded();
            bytes += s.scene().bytesPerSecond();
        }
        return new NodeStatus(restOf(parent), parent, "and " + nodes + " more", Role.LEAF,
            "left out: a status names " + Status.NODES_MAX + " nodes", clamp(threads), clamp(rate), ranges, tileSamples,
            freed, new SceneProgress(clamp(held), clamp(needed), bytes));
    }

    /** What an entry like {@link #rest} says; 1 when it does not. */
    private static long nodesIn(final NodeStatus rest) {
        final String digits = rest.name().replaceAll("^and (\\d{1,9}) more$", "$1");
        return digits.equals(rest.name()) ? 1 : Long.parseLong(digits);
    }

    private static int clamp(final long value) {
        return (int) Math.min(Integer.MAX_VALUE, value);
    }
}
