package org.umbel.node.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Tells a folder of blocks from any other, so that nobody's own files are ever mixed with blocks. The file is that of
 * the Cache Directory Tagging Specification: programs that make backups leave out the folder that has it.
 */
final class CacheTag {
    static final String FILE = "CACHEDIR.TAG";
    private static final String TEXT = """
        Signature: 8a477f597d28d172789f06886806bc55
        # Blocks of scenes, kept by umbel. Whatever is in this folder may be deleted at any time.
        """;
    private static final Set<String> OWN_NAMES = Set.of(FILE, TempFiles.FOLDER, Room.LOCK);

    private CacheTag() {}

    /**
     * Whether a folder is one of blocks, or empty. Two nodes may begin the same folder at once, so that the tag may be
     * missing or not be written yet where nothing but blocks is.
     *
     * @throws IOException when the folder cannot be read
     */
    static boolean isOurs(final Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (final Path entry : entries) {
                final String name = String.valueOf(entry.getFileName());
                if (!OWN_NAMES.contains(name) && !FileKind.FOLDER.matcher(name).matches()) {
                    return isTagged(folder);
                }
            }
        }
        return true;
    }

    private static boolean isTagged(final Path folder) throws IOException {
        final Path tag = folder.resolve(FILE);
        return Files.isRegularFile(tag) && Files.size(tag) == TEXT.length() && Files.readString(tag).equals(TEXT);
    }

    /** Writes the tag if there is none, or if a full disk left it empty. */
    static void write(final Path folder) throws IOException {
        final Path tag = folder.resolve(FILE);
        if (Files.notExists(tag) || Files.size(tag) == 0) {
            Files.writeString(tag, TEXT);
        }
    }
}
