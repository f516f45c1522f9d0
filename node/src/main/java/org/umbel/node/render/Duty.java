package org.umbel.node.render;

/**
 * Shares out the time of one thread: for what it computes it owes rest, and pays in short pieces. Waiting for work is
 * rest, too, but none can be saved up. Told all times; reads no clock.
 */
final class Duty {
    /** It computes so long in one piece. */
    static final long SLICE_NS = 3_000_000;

    private final int percent;
    private long owedNs;

    /** @param percent of all time that is computed at most, 1..100 */
    Duty(final int percent) {
        this.percent = percent;
    }

    private long restNs(final long computedNs) {
        return computedNs * (100 - percent) / percent;
    }

    /** The thread has computed so long. */
    void computed(final long ns) {
        owedNs += restNs(ns);
    }

    /** The thread has done nothing for so long. */
    void rested(final long ns) {
        owedNs = Math.max(0, owedNs - ns);
    }

    /** How long it is to rest now; 0 until a slice has been computed. */
    long dueNs() {
        return percent < 100 && owedNs >= restNs(SLICE_NS) ? owedNs : 0;
    }
}
