package org.umbel.relay.check;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.umbel.codec.wire.SessionId;

/** The tree as checkers see it. */
public interface Observed {
    /** Virtual time. */
    long nowNs();

    /** Processes that run, paused ones too. */
    List<? extends ObservedNode> nodes();

    /** Those of them that have made a step since the last full check: nothing else can have changed its accounts. */
    Collection<? extends ObservedNode> moved();

    List<? extends ObservedRoot> roots();

    /**
     * Since when nothing disturbs the tree, in virtual time; {@code Long.MAX_VALUE} while faults may come.
     */
    long calmSinceNs();

    /** The longest that a message may be under way while nothing stalls, one way, and that an agent may be parked. */
    long delayMaxNs();

    /** How long links or processes may have been standing still until now, 0 when nothing does or just did. */
    long stalledNs();

    /** What an epoch of a session was to show; empty if no such epoch was ever made. */
    Optional<Picture> picture(SessionId session, int epoch);
}
