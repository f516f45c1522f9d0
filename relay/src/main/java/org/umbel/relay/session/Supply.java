package org.umbel.relay.session;

/** What may yet come to a node from its parent: nothing to a root. */
final class Supply {
    private final boolean root;
    private final SessionTimes times;
    private long receivedNs;
    private long rttNs;

    Supply(final boolean root, final SessionTimes times) {
        this.root = root;
        this.times = times;
    }

    void onReceived(final long nowNs) {
        receivedNs = nowNs;
    }

    /** How far the parent is. */
    void rttNs(final long newRttNs) {
        rttNs = newRttNs;
    }

    /**
     * For how long a child that has nothing to do may yet get something: the parent hears that it has nothing, and
     * grants. Long.MAX_VALUE while something is here or on its way.
     *
     * @param isFree whether something is free here
     */
    long moreNs(final boolean isFree, final long nowNs) {
        if (isFree || !root && nowNs - receivedNs < 2 * rttNs + times.reportEveryNs()) {
            return Long.MAX_VALUE;
        }
        return root ? 0 : 2 * rttNs + SessionTimes.WORD_NS;
    }
}
