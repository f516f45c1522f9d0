package org.umbel.relay.session;

/** Told of the tiles of one session, by whom their sums are passed on or shown. */
interface TileListener {
    TileListener NOBODY = (tile, nowNs) -> {};

    /** A bucket or its prospects have changed. */
    void onTile(int tile, long nowNs);

    /** What is there of a tile is to be passed on at once, and so is what is called back and still comes. */
    default void onCalled(final int tile, final long nowNs) {
    }

    /** A bucket would have more ranges than a report may name: it must go first. */
    default void onFull(final int tile, final long nowNs) {
    }
}
