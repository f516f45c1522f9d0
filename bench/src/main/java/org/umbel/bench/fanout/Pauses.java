package org.umbel.bench.fanout;

/**
 * How long a process stood still at most, though it had something to do: the time of one poll, and how much longer than
 * allowed it waited. On two processors that nine processes share, that is what a group suffers from.
 */
final class Pauses {
    /** A selector and a timer may be so late. */
    private static final long ALLOWED_NS = 2_000_000L;
    private static final double MS = 1e6;

    private long lastNs = System.nanoTime();
    private long longestNs;

    /** What was before does not count. */
    void begin() {
        lastNs = System.nanoTime();
        longestNs = 0;
    }

    /** A poll has ended. */
    void onPolled() {
        note(0);
    }

    /** A wait has ended that was to be so long at most. */
    void onWaited(final long plannedNs) {
        note(plannedNs + ALLOWED_NS);
    }

    private void note(final long allowedNs) {
        final long nowNs = System.nanoTime();
        longestNs = Math.max(longestNs, nowNs - lastNs - allowedNs);
        lastNs = nowNs;
    }

    /** Says so, to be read by the bench. */
    void print() {
        System.out.println("paused " + longestNs / MS);
    }
}
