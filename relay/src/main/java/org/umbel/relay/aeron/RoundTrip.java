package org.umbel.relay.aeron;

import java.util.concurrent.TimeUnit;

/**
 * How long it takes until what is sent is known to have come, queues counted; and so how long to wait before the same
 * is sent again. Taken of one position at a time, before which nothing was lost.
 */
final class RoundTrip {
    /** The driver waits as long in any case. */
    static final long AGAIN_NS_MIN = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long AGAIN_NS_MAX = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long AGAIN_NS_LATER = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NONE = -1;

    private long position = NONE;
    private long sentNs;
    private long roundNs;

    /** All that is before this position has been sent, and more will be. */
    void onSent(final long newPosition, final long nowNs) {
        if (position == NONE) {
            position = newPosition;
            sentNs = nowNs;
        }
    }

    /** All that is before this position has come. */
    void onHas(final long newPosition, final long nowNs) {
        if (position != NONE && newPosition >= position) {
            final long sampleNs = Math.min(nowNs - sentNs, 2 * roundNs + AGAIN_NS_MIN);
            roundNs = sampleNs > roundNs ? sampleNs : (7 * roundNs + sampleNs) / 8;
            position = NONE;
        }
    }

    /** What is at this position was lost. */
    void onLost(final long newPosition) {
        if (newPosition < position) {
            position = NONE;
        }
    }

    /**
     * What has been sent again is sent once more after this.
     *
     * @param times how often it has been: while nothing is known of the way, each time later
     */
    long againNs(final int times) {
        final long knownNs = Math.clamp(roundNs + roundNs / 2, AGAIN_NS_MIN, AGAIN_NS_MAX);
        return Math.max(knownNs, Math.min(knownNs << Math.min(times - 1, 3), AGAIN_NS_LATER));
    }
}
