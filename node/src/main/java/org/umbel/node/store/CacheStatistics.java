package org.umbel.node.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a folder of blocks holds.
 *
 * @param blocks    how many
 * @param bytes     that they take on the disk, whole pages of 4 KiB
 * @param bytesMax  that they may take
 * @param oldestUse when the block that would go first was written or read last; empty if there is none
 */
public record CacheStatistics(Path folder, long blocks, long bytes, long bytesMax, Optional<Instant> oldestUse) {
    /**
     * What looking at every block found.
     *
     * @param genuine    blocks whose bytes are what their name says
     * @param removed    blocks that were not, and are gone
     * @param unreadable files that could not be read, and are still there
     */
    public record Verified(long genuine, long removed, long unreadable) {}

    /**
     * What making room did.
     *
     * @param removed    blocks that are gone
     * @param bytes      that they took
     * @param bytesLeft  that are left
     */
    public record Pruned(long removed, long bytes, long bytesLeft) {}
}
