package org.umbel.relay.aeron;

import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the embedded driver maps its term buffers: a folder per process, and the remains of dead ones. */
final class DriverFolder {
    /** What a node with a few links maps: 4 MiB of counters and logs, 17 MiB per link and direction. */
    static final long BYTES_MIN = 96L << 20;
    /** A driver silent for so long is dead; a younger folder may belong to one that just starts. */
    static final long DEAD_AFTER_MS = 15_000;

    private static final Pattern NAME = Pattern.compile("umbel-(\\d{1,18})-[0-9a-f]{8}");

    private DriverFolder() {}

    /** Memory where the system has it, else the folder for temporary files. */
    static List<Path> storageDefault() {
        return List.of(Path.of("/dev", "shm"), Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Names a new folder in the first storage with enough room; sweeps the remains of dead processes. */
    static Path choose(final List<Path> storage) {
        final StringBuilder found = new StringBuilder();
        for (final Path parent : storage) {
            if (Files.isDirectory(parent) && Files.isWritable(parent)) {
                sweep(parent, System.currentTimeMillis());
                final long free = usableBytes(parent);
                if (free >= BYTES_MIN) {
                    return parent.resolve("umbel-%d-%08x".formatted(ProcessHandle.current().pid(),
                        ThreadLocalRandom.current().nextInt()));
                }
                found.append(found.isEmpty() ? "" : ", ").append(parent).append(" has ").append(free >> 20)
                    .append(" MiB");
            }
        }
        throw new LaunchException("No room for the transport's buffers: %s; %d MiB are needed. ".formatted(
            found.isEmpty() ? "no writable folder among " + storage : found, BYTES_MIN >> 20)
            + "Free some space (in a container: --shm-size=256m), or start with -Djava.io.tmpdir=FOLDER "
            + "on a larger disk.");
    }

    /** The folder of a process of this machine; empty when it has none. */
    static Optional<Path> of(final long pid, final List<Path> storage) {
        for (final Path parent : storage) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "umbel-" + pid + "-*")) {
                for (final Path folder : folders) {
                    if (NAME.matcher(folder.getFileName().toString()).matches()
                        && Files.exists(folder.resolve(CncFileDescriptor.CNC_FILE))) {
                        return Optional.of(folder);
                    }
                }
            } catch (final IOException e) {
                // a folder that cannot be listed holds nothing of ours
                continue;
            }
        }
        return Optional.empty();
    }

    /** Deletes folders of drivers whose process is gone. */
    static void sweep(final Path parent, final long nowMs) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "umbel-*")) {
            for (final Path folder : folders) {
                if (isDead(folder, nowMs)) {
                    delete(folder);
                }
            }
        } catch (final IOException e) {
            // a folder that cannot be listed holds nothing that we could delete
            return;
        }
    }

    private static boolean isDead(final Path folder, final long nowMs) throws IOException {
        final Matcher name = NAME.matcher(folder.getFileName().toString());
        if (!name.matches() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            || ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) {
            return false;
        }
        // Storage may be shared with containers whose processes we do not see: believe only a silent driver.
        return nowMs - Files.getLastModifiedTime(folder).toMillis() > DEAD_AFTER_MS && !isDriverActive(folder);
    }

    private static boolean isDriverActive(final Path folder) throws IOException {
        if (isUnborn(folder.resolve(CncFileDescriptor.CNC_FILE))) {
            return false;
        }
        try {
            return CommonContext.isDriverActive(folder.toFile(), DEAD_AFTER_MS, line -> {});
        } catch (final RuntimeException e) {
            // another version's, or damaged: not ours to judge, and no reason not to start
            return true;
        }
    }

    /** Whether a process ended between the creation of its driver's file and the first word in it, its version. */
    private static boolean isUnborn(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(Integer.BYTES), new byte[Integer.BYTES]);
        } catch (final NoSuchFileException e) {
            return false;
        }
    }

    /** Deletes a folder and what is in it, as far as the system lets us; does not follow links. */
    static void delete(final Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(final Path file, final BasicFileAttributes a)
                    throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(final Path dir, final IOException e)
                    throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (final IOException e) {
            // somebody else's, or being deleted by another node that starts now
            return;
        }
    }

    private static long usableBytes(final Path parent) {
        try {
            return Files.getFileStore(parent).getUsableSpace();
        } catch (final IOException e) {
            return 0;
        }
    }
}
