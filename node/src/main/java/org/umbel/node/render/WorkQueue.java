package org.umbel.node.render;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.SessionId;

/**
 * Work of the current pictures in the order in which it came; a newer picture of a session voids what is queued of the
 * older. The node's thread puts, render threads take. Its length is bounded by the credit that the node gives.
 */
final class WorkQueue {
    /** One range of a tile, or (grid above 0) one coarse view of it. */
    record Item(Picture picture, long fence, int tile, SampleRange range, int grid) {}

    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final Map<SessionId, Picture> pictures = new HashMap<>();
    private boolean isClosed;

    synchronized void begin(final Picture picture) {
        cancel(picture.session());
        pictures.put(picture.session(), picture);
    }

    synchronized void cancel(final SessionId session) {
        final Picture old = pictures.remove(session);
        if (old != null) {
            old.end();
            items.removeIf(item -> item.picture() == old);
        }
    }

    /** Ignored unless it is for the current picture of its session. */
    synchronized void put(final SessionId session, final int epoch, final long fence, final int tile,
                          final SampleRange range, final int grid) {
        final Picture picture = pictures.get(session);
        if (picture != null && picture.epoch() == epoch && !isClosed) {
            items.add(new Item(picture, fence, tile, range, grid));
            notify();
        }
    }

    /** Waits for work; null once closed. */
    synchronized @Nullable Item take() throws InterruptedException {
        while (items.isEmpty() && !isClosed) {
            wait();
        }
        if (isClosed) {
            return null;
        }
        return items.poll();
    }

    synchronized void close() {
        isClosed = true;
        items.clear();
        pictures.values().forEach(Picture::end);
        notifyAll();
    }
}
