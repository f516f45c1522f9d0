package org.umbel.node.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.BlockId;

/**
 * What a folder holds at one moment, about: others write and remove while it is looked through. One thread.
 *
 * @param bytes that they take on the disk
 */
record HeldFiles(List<Held> files, long bytes) {
    /**
     * One of them.
     *
     * @param kind       what it is
     * @param id         its name
     * @param diskBytes  what it takes
     * @param usedMicros when it was written or read last, since 1970
     */
    record Held(FileKind kind, BlockId id, long diskBytes, long usedMicros) {
        Path path(final Path folder) {
            return kind.path(folder, id);
        }
    }

    /** How many of a kind. */
    long count(final FileKind kind) {
        return files.stream().filter(file -> file.kind() == kind).count();
    }

    /** What those of a kind take on the disk. */
    long bytes(final FileKind kind) {
        return files.stream().filter(file -> file.kind() == kind).mapToLong(Held::diskBytes).sum();
    }

    /**
     * Looks through a folder. Files that are of no kind by their names are not counted, and what cannot be looked at is
     * passed over.
     *
     * @throws IOException when not even the folder can be read
     */
    static HeldFiles of(final Path folder) throws IOException {
        final List<Held> files = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), 2, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path visited, final BasicFileAttributes attributes) {
                return visited.equals(folder)
                    || FileKind.FOLDER.matcher(String.valueOf(visited.getFileName())).matches()
                        ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    for (final FileKind kind : FileKind.values()) {
                        kind.id(file).ifPresent(id -> files.add(new Held(kind, id,
                            BlockFile.diskBytes(attributes.size()),
                            attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS))));
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(final Path file, final IOException e) throws IOException {
                if (file.equals(folder)) {
                    throw e;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(final Path visited, final @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new HeldFiles(files, files.stream().mapToLong(Held::diskBytes).sum());
    }
}
