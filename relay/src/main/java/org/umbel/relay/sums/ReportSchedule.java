package org.umbel.relay.sums;

import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * When each tile's bucket is to be passed on: when it doubles what was sent, from here or by others before its samples,
 * when its oldest range is too old, or at once when nothing more will come; otherwise a tile not more often than
 * {@code everyNs}. The tiles of one session and epoch at one node.
 */
public final class ReportSchedule {
    private record Due(long atNs, long order, int tile) {}

    private static final class Tile {
        private long oldestNs;
        private long lastNs = Long.MIN_VALUE;
        private long sent;
        private long dueNs = Long.MAX_VALUE;
    }

    private final long ageMaxNs;
    private final long everyNs;
    private final int few;
    private final Int2ObjectHashMap<Tile> tiles = new Int2ObjectHashMap<>();
    private final PriorityQueue<Due> queue =
        new PriorityQueue<>(Comparator.comparingLong(Due::atNs).thenComparingLong(Due::order));
    private long order;

    /**
     * @param ageMaxNs that the oldest range of a bucket may wait
     * @param everyNs  a tile is not passed on more often, but when it is complete
     * @param few      samples of a tile, with those that went before, below which it waits: for more, for its age, or
     *                 until there is nothing else to do
     */
    public ReportSchedule(final long ageMaxNs, final long everyNs, final int few) {
        this.ageMaxNs = ageMaxNs;
        this.everyNs = everyNs;
        this.few = few;
    }

    /** Tiles are passed on when they are complete, and not before. */
    public static ReportSchedule whenComplete() {
        return new ReportSchedule(Long.MAX_VALUE, 0, 1);
    }

    /**
     * A bucket has changed, or what is still to come for it has.
     *
     * @param first    first sample in the bucket: so many of the tile are above, or on their way there from others
     * @param bucketed samples in the bucket, at least one
     * @param complete whether nothing more of the tile is owed or free here
     * @param urgent   whether somebody waits for it
     */
    public void onChange(final int tile, final int first, final int bucketed, final boolean complete,
                         final boolean urgent, final long nowNs) {
        final Tile t = tiles.computeIfAbsent(tile, key -> new Tile());
        if (t.dueNs == Long.MAX_VALUE) {
            t.oldestNs = nowNs;
        }
        final long soonestNs = t.lastNs == Long.MIN_VALUE ? nowNs : Math.max(nowNs, t.lastNs + everyNs);
        final boolean enough = t.sent + bucketed >= few;
        final long dueNs = urgent || complete && enough ? nowNs
            : ageMaxNs == Long.MAX_VALUE ? Long.MAX_VALUE
            : bucketed >= Math.max(t.sent, first) && enough ? soonestNs
            : Math.max(soonestNs, t.oldestNs + ageMaxNs);
        if (dueNs < t.dueNs) {
            t.dueNs = dueNs;
            queue.add(new Due(dueNs, order++, tile));
        }
    }

    /** The next tile to pass on, or -1. It stays due until {@link #onPassedOn}. */
    public int due(final long nowNs) {
        while (!queue.isEmpty()) {
            final Due next = queue.peek();
            if (Objects.requireNonNull(tiles.get(next.tile())).dueNs == next.atNs()) {
                return next.atNs() <= nowNs ? next.tile() : -1;
            }
            queue.poll();
        }
        return -1;
    }

    /** The next tile that waits for anything, or -1. */
    public int waiting() {
        return due(Long.MAX_VALUE);
    }

    /** A bucket was taken. */
    public void onPassedOn(final int tile, final int samples, final long nowNs) {
        final Tile t = tiles.computeIfAbsent(tile, key -> new Tile());
        t.sent += samples;
        t.lastNs = nowNs;
        t.dueNs = Long.MAX_VALUE;
    }

    public long nextDeadlineNs() {
        due(Long.MIN_VALUE);
        return queue.isEmpty() ? Long.MAX_VALUE : queue.peek().atNs();
    }
}
