package org.umbel.node.snapshot;

import org.umbel.relay.work.RangeSet;

/**
 * A tile as it is in a snapshot.
 *
 * @param tile   index in the picture's grid
 * @param ranges the samples, not empty
 * @param sums   over exactly these, encoded by {@code TileSumsCodec}
 */
record SnapshotRecord(int tile, RangeSet ranges, byte[] sums) { }
