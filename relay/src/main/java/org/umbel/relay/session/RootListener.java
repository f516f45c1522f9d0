package org.umbel.relay.session;

import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;

/** Told by a session's root, on the thread that runs the node. */
public interface RootListener {
    /** A tile's exact sums have changed. */
    void onTile(SessionId session, int epoch, int tile);

    /** A coarse picture of a tile of the current epoch; one view per tile and grid may come more than once. */
    void onView(Message.View view);

    /**
     * A liar's sums were in the picture, which has begun again in a new epoch without it.
     *
     * @param epoch the new one
     * @param liar  its name
     */
    default void onTainted(final SessionId session, final int epoch, final String liar) {
    }
}
