package org.umbel.relay.check;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.WorkView;

/** A running process as checkers see it. */
public interface ObservedNode {
    String name();

    /** Of this process; another one after a restart. */
    long incarnation();

    /** The process and link at the other end of a link, if both ends are open. */
    Optional<Peer> peer(long link);

    /** The other end of a link. */
    record Peer(ObservedNode node, long link) {}

    /** The sessions that are alive here. */
    List<WorkView> works();

    /** The links of this process. */
    List<LinkView> links();

    /** Tile-samples per second of its own renderer; 0: it has none. */
    double rate();

    /** Whether nobody can be below it. */
    boolean isLeaf();

    /**
     * Bytes of blocks in memory that it keeps for others only, beyond twice its budget and one block: it may hold as
     * much as the budget, and ask for as much, before all that it holds is asked for. Not above 0 if all is well.
     */
    default long blockBytesBeyond() {
        return 0;
    }

    /** Whether it stands still. */
    boolean isPaused();

    /** The work of a session at this node, or null. */
    default @Nullable WorkView work(final SessionId session) {
        for (final WorkView work : works()) {
            if (work.session().equals(session)) {
                return work;
            }
        }
        return null;
    }
}
