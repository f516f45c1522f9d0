package org.umbel.relay.session;

import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/**
 * What is there of a tile already, from an earlier run.
 *
 * @param tile   which
 * @param ranges its samples, not empty
 * @param sums   over exactly these; handed over
 */
public record TileResult(int tile, RangeSet ranges, TileSums sums) { }
