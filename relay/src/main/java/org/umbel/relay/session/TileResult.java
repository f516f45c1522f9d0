package org.umbel.relay.session;

import java.util.Optional;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/**
 * What is there of a tile already, from an earlier run.
 *
 * @param tile       which
 * @param ranges     its samples, not empty
 * @param sums       over exactly these; handed over
 * @param checkpoint the last one, where adaptive sampling had not decided yet; without one it takes {@code [0, n)} with
 * n                   of 16 or more as decided: by the same error, which is for the caller to know
 */
public record TileResult(int tile, RangeSet ranges, TileSums sums, Optional<Checkpoint> checkpoint) {
    /** A result without a checkpoint. */
    public TileResult(final int tile, final RangeSet ranges, final TileSums sums) {
        this(tile, ranges, sums, Optional.empty());
    }
}
