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
 */
public record NodeSpec(String name, Role role, List<Dial> dials, boolean listening, int threads, double rate,
                       long startNs) {
    public NodeSpec {
        dials = List.copyOf(dials);
        if (threads > 0 && !(rate > 0)) {
            throw new IllegalArgumentException("a worker needs a rate: " + name);
        }
    }

    NodeSpec startingAt(final long newStartNs) {
        return new NodeSpec(name, role, dials, listening, threads, rate, newStartNs);
    }

    NodeSpec withRate(final double newRate) {
        return new NodeSpec(name, role, dials, listening, threads, newRate, startNs);
    }
}
