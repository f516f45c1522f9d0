package org.umbel.node.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a node is told about keeping blocks on disk.
 *
 * @param folder where; none: nothing is kept
 * @param budget how much
 */
public record CacheOptions(Optional<Path> folder, CacheBudget budget) {
    /** Nothing is read from or written to a disk. */
    public static final CacheOptions NONE = new CacheOptions(Optional.empty(), CacheBudget.USUAL);
}
