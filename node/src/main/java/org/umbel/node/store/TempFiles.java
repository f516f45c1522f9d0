package org.umbel.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Files that are being written lie in a folder of their own on the same disk, and are given their name when they are
 * complete. What a dead writer left there is removed by whoever comes later. One thread.
 */
final class TempFiles {
    static final String FOLDER = "tmp";
    /** Nobody writes for so long: another process's file is not taken from under it. */
    static final Duration AGE_MAX = Duration.ofMinutes(10);

    /** How a file is opened for writing; tests open ones that break. */
    @FunctionalInterface
    interface Opening {
        WritableByteChannel open(Path temp) throws IOException;
    }

    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}-\\d+");

    private final Path folder;
    private final Opening opening;
    private final String prefix = UUID.randomUUID() + "-";
    private long count;

    TempFiles(final Path cache, final Opening opening) {
        this.folder = cache.resolve(FOLDER);
        this.opening = opening;
    }

    static WritableByteChannel open(final Path temp) throws IOException {
        return Files.newByteChannel(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Makes the folder, and removes what is old in it. */
    void begin(final Instant now) throws IOException {
        Files.createDirectories(folder);
        removeOlderThan(now.minus(AGE_MAX));
    }

    private void removeOlderThan(final Instant then) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (final Path file : files) {
                try {
                    if (NAME.matcher(String.valueOf(file.getFileName())).matches()
                        && Files.getLastModifiedTime(file).toInstant().isBefore(then)) {
                        Files.deleteIfExists(file);
                    }
                } catch (final NoSuchFileException e) {
                    // Its writer has given it its name meanwhile.
                }
            }
        }
    }

    /** Writes a file whole or not at all, over what has its name. */
    void place(final Path file, final ByteBuffer bytes, final Instant now) throws IOException {
        try {
            placeOnce(file, bytes.duplicate(), now);
        } catch (final NoSuchFileException e) {
            // The first block in this folder, or somebody removed the cache from under us.
            Files.createDirectories(folder);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            placeOnce(file, bytes, now);
        }
    }

    private void placeOnce(final Path file, final ByteBuffer bytes, final Instant now) throws IOException {
        final Path temp = folder.resolve(prefix + count++);
        try {
            try (WritableByteChannel channel = opening.open(temp)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.setLastModifiedTime(temp, FileTime.from(now));
            Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            discard(temp, e);
            throw e;
        }
    }

    private static void discard(final Path temp, final IOException because) {
        try {
            Files.deleteIfExists(temp);
        } catch (final IOException e) {
            because.addSuppressed(e);
        }
    }
}
