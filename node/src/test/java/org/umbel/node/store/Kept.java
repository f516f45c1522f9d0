package org.umbel.node.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockCodec;

/** Blocks for tests, and what lies in a folder of them. */
final class Kept {
    /** Of a block of {@link #block}: random bytes do not become fewer. */
    static final int RAW_BYTES = 100_000;

    private Kept() {}

    /** Another one for each seed, incompressible. */
    static Block block(final long seed) {
        final byte[] raw = new byte[RAW_BYTES];
        new Random(seed).nextBytes(raw);
        return BlockCodec.encode(raw, 0, raw.length, 1);
    }

    static List<Block> blocks(final int count) {
        final List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blocks.add(block(i));
        }
        return blocks;
    }

    /** What a block of {@link #block} takes of the disk. */
    static long diskBytes() {
        return BlockFile.diskBytes(BlockFile.bytes(block(0)).remaining());
    }

    /** Every file under the folders of two digits. */
    static List<Path> files(final Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> BlockFile.id(file).isPresent()).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> temps(final Path folder) {
        try (Stream<Path> all = Files.list(folder.resolve(TempFiles.FOLDER))) {
            return all.toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
