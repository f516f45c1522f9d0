package org.umbel.node.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.SessionId;

/**
 * Work of the current pictures in the order in which it came; a newer picture of a session voids what is queued of the
 * older. The node's thread puts, render threads take. Its length is bounded by the credit that the node gives.
 */
final class WorkQueue {
    /** One range of a tile, or (grid above 0) one coarse view of it. */
    record Item(Picture picture, long fence, int tile, SampleRange range, int grid, AtomicBoolean abandoned) {
        /** Whether nobody wants it any more: threads look between stages. */
        boolean isVoid() {
            return abandoned.get() || picture.isVoid();
        }

        private boolean is(final SessionId session, final int epoch, final long itsFence, final int itsTile,
                           final SampleRange itsRange) {
            return grid == 0 && tile == itsTile && range.equals(itsRange) && fence == itsFence
                && picture.epoch() == epoch && picture.session().equals(session);
        }
    }

    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final List<Item> taken = new ArrayList<>();
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
            items.add(new Item(picture, fence, tile, range, grid, new AtomicBoolean()));
            notify();
        }
    }

    /** Gives up a range; true when nobody had begun it. A thread that has begun it says itself what became of it. */
    synchronized boolean abandon(final SessionId session, final int epoch, final long fence, final int tile,
                                 final SampleRange range) {
        taken.stream().filter(item -> item.is(session, epoch, fence, tile, range))
            .forEach(item -> item.abandoned().set(true));
        return items.removeIf(item -> item.is(session, epoch, fence, tile, range));
    }

    /** Waits for work; null once closed. The taker says {@link #done} afterwards. */
    synchronized @Nullable Item take() throws InterruptedException {
        while (items.isEmpty() && !isClosed) {
            wait();
        }
        if (isClosed) {
            return null;
        }
        final Item item = items.poll();
        taken.add(item);
        return item;
    }

    /** A thread is through with an item. */
    synchronized void done(final Item item) {
        taken.remove(item);
    }

    synchronized void close() {
        isClosed = true;
        items.clear();
        pictures.values().forEach(Picture::end);
        notifyAll();
    }
}
