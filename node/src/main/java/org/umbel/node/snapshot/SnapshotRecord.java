package org.umbel.node.snapshot;

import org.umbel.relay.work.RangeSet;

/**
 * A tile as it is in a snapshot.
 *
 * @param tile   index in the picture's grid
 * @param ranges the samples, not empty
 * @param sums   over exactly these, encoded by {@code TileSumsCodec}
 * @param checkpointSamples samples of the checkpoint that adaptive sampling needs to go on; 0: none
 * @param checkpoint        their sums, encoded too; empty: none
 */
record SnapshotRecord(int tile, RangeSet ranges, byte[] sums, int checkpointSamples, byte[] checkpoint) {
    private static final byte[] NONE = {};

    /** Without a checkpoint. */
    SnapshotRecord(final int tile, final RangeSet ranges, final byte[] sums) {
        this(tile, ranges, sums, 0, NONE);
    }

    boolean hasCheckpoint() {
        return checkpointSamples > 0;
    }

    SnapshotRecord withCheckpointOf(final SnapshotRecord other) {
        return new SnapshotRecord(tile, ranges, sums, other.checkpointSamples, other.checkpoint);
    }
}
