package org.umbel.relay.aeron;

import java.util.concurrent.TimeUnit;

/**
 * Whether what a stream sends comes through. Where only small packets pass, a link's heartbeats do and its blocks never
 * do: they would be sent again without end.
 *
 * <p>Time counts in which something is sent again, in slots of {@link #SLOT_NS}: what stands still, here or there, or
 * is cut off altogether, asks for nothing. Any progress of the other side ends the count.
 */
final class Repeats {
    static final long SLOT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    static final int SLOTS_MAX = 30;
    private static final int SLOTS_DOUBTFUL = 3;

    private long position;
    private long bytes;
    private int slots;
    private long slotNs;

    /** The other side has all that is before this position: it says so, or that it lacks what is there. */
    void onHas(final long newPosition) {
        if (newPosition > position) {
            position = newPosition;
            bytes = 0;
            slots = 0;
        }
    }

    /** So many bytes are sent again. */
    void onAgain(final int count, final long nowNs) {
        bytes += count;
        if (slots == 0 || nowNs - slotNs >= SLOT_NS) {
            slots++;
            slotNs = nowNs;
        }
    }

    /** Whether a few packets show as well as many that none comes through. */
    boolean isDoubtful() {
        return slots > SLOTS_DOUBTFUL;
    }

    /** Whether no more is to be sent. */
    boolean isHopeless() {
        return slots >= SLOTS_MAX;
    }

    /** What the other side has, as far as is known. */
    long position() {
        return position;
    }

    /** Sent again since the other side's last progress. */
    long bytes() {
        return bytes;
    }
}
