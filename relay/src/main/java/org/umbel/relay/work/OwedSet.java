package org.umbel.relay.work;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.umbel.codec.tile.SampleRange;

/** What one child has been granted and has neither reported nor returned. */
public final class OwedSet {
    private final LinkedHashMap<Integer, RangeSet> byTile = new LinkedHashMap<>();
    private final Map<Integer, RangeSet> readOnly = Collections.unmodifiableMap(byTile);
    private long tileSamples;

    public long tileSamples() {
        return tileSamples;
    }

    public boolean isEmpty() {
        return byTile.isEmpty();
    }

    public RangeSet of(final int tile) {
        return byTile.isEmpty() ? RangeSet.EMPTY : byTile.getOrDefault(tile, RangeSet.EMPTY);
    }

    /** The tiles that something is owed of, the one that was granted last first. */
    public List<Integer> lastTiles() {
        return new ArrayList<>(byTile.sequencedKeySet().reversed());
    }

    /** Adds a range that is not owed yet. */
    public void add(final int tile, final SampleRange range) {
        byTile.put(tile, of(tile).plus(range));
        tileSamples += range.count();
    }

    /** Removes all of the ranges, or nothing when one of them is not owed or comes twice. */
    public boolean remove(final int tile, final List<SampleRange> ranges) {
        RangeSet rest = of(tile);
        long removed = 0;
        for (final SampleRange range : ranges) {
            if (!rest.contains(range)) {
                return false;
            }
            rest = rest.minus(range);
            removed += range.count();
        }
        if (rest.isEmpty()) {
            byTile.remove(tile);
        } else {
            byTile.put(tile, rest);
        }
        tileSamples -= removed;
        return true;
    }

    /** Empties it, giving every tile's ranges to {@code to}. */
    public void drain(final BiConsumer<Integer, RangeSet> to) {
        final Map<Integer, RangeSet> all = new LinkedHashMap<>(byTile);
        byTile.clear();
        tileSamples = 0;
        all.forEach(to);
    }

    /** All of it by tile, in order of granting; read only, and never a copy. */
    public Map<Integer, RangeSet> byTile() {
        return readOnly;
    }
}
