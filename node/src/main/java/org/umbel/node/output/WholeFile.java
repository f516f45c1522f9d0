package org.umbel.node.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Files that appear whole or not at all, whatever ends this process while it writes them. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes a file under the name that it is given. */
    @FunctionalInterface
    public interface Writing {
        void to(Path part) throws IOException;
    }

    /** Writes beside the file, waits until the disk has it, and then gives it its name. Missing folders are made. */
    public static void write(final Path path, final Writing writing) throws IOException {
        final Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
        final Path part = folder.resolve("." + path.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        Files.createDirectories(folder);
        try {
            writing.to(part);
            moveInto(part, path);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Gives a finished file its name, over what had it before. */
    static void moveInto(final Path part, final Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (final AtomicMoveNotSupportedException e) {
            // Some network folders: the file is written whole by now, only its name may flicker.
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
