package org.umbel.relay.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import org.umbel.codec.wire.SessionId;

/**
 * The newest epoch that came of each session, whoever handed it down: an orphan that goes back to a parent which has
 * not heard of an edit yet does not go back in time with it. Bounded: the sessions of longest ago are forgotten.
 */
final class SeenEpochs {
    private static final int SESSIONS_MAX = 256;

    private final Map<SessionId, Integer> newest = new LinkedHashMap<>();

    /** Whether an epoch is none of the past; it is the newest then. */
    boolean admit(final SessionId session, final int epoch) {
        final Integer seen = newest.remove(session);
        newest.put(session, seen == null ? epoch : Math.max(seen, epoch));
        if (newest.size() > SESSIONS_MAX) {
            newest.remove(newest.keySet().iterator().next());
        }
        return seen == null || epoch >= seen;
    }
}
