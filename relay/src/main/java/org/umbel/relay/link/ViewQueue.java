package org.umbel.relay.link;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.View;
import org.umbel.codec.wire.SessionId;

/** Views that wait for a link: one per tile, the latest wins; when there are too many the oldest is dropped. */
final class ViewQueue {
    static final int VIEWS_MAX = 4096;

    private record Key(SessionId session, int tile) {}

    private final Map<Key, View> byTile = new LinkedHashMap<>();

    void put(final View view) {
        final Key key = new Key(view.session(), view.tile());
        final View old = byTile.get(key);
        if (old == null && byTile.size() >= VIEWS_MAX) {
            byTile.remove(byTile.keySet().iterator().next());
        }
        if (old == null || old.epoch() < view.epoch() || old.epoch() == view.epoch() && old.grid() >= view.grid()) {
            byTile.put(key, view);
        }
    }

    boolean isEmpty() {
        return byTile.isEmpty();
    }

    /** The oldest, or null. */
    @Nullable
    View peek() {
        return byTile.isEmpty() ? null : byTile.values().iterator().next();
    }

    void remove(final View view) {
        byTile.remove(new Key(view.session(), view.tile()), view);
    }

    void drop(final SessionId session) {
        byTile.keySet().removeIf(key -> key.session().equals(session));
    }

    int size() {
        return byTile.size();
    }
}
