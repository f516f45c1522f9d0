package org.umbel.relay.sums;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.LongArrayList;

/**
 * When each tile's bucket is to be passed on: when it doubles what was sent, from here or by others before its samples,
 * when its oldest range is too old, at once when nothing more will come, or when all buckets together hold more than a
 * crash may lose, the fullest first; otherwise a tile not more often than {@code everyNs}. The tiles of one session and
 * epoch at one node.
 */
public final class ReportSchedule {
    private record Due(long atNs, long order, int tile) {}

    private static final class Tile {
        private long oldestNs;
        private long lastNs = Long.MIN_VALUE;
        private long sent;
        private int bucketed;
        private long dueNs = Long.MAX_VALUE;
    }

    private final long ageMaxNs;
    private final long againMaxNs;
    private final long everyNs;
    private final int few;
    private final Int2ObjectHashMap<Tile> tiles = new Int2ObjectHashMap<>();
    private final PriorityQueue<Due> queue =
        new PriorityQueue<>(Comparator.comparingLong(Due::atNs).thenComparingLong(Due::order));
    private long order;

    /**
     * @param ageMaxNs   that the oldest range of a bucket may wait when nothing of its tile went before
     * @param againMaxNs the same when something did
     * @param everyNs    a tile is not passed on more often, but when it is complete
     * @param few        samples of a bucket below which it waits: for more, for its age, or until there is nothing else
     *                   to do; but not when as many of its tile went before
     */
    public ReportSchedule(final long ageMaxNs, final long againMaxNs, final long everyNs, final int few) {
        this.ageMaxNs = ageMaxNs;
        this.againMaxNs = againMaxNs;
        this.everyNs = everyNs;
        this.few = few;
    }

    /** Tiles are passed on when they are complete, and not before. */
    public static ReportSchedule whenComplete() {
        return new ReportSchedule(Long.MAX_VALUE, Long.MAX_VALUE, 0, 1);
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
        t.bucketed = bucketed;
        // Fewer that went because of their age are not what is doubled.
        final boolean enough = Math.max(t.sent, bucketed) >= few;
        final long oldestMaxNs = t.sent == 0 ? ageMaxNs : againMaxNs;
        final long dueNs = urgent || complete && enough ? nowNs
            : ageMaxNs == Long.MAX_VALUE ? Long.MAX_VALUE
            : bucketed >= Math.max(t.sent, first) && enough ? soonestNs
            : Math.max(soonestNs, t.oldestNs + oldestMaxNs);
        due(tile, t, dueNs);
    }

    private void due(final int tile, final Tile t, final long dueNs) {
        if (dueNs < t.dueNs) {
            t.dueNs = dueNs;
            queue.add(new Due(dueNs, order++, tile));
        }
    }

    /** Makes tiles due that hold so many tile-samples together: the fullest, of equal ones those that come first. */
    public void lighten(final long tileSamples, final long nowNs) {
        final LongArrayList fullest = new LongArrayList();
        tiles.forEachInt((tile, t) -> {
            if (t.bucketed > 0) {
                fullest.addLong((long) -t.bucketed << Integer.SIZE | tile);
            }
        });
        final long[] inOrder = fullest.toLongArray();
        Arrays.sort(inOrder);
        long left = tileSamples;
        for (int i = 0; i < inOrder.length && left > 0; i++) {
            final int tile = (int) inOrder[i];
            final Tile t = Objects.requireNonNull(tiles.get(tile));
            due(tile, t, nowNs);
            left -= t.bucketed;
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
        t.bucketed = 0;
        t.lastNs = nowNs;
        t.dueNs = Long.MAX_VALUE;
    }

    public long nextDeadlineNs() {
        due(Long.MIN_VALUE);
        return queue.isEmpty() ? Long.MAX_VALUE : queue.peek().atNs();
    }
}
