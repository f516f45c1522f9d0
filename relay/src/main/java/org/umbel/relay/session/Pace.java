package org.umbel.relay.session;

/**
 * How fast a child is, for its issuer: what it says of itself, but less while it says nothing, and, after it was found
 * slow, no more than it has shown since.
 */
final class Pace {
    private static final double SECOND_NS = 1e9;
    private static final long GRACE_UNKNOWN_NS = 2_000_000_000L;
    /** How long somebody who was found slow gets nothing: he would get back what was just taken from him. */
    private static final long REST_NS = 250_000_000L;
    /** Times of a sample in which nothing may be heard before somebody is thought slow. */
    private static final int SAMPLES_MISSING = 4;

    private int said;
    private double bound = Double.POSITIVE_INFINITY;
    private long heardNs = Long.MIN_VALUE;
    private long restUntilNs = Long.MIN_VALUE;

    /** Tile-samples per second that it has said and shown; 0 while unknown. */
    double rate() {
        return Math.min(said, bound);
    }

    /** Tile-samples per second that it has said, whatever it was found to be; 0 while unknown. */
    int said() {
        return said;
    }

    /** Whether it was found slow and has not made up for it. */
    boolean isBound() {
        return bound < said;
    }

    /** The work before is void; what is known of its speed stays. */
    void restart() {
        heardNs = Long.MIN_VALUE;
    }

    /** It has something to do from now on. */
    void onBusy(final long nowNs) {
        heardNs = nowNs;
    }

    /** @param progress whether more is done than at its last word */
    void onWord(final int rate, final boolean progress, final long nowNs) {
        said = rate;
        if (progress) {
            heardNs = nowNs;
            bound = 2 * bound;
        }
    }

    /** It was found to be this fast. */
    void onFoundSlow(final double rate, final long nowNs) {
        bound = Math.max(rate, 0.1);
        restUntilNs = nowNs + REST_NS;
    }

    /** Until when it gets nothing; in the past when it may. */
    long restUntilNs() {
        return restUntilNs;
    }

    /** When it was last heard to have done something, or to have begun; Long.MIN_VALUE before. */
    long heardNs() {
        return heardNs;
    }

    /**
     * Tile-samples per second by which to foretell when it is done: less and less while it says nothing.
     *
     * @param speed     while it speaks, above 0
     * @param threads   that share its work
     * @param silenceNs that is nothing unusual, but for its samples' own time
     */
    double foretold(final double speed, final int threads, final long silenceNs, final long nowNs) {
        if (heardNs == Long.MIN_VALUE) {
            return speed;
        }
        final double graceNs = silenceNs
            + (rate() > 0 ? SAMPLES_MISSING * threads / rate() * SECOND_NS : GRACE_UNKNOWN_NS);
        final double silentNs = nowNs - heardNs;
        return silentNs <= graceNs ? speed : speed * graceNs / silentNs / 2;
    }
}
