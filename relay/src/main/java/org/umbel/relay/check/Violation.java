package org.umbel.relay.check;

/**
 * A broken invariant.
 *
 * @param invariant which
 * @param timeNs    virtual time
 * @param node      where, or empty
 * @param message   what was seen and what was expected
 */
public record Violation(Invariant invariant, long timeNs, String node, String message) {
    @Override
    public String toString() {
        return "invariant %s at %.6f s, %s: %s".formatted(invariant, timeNs * 1e-9, node, message);
    }
}
