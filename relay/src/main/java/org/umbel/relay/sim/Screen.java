package org.umbel.relay.sim;

import java.util.BitSet;

/** What a person sees of one epoch: which tiles have anything, a coarse view or exact sums. */
final class Screen {
    private final int tileCount;
    private final BitSet covered = new BitSet();

    Screen(final int tileCount) {
        this.tileCount = tileCount;
    }

    /** Something of a tile has come; true when it is the last tile of which nothing was seen. */
    boolean cover(final int tile) {
        if (covered.get(tile)) {
            return false;
        }
        covered.set(tile);
        return isWhole();
    }

    /** Whether there is something of every tile. */
    boolean isWhole() {
        return covered.cardinality() == tileCount;
    }
}
