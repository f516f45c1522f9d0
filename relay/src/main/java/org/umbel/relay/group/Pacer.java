package org.umbel.relay.group;

/**
 * Spreads datagrams over time: a token bucket, kept as the time at which what was sent would have gone over the link
 * (GCRA). What was missed by sleeping is caught up, up to the burst.
 */
final class Pacer {
    private static final double SECOND_NS = 1e9;
    private static final long BURST_NS = 16_000_000L;
    private static final long BURST_BYTES = 256 << 10;

    private long bytesPerSecond;
    private long burstNs;
    private long clearNs;

    Pacer(final long bytesPerSecond, final long nowNs) {
        rate(bytesPerSecond);
        clearNs = nowNs;
    }

    void rate(final long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
        burstNs = Math.min(BURST_NS, (long) (BURST_BYTES * SECOND_NS / newBytesPerSecond));
    }

    /** When the next datagram may go. */
    long dueNs() {
        return clearNs - burstNs;
    }

    void onSent(final int bytes, final long nowNs) {
        clearNs = Math.max(clearNs, nowNs) + (long) (bytes * SECOND_NS / bytesPerSecond);
    }
}
