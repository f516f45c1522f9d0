package org.umbel.relay.session;

import java.util.List;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;

/**
 * Somebody who renders: a child behind a link, or this process itself. Work goes in here; readiness, credit and sums
 * come back through the hub.
 */
public interface Worker {
    /** Number of the local worker among the links. */
    long LOCAL = -1;

    /** Its link, or {@link #LOCAL}. */
    long link();

    String name();

    /** Incarnation of its process. */
    long incarnation();

    /** Render threads, 0 if unknown. */
    int threads();

    /** Whether it hands work on to others, whom it has to ask. */
    default boolean isRelay() {
        return false;
    }

    /** Round trip to it, 0 if unknown or none. */
    default long rttNs() {
        return 0;
    }

    /** What it is to render from now on, under this fence, and its first grant. Older epochs are void. */
    void begin(Assignment assignment, long fence, List<TileRange> grant, long nowNs);

    void grant(SessionId session, int epoch, long fence, List<TileRange> ranges, long nowNs);

    /** It is to report what is done of these at once, and to return the rest; what it does not owe is ignored. */
    void recall(SessionId session, int epoch, long fence, List<TileRange> ranges, long nowNs);

    /** It does not do what it owes: no more is to be expected of it. */
    default void cutOff(final String reason, final long nowNs) {
    }

    /** The session's work is void. */
    void end(SessionId session, long nowNs);
}
