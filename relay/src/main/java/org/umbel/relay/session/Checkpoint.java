package org.umbel.relay.session;

import org.umbel.codec.tile.TileSums;

/**
 * The exact sums of the first samples of a tile.
 *
 * @param samples their number, a power of two
 * @param sums    of them; the holder's own
 */
public record Checkpoint(int samples, TileSums sums) {}
