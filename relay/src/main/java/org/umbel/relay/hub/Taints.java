package org.umbel.relay.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;

/**
 * Epochs of which this node knows that a liar's sums are in them, by session: told to whoever hands the session down,
 * and told again when that is another link, until there is a newer epoch. Bounded.
 */
final class Taints {
    private static final int SESSIONS_MAX = 256;

    private final Map<SessionId, Message.Tainted> bySession = new LinkedHashMap<>();

    void add(final Message.Tainted tainted) {
        final Message.Tainted known = bySession.get(tainted.session());
        if (known != null && known.epoch() > tainted.epoch()) {
            return;
        }
        bySession.remove(tainted.session());
        bySession.put(tainted.session(), tainted);
        if (bySession.size() > SESSIONS_MAX) {
            bySession.remove(bySession.keySet().iterator().next());
        }
    }

    /** What is to be told to who hands down this epoch. */
    Optional<Message.Tainted> of(final SessionId session, final int epoch) {
        final Message.Tainted tainted = bySession.get(session);
        if (tainted != null && tainted.epoch() < epoch) {
            bySession.remove(session);
            return Optional.empty();
        }
        return Optional.ofNullable(tainted);
    }
}
