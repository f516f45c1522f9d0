package org.umbel.node.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockCodec;
import org.umbel.codec.block.BlockException;
import org.umbel.codec.block.BlockId;

/**
 * One block as a file: {@code ab/abcd...}, the 64 hexadecimal digits of its name in the folder of their first two. In
 * it three big-endian int32, the mark, the version of this form, and the block's uncompressed length; then
 * {@link Block#compressed()}. Its size is looked at before anything is allocated, and a block leaves here only once its
 * uncompressed bytes have the SHA-256 that the file's name says.
 */
final class BlockFile {
    private static final int MARK = 0x554D424B;
    private static final int VERSION = 1;
    static final int HEADER_BYTES = 12;
    static final int BYTES_MAX = HEADER_BYTES + Block.COMPRESSED_BYTES_MAX;
    private static final int PAGE_BYTES = 4096;

    private BlockFile() {}

    static Path path(final Path folder, final BlockId id) {
        return FileKind.BLOCK.path(folder, id);
    }

    /** The name of the block that a file in its folder should hold; empty: somebody else's file. */
    static Optional<BlockId> id(final Path file) {
        return FileKind.BLOCK.id(file);
    }

    static ByteBuffer bytes(final Block block) {
        return ByteBuffer.allocate(HEADER_BYTES + block.compressed().length).putInt(MARK).putInt(VERSION)
            .putInt(block.rawLength()).put(block.compressed()).flip();
    }

    /** What a file of so many bytes takes of a disk, about. */
    static long diskBytes(final long fileBytes) {
        return Math.ceilDiv(fileBytes, PAGE_BYTES) * PAGE_BYTES;
    }

    /**
     * Reads and proves a block.
     *
     * @throws BlockException                         when the file is not the block that it should be
     * @throws java.nio.file.NoSuchFileException when it is not there (any more)
     * @throws IOException                            when it cannot be read
     */
    static Block read(final Path file, final BlockId id) throws IOException, BlockException {
        // Asked first, because opening something else, a pipe say, could wait for ever.
        final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
            LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new BlockException("it is no file");
        }
        final long size = attributes.size();
        if (size <= HEADER_BYTES || size > BYTES_MAX) {
            throw new BlockException("it has " + size + " bytes");
        }
        final ByteBuffer bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = ByteBuffer.wrap(in.readNBytes((int) size));
        }
        if (bytes.remaining() < size) {
            throw new BlockException("it ends early");
        }
        if (bytes.getInt() != MARK || bytes.getInt() != VERSION) {
            throw new BlockException("it does not begin as blocks do");
        }
        final int rawLength = bytes.getInt();
        final byte[] compressed = new byte[bytes.remaining()];
        bytes.get(compressed);
        final Block block = new Block(id, rawLength, compressed);
        BlockCodec.decode(block);
        return block;
    }
}
