package org.umbel.relay.check;

import org.umbel.relay.session.Session;

/** A session's root as checkers see it. */
public interface ObservedRoot {
    ObservedNode node();

    Session session();

    /** What the session shows now. */
    Picture picture();

    /**
     * Since when the camera moves without an end on a tree that should keep up; {@code Long.MAX_VALUE}: it does not.
     */
    long movingSinceNs();
}
