package org.umbel.node.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What goes wrong with a disk goes wrong for every block, and is told once: each thing the first time that it happens,
 * spoilt files a few times. Any thread.
 */
final class TellOnce {
    private static final int SPOILT_MAX = 8;

    private final Consumer<String> log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final AtomicInteger spoiltCount = new AtomicInteger();

    TellOnce(final Consumer<String> log) {
        this.log = log;
    }

    void tell(final String line) {
        if (told.add(line)) {
            log.accept(line);
        }
    }

    /** A file that was no block. */
    void tellSpoilt(final String line) {
        final int count = spoiltCount.incrementAndGet();
        if (count <= SPOILT_MAX) {
            log.accept(line + (count == SPOILT_MAX ? " (further ones are not told)" : ""));
        }
    }

    /** Why the machine would not, in words, without the file's name. */
    static String why(final IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "this user may not";
            case NoSuchFileException gone -> "there is no such folder";
            case FileAlreadyExistsException file -> "it is no folder";
            case NotDirectoryException file -> "it is no folder";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
