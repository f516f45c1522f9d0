package org.umbel.node.render;

import org.umbel.codec.block.BlockId;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.SessionId;

/** What the worker's threads tell the node's thread. */
public sealed interface Completion {
    /** A scene is ready to be rendered. */
    record Loaded(BlockId manifest) implements Completion {}

    /** A scene cannot be rendered here. */
    record LoadFailed(BlockId manifest, String reason) implements Completion {}

    /** Exact sums of one range of one tile. */
    record Rendered(SessionId session, int epoch, long fence, int tile, SampleRange range, TileSums sums)
        implements Completion {}

    /** A range that was given up, and never comes. */
    record Abandoned(SessionId session, int epoch, long fence, int tile, SampleRange range) implements Completion {}

    /**
     * A coarse view of a tile.
     *
     * @param rgb half floats, {@code short[3 * (32 / grid)^2]}, interleaved
     */
    record Previewed(SessionId session, int epoch, int tile, int grid, short[] rgb) implements Completion {}

    /** A thread of the worker met an error that is ours: the node must not go on as if it rendered. */
    record Failed(String what, Throwable cause) implements Completion {}
}
