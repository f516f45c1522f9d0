package org.umbel.relay.blocks;

import org.umbel.codec.block.Block;

/** A token bucket of bytes: what all blocks of a node, to whomever, may take of its way out. */
final class BlockPace {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long BURST_NS = 20_000_000L;

    private final long bytesPerSecond;
    private long tokens;
    private long filledNs = Long.MIN_VALUE;

    BlockPace(final long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Time has passed. */
    void fill(final long nowNs) {
        final long burst = Math.max(Block.RAW_BYTES_MAX, bytesPerSecond / (SECOND_NS / BURST_NS));
        if (filledNs == Long.MIN_VALUE) {
            tokens = burst;
        } else {
            final double added = (double) (nowNs - filledNs) * bytesPerSecond / SECOND_NS;
            tokens = (long) Math.min(burst, tokens + added);
        }
        filledNs = nowNs;
    }

    /** Whether a block may be sent, of whatever size. */
    boolean isOpen() {
        return tokens > 0;
    }

    void spend(final long bytes) {
        tokens -= bytes;
    }

    /** When a block may be sent; the time of {@link #fill} if it may now. */
    long openNs() {
        return filledNs + (tokens > 0 ? 0 : (long) ((double) (1 - tokens) * SECOND_NS / bytesPerSecond));
    }
}
