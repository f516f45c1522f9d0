package org.umbel.node.store;

import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/** What the disk's thread tells the node's thread: one answer for each block that was to be fetched. */
public sealed interface DiskAnswer {
    /** The block was held; its bytes have been shown to be what its name says. */
    record Found(Block block) implements DiskAnswer {}

    /** The block is not held, or not any more. */
    record Absent(BlockId id) implements DiskAnswer {}
}
