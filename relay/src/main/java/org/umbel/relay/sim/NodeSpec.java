package org.umbel.relay.sim;

import java.util.List;
import org.umbel.codec.wire.Message.Role;
import org.umbel.relay.hub.Dial;

/**
 * One machine of a simulated tree.
 *
 * @param name      also its endpoint
 * @param role      what its process is
 * @param dials     whom it dials
 * @param listening whether others may dial it
 * @param threads   of its local worker; 0: none
 * @param rate      tile-samples per second of all threads together
 * @param startNs   when it joins
 * @param profile   its arithmetic profile
 */
public record NodeSpec(String name, Role role, List<Dial> dials, boolean listening, int threads, double rate,
                       long startNs, long profile) {
    /** A node of the usual build. */
    public NodeSpec(final String name, final Role role, final List<Dial> dials, final boolean listening,
                    final int threads, final double rate, final long startNs) {
        this(name, role, dials, listening, threads, rate, startNs, 0);
    }

    public NodeSpec {
        dials = List.copyOf(dials);
        if (threads > 0 && !(rate > 0)) {
            throw new IllegalArgumentException("a worker needs a rate: " + name);
        }
    }

    NodeSpec startingAt(final long newStartNs) {
        return new NodeSpec(name, role, dials, listening, threads, rate, newStartNs, profile);
    }

    NodeSpec withRate(final double newRate) {
        return new NodeSpec(name, role, dials, listening, threads, newRate, startNs, profile);
    }

    /** Of a build that computes other bits. */
    NodeSpec withProfile(final long newProfile) {
        return new NodeSpec(name, role, dials, listening, threads, rate, startNs, newProfile);
    }
}
