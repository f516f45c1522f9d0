package org.umbel.node.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What a folder of blocks holds.
 *
 * @param blocks         how many
 * @param structures     how many shapes of built structures
 * @param structureBytes that these take of {@code bytes}
 * @param bytes          that all take on the disk, whole pages of 4 KiB
 * @param bytesMax       that they may take
 * @param oldestUse      when the file that would go first was written or read last; empty if there is none
 */
public record CacheStatistics(Path folder, long blocks, long structures, long structureBytes, long bytes,
                              long bytesMax, Optional<Instant> oldestUse) {
    /**
     * What looking at every file found.
     *
     * @param genuine    blocks whose bytes are what their name says
     * @param structures whose bytes are those that were written
     * @param removed    files of either kind that were not, and are gone
     * @param unreadable files that could not be read, and are still there
     */
    public record Verified(long genuine, long structures, long removed, long unreadable) {}

    /**
     * What making room did.
     *
     * @param removed    files of either kind that are gone
     * @param bytes      that they took
     * @param bytesLeft  that are left
     */
    public record Pruned(long removed, long bytes, long bytesLeft) {}
}
