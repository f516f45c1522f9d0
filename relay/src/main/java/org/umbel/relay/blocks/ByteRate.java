package org.umbel.relay.blocks;

/** Bytes per second, over half a second at least. Sans-IO. */
public final class ByteRate {
    private static final long WINDOW_NS = 500_000_000L;

    private long bytes;
    private long sinceNs;
    private boolean isStarted;
    private long perSecond;

    /** So many have come since {@link #at} was called last. */
    public void add(final long count) {
        bytes += count;
    }

    /** It is this late. */
    public void at(final long nowNs) {
        final long ns = nowNs - sinceNs;
        if (isStarted && ns < WINDOW_NS) {
            return;
        }
        perSecond = isStarted ? (long) (bytes * 1e9 / ns) : 0;
        bytes = 0;
        sinceNs = nowNs;
        isStarted = true;
    }

    /** In the last window that has ended. */
    public long perSecond() {
        return perSecond;
    }
}
