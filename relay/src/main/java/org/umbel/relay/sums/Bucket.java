package org.umbel.relay.sums;

import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/**
 * Sums of one tile and the samples they are the sum over.
 *
 * @param ranges never empty
 * @param sums   the holder's own
 */
public record Bucket(RangeSet ranges, TileSums sums) {}
