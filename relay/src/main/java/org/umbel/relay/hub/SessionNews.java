package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.NodeSession;
import org.umbel.relay.session.Upward;

/** Remembers what the sessions of a node showed, and notices when that has changed. */
final class SessionNews {
    private final List<Shown> shown = new ArrayList<>();

    /** What a session shows, and over which uplink it came. */
    private record Shown(@Nullable Assignment assignment, @Nullable Upward upward) {
        @SuppressWarnings("ReferenceEquality") // each epoch has an assignment of its own
        boolean isStill(final NodeSession session, final @Nullable Upward itsUpward) {
            return assignment == session.assignment() && upward == itsUpward;
        }
    }

    /** Whether what is shown, or where it comes from, is not what it was at the last call. */
    boolean isNew(final Collection<NodeSession> sessions, final Map<SessionId, Upward> upwards) {
        boolean isSame = shown.size() == sessions.size();
        int i = 0;
        for (final NodeSession session : sessions) {
            isSame = isSame && shown.get(i++).isStill(session, upwards.get(session.id()));
        }
        if (isSame) {
            return false;
        }
        shown.clear();
        sessions.forEach(session -> shown.add(new Shown(session.assignment(), upwards.get(session.id()))));
        return true;
    }
}
