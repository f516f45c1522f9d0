package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;

/** What a node says to its children about one session, in messages of a size that the wire takes. */
final class Downward {
    private final SessionId id;

    Downward(final SessionId id) {
        this.id = id;
    }

    /** The epoch with what fits of the first grant inside, and the rest of it. */
    void begin(final Assignment assignment, final ChildWork child, final List<TileRange> grant, final long nowNs) {
        final int first = Math.min(grant.size(), Message.Grant.RANGES_MAX / 2);
        child.worker().begin(assignment.withHome(child.homeFirst(), child.homeEnd() - child.homeFirst()),
            child.fence(), grant.subList(0, first), nowNs);
        grant(assignment, child, grant.subList(first, grant.size()), nowNs);
    }

    void grant(final Assignment assignment, final ChildWork child, final List<TileRange> ranges, final long nowNs) {
        for (int at = 0; at < ranges.size(); at += Message.Grant.RANGES_MAX) {
            child.worker().grant(id, assignment.epoch(), child.fence(), new ArrayList<>(part(ranges, at)), nowNs);
        }
    }

    void recall(final Assignment assignment, final ChildWork child, final List<TileRange> ranges, final long nowNs) {
        for (int at = 0; at < ranges.size(); at += Message.Grant.RANGES_MAX) {
            child.worker().recall(id, assignment.epoch(), child.fence(), part(ranges, at), nowNs);
        }
    }

    private static List<TileRange> part(final List<TileRange> ranges, final int at) {
        return ranges.subList(at, Math.min(ranges.size(), at + Message.Grant.RANGES_MAX));
    }
}
