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
 * The blocks of a folder at one moment, about: others write and remove while it is looked through. One thread.
 *
 * @param bytes that they take on the disk
 */
record HeldBlocks(List<Held> blocks, long bytes) {
    /**
     * One of them.
     *
     * @param diskBytes  what it takes
     * @param usedMicros when it was written or read last, since 1970
     */
    record Held(BlockId id, long diskBytes, long usedMicros) {}

    /**
     * Looks through a folder. Files that are no blocks by their names are not counted, and what cannot be looked at is
     * passed over.
     *
     * @throws IOException when not even the folder can be read
     */
    static HeldBlocks of(final Path folder) throws IOException {
        final List<Held> blocks = new ArrayList<>();
        Files.walkFileTree(folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), 2, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path visited, final BasicFileAttributes attributes) {
                return visited.equals(folder)
                    || BlockFile.FOLDER.matcher(String.valueOf(visited.getFileName())).matches()
                        ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
                BlockFile.id(file).filter(id -> attributes.isRegularFile()).ifPresent(id -> blocks.add(new Held(id,
                    BlockFile.diskBytes(attributes.size()), attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS))));
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
        return new HeldBlocks(blocks, blocks.stream().mapToLong(Held::diskBytes).sum());
    }
}
