package org.umbel.relay.sim;

import java.util.function.LongSupplier;

/**
 * When the tree is disturbed: from the begin of a fault until a while after its end, faults that follow one another
 * counting as one. Checkers of durations allow for it.
 */
final class Stalls {
    /** Within it a dead link is noticed, dialled again, and the work that waited has come through. */
    static final long SETTLE_NS = 3_000_000_000L;

    private final LongSupplier nowNs;
    private long sinceNs;
    private long untilNs;

    Stalls(final LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /** Something stands still, is gone or slow until then. */
    void add(final long newUntilNs) {
        final long now = nowNs.getAsLong();
        if (now > untilNs + SETTLE_NS) {
            sinceNs = now;
        }
        untilNs = Math.max(untilNs, Math.max(newUntilNs, now));
    }

    /** How long until now, 0 when nothing is disturbed. */
    long stalledNs() {
        final long now = nowNs.getAsLong();
        return now <= untilNs + SETTLE_NS ? now - sinceNs : 0;
    }
}
