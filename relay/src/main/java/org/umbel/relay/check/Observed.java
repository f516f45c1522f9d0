package org.umbel.relay.check;

import java.util.List;
import java.util.Optional;
import org.umbel.codec.wire.SessionId;

/** The tree as checkers see it. */
public interface Observed {
    /** Processes that run, paused ones too. */
    List<? extends ObservedNode> nodes();

    List<? extends ObservedRoot> roots();

    /**
     * Since when nothing disturbs the tree, in virtual time; {@code Long.MAX_VALUE} while faults may come.
     */
    long calmSinceNs();

    /** What an epoch of a session was to show; empty if no such epoch was ever made. */
    Optional<Picture> picture(SessionId session, int epoch);
}
