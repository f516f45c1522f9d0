package org.umbel.node.store;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.umbel.codec.block.BlockId;

/** What a file of the folder holds. Each lies in the folder of the first two of its name's 64 hexadecimal digits. */
enum FileKind {
    /** A block, named by its bytes. */
    BLOCK(""),
    /** The shape of a built structure, named by what it depends on. */
    SHAPE(".shape");

    static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
    private static final int DIGITS_LENGTH = 64;

    private final String suffix;

    FileKind(final String suffix) {
        this.suffix = suffix;
    }

    Path path(final Path folder, final BlockId id) {
        final String digits = id.toString();
        return folder.resolve(digits.substring(0, 2)).resolve(digits + suffix);
    }

    /** The name of what a file in its folder should hold; empty: it is not of this kind. */
    Optional<BlockId> id(final Path file) {
        final String name = String.valueOf(file.getFileName());
        final Path folder = file.getParent();
        if (name.length() != DIGITS_LENGTH + suffix.length() || !name.endsWith(suffix) || folder == null
            || !folder.endsWith(name.substring(0, 2))) {
            return Optional.empty();
        }
        final String digits = name.substring(0, DIGITS_LENGTH);
        return DIGITS.matcher(digits).matches() ? Optional.of(BlockId.ofDigest(HexFormat.of().parseHex(digits)))
            : Optional.empty();
    }
}
