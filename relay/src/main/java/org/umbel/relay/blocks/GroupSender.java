package org.umbel.relay.blocks;

import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/** Sends blocks to children. Paced unicast today; a multicast group fits behind it. */
public interface GroupSender {
    /** One block to one child. False when the child's stream is full: nothing was sent. */
    @FunctionalInterface
    interface Lane {
        /**
         * False when the child's stream is full.
         *
         * @param base what the block's frame is a difference from; {@link BlockId#NONE}: it is the block itself
         */
        boolean send(long child, Block block, BlockId base);
    }

    /**
     * A child is to be sent a block that is held. False when the child's queue is full.
     *
     * @param base an older one that the child holds; {@link BlockId#NONE}: none
     */
    boolean enqueue(long child, BlockId id, BlockId base);

    void forget(long child);

    /** Sends what pace and streams allow. */
    void drain(Lane lane, long nowNs);

    int queued(long child);

    /** When {@link #drain} can go on; {@code Long.MAX_VALUE} when nothing waits. */
    long nextDeadlineNs();
}
