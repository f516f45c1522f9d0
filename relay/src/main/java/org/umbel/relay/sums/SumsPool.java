package org.umbel.relay.sums;

import java.util.ArrayDeque;
import org.umbel.codec.tile.TileSums;

/** Cleared tile sums for reuse. What is released must not be referenced by any message. */
public final class SumsPool {
    private static final int KEPT_MAX = 1024;

    private final int planeLength;
    private final ArrayDeque<TileSums> idle = new ArrayDeque<>();

    public SumsPool(final int planeLength) {
        this.planeLength = planeLength;
    }

    public int planeLength() {
        return planeLength;
    }

    public TileSums acquire() {
        final TileSums sums = idle.poll();
        return sums == null ? new TileSums(planeLength) : sums;
    }

    public void release(final TileSums sums) {
        if (idle.size() < KEPT_MAX) {
            sums.clear();
            idle.push(sums);
        }
    }
}
