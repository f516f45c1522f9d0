package org.umbel.relay.work;

import java.util.function.IntConsumer;
import org.agrona.collections.Int2ObjectHashMap;

/** A set of samples for each of a few tiles, however many tiles the picture has. */
public final class TileSets {
    private static final int FEW = 8;
    private static final float LOAD = 0.65f;

    private final Int2ObjectHashMap<RangeSet> byTile = new Int2ObjectHashMap<>(FEW, LOAD, false);

    public boolean isEmpty() {
        return byTile.isEmpty();
    }

    /** Empty for a tile that nothing was put for. */
    public RangeSet of(final int tile) {
        final RangeSet set = byTile.get(tile);
        return set == null ? RangeSet.EMPTY : set;
    }

    /** Replaces a tile's set; a tile whose set becomes empty stays until it is removed. */
    public void put(final int tile, final RangeSet set) {
        byTile.put(tile, set);
    }

    public void remove(final int tile) {
        byTile.remove(tile);
    }

    /** Calls for each tile that something was put for, in an order that depends on the tiles and their history only. */
    public void forEach(final IntConsumer to) {
        byTile.forEachInt((tile, set) -> to.accept(tile));
    }
}
