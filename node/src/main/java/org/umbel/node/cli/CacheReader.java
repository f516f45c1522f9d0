package org.umbel.node.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.umbel.node.store.BlockFolder;
import org.umbel.node.store.ByteSize;
import org.umbel.node.store.CacheBudget;
import org.umbel.node.store.CacheOptions;
import org.umbel.node.store.CachePlace;

/** Where and how much of the scenes is kept on disk: {@code --cache}, {@code --cache-bytes} and {@code --no-cache}. */
final class CacheReader {
    private static final long BYTES_MAX = 1L << 60;

    private final Fields fields;

    CacheReader(final Fields fields) {
        this.fields = fields;
    }

    /** What a node is told. */
    CacheOptions options(final NodeOptions options) {
        if (options.noCache) {
            if (options.cache != null || options.cacheBytes != null) {
                fields.refuse("--no-cache", "not together with --cache or --cache-bytes", "leave one of them out");
            }
            return CacheOptions.NONE;
        }
        final Path folder = folder(options.cache);
        if (options.cache != null && folder.toFile().exists() && !BlockFolder.isThere(folder)) {
            fields.refuse("--cache", folder + " is not a folder of blocks", "name one that is empty or not there");
        }
        final CacheBudget budget = options.cacheBytes == null ? CacheBudget.USUAL
            : CacheBudget.of(bytes("--cache-bytes", options.cacheBytes, CacheBudget.BYTES_MIN));
        return new CacheOptions(Optional.of(folder), budget);
    }

    /** The folder that {@code --cache} names, or the usual one. */
    Path folder(final @Nullable String text) {
        if (text == null) {
            return CachePlace.blocks();
        }
        try {
            if (!text.isBlank()) {
                return Path.of(text);
            }
        } catch (final InvalidPathException e) {
            // Told below.
        }
        fields.refuse("--cache", "not a path: " + text, "");
        return CachePlace.blocks();
    }

    /** So many bytes, with a unit if there is one. */
    long bytes(final String option, final String text, final long min) {
        final OptionalLong bytes = ByteSize.parse(text);
        if (bytes.isPresent() && bytes.getAsLong() >= min && bytes.getAsLong() <= BYTES_MAX) {
            return bytes.getAsLong();
        }
        fields.refuse(option, "not a size" + (min > 0 ? " of at least " + ByteSize.text(min) : "") + ": " + text,
            "for example " + option + " 4GiB; units are KiB, MiB, GiB, TiB, and KB, MB, GB, TB by thousands");
        return Math.max(min, 1);
    }
}
