package org.umbel.relay.simulated;

/** One direction between two hosts: what holds or slows all that passes on it, whatever the link. */
final class Route {
    /** Nothing passes before. */
    long partitionedUntilNs;
    /** Slow before, at {@code slowBytesPerSecond}. */
    long slowUntilNs;
    long slowBytesPerSecond;

    long bytesPerSecond(final long usual, final long nowNs) {
        return nowNs < slowUntilNs ? Math.min(usual, slowBytesPerSecond) : usual;
    }
}
