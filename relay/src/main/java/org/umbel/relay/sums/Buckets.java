package org.umbel.relay.sums;

import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/** One bucket per tile of one session and epoch. At the root they are the picture and are never taken. */
public final class Buckets {
    private final Int2ObjectHashMap<Bucket> byTile = new Int2ObjectHashMap<>();
    private final SumsPool pool;
    private long tileSamples;

    public Buckets(final SumsPool pool) {
        this.pool = pool;
    }

    public long tileSamples() {
        return tileSamples;
    }

    public boolean isEmpty() {
        return byTile.isEmpty();
    }

    public RangeSet ranges(final int tile) {
        final Bucket bucket = byTile.get(tile);
        return bucket == null ? RangeSet.EMPTY : bucket.ranges();
    }

    /** The sums of a tile, still the bucket's own; null when there is nothing. */
    public @Nullable TileSums sums(final int tile) {
        final Bucket bucket = byTile.get(tile);
        return bucket == null ? null : bucket.sums();
    }

    /**
     * Adds ranges that are not in it.
     *
     * @param owned whether {@code sums} becomes the bucket's; else it is only read
     */
    public void add(final int tile, final RangeSet ranges, final TileSums sums, final boolean owned) {
        final Bucket old = byTile.get(tile);
        tileSamples += ranges.size();
        if (old == null) {
            byTile.put(tile, new Bucket(ranges, owned ? sums : copied(sums)));
            return;
        }
        old.sums().add(sums);
        byTile.put(tile, new Bucket(old.ranges().plus(ranges), old.sums()));
        if (owned) {
            pool.release(sums);
        }
    }

    /** Takes a bucket out to be handed to a message; null when there is nothing. */
    public @Nullable Bucket take(final int tile) {
        final Bucket bucket = byTile.remove(tile);
        if (bucket != null) {
            tileSamples -= bucket.ranges().size();
        }
        return bucket;
    }

    /** Empties them all. */
    public void drop() {
        byTile.forEachInt((tile, bucket) -> pool.release(bucket.sums()));
        byTile.clear();
        tileSamples = 0;
    }

    private TileSums copied(final TileSums sums) {
        final TileSums own = pool.acquire();
        own.add(sums);
        return own;
    }
}
