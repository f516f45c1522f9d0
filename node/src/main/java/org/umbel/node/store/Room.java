package org.umbel.node.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.umbel.node.store.CacheStatistics.Pruned;

/**
 * The room that blocks and structures have together: what is held, and the removal of those that were used longest ago.
 * Several processes write into one folder and none knows what the others do, so what is held is an estimate: what was
 * found when the folder was looked through last, and what this process has written since. It looks again after each
 * thirty-second part of the budget that it has written, so that P processes exceed the budget by P - 1 such parts at
 * most. One thread.
 */
final class Room {
    static final String LOCK = "lock";
    /** So much of the budget is left when room was made, so that it is not made for every block. */
    static final double LEFT = 0.9;
    private static final long LOOKS_PER_BUDGET = 32;
    /** No file takes more than this part of the budget: it would drive out all others. */
    private static final int LARGEST = 2;
    /**
     * Folders in which this process removes something. A file lock does not hold between two channels of one process,
     * and closing either would free it.
     */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final CacheBudget budget;
    private long heldBytes;
    private long budgetBytes;
    private long writtenBytes;
    private boolean isKnown;

    Room(final Path folder, final CacheBudget budget) {
        this.folder = folder;
        this.budget = budget;
    }

    /**
     * Whether a file may be added, once room has been made if need be. No when another process is making room just now,
     * and when the file would take more than half of all.
     *
     * @param diskBytes that the file takes
     */
    boolean isThereFor(final long diskBytes) throws IOException {
        if (!isKnown || writtenBytes >= budgetBytes / LOOKS_PER_BUDGET) {
            look();
        }
        if (diskBytes > budgetBytes / LARGEST) {
            return false;
        }
        if (heldBytes + diskBytes > budgetBytes) {
            shrinkTo(Math.min((long) (budgetBytes * LEFT), budgetBytes - diskBytes));
        }
        return heldBytes + diskBytes <= budgetBytes;
    }

    /** A file has been added. */
    void added(final long diskBytes) {
        heldBytes += diskBytes;
        writtenBytes += diskBytes;
    }

    /** Looks through the folder. */
    HeldFiles look() throws IOException {
        final HeldFiles held = HeldFiles.of(folder);
        heldBytes = held.bytes();
        budgetBytes = budget.bytes(heldBytes, Files.getFileStore(folder).getUsableSpace());
        writtenBytes = 0;
        isKnown = true;
        return held;
    }

    /** The bytes that may be held, as of the last look. */
    long budgetBytes() {
        return budgetBytes;
    }

    /**
     * Removes files, those used longest ago first, until at most so many bytes are held.
     *
     * @return what was removed; empty if somebody else is removing files
     */
    Optional<Pruned> shrinkTo(final long bytesMax) throws IOException {
        final Path locked = folder.toRealPath();
        if (!LOCKED_HERE.add(locked)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE,
            StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
            return lock == null ? Optional.empty() : Optional.of(removeOldest(bytesMax));
        } finally {
            LOCKED_HERE.remove(locked);
        }
    }

    private Pruned removeOldest(final long bytesMax) throws IOException {
        final List<HeldFiles.Held> oldestFirst = look().files().stream()
            .sorted(Comparator.comparingLong(HeldFiles.Held::usedMicros)).toList();
        long removed = 0;
        final long before = heldBytes;
        for (final HeldFiles.Held file : oldestFirst) {
            if (heldBytes <= bytesMax) {
                break;
            }
            try {
                Files.deleteIfExists(file.path(folder));
                heldBytes -= file.diskBytes();
                removed++;
            } catch (final IOException e) {
                // It stays, and is counted: a younger one goes instead.
                continue;
            }
        }
        return new Pruned(removed, before - heldBytes, heldBytes);
    }
}
