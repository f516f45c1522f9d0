package org.umbel.codec.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.Arrays;

/**
 * Raw bytes to blocks and back. {@link Block#compressed()} is one byte that names the layout (the stride of the
 * shuffle, and 128 for differences of words between elements) and then one zstd frame of the bytes laid out so. The
 * layout helps the compressor and is no part of the name. Stateless; any thread.
 */
public final class BlockCodec {
    /** Largest shuffle stride in bytes. */
    public static final int STRIDE_MAX = Layout.STRIDE_MAX;

    /** Level 3 takes twice the time of level 1 and saves one to two per cent of mesh floats. */
    private static final int ZSTD_LEVEL = 1;

    private BlockCodec() {}

    /**
     * Names and compresses {@code raw[offset, offset + length)}.
     *
     * @param stride bytes of an element of a float stream, 1..{@link #STRIDE_MAX}; 1 shuffles nothing
     */
    public static Block encode(final byte[] raw, final int offset, final int length, final int stride) {
        return encode(BlockId.of(raw, offset, length), raw, offset, length, new Layout(stride, false));
    }

    /** Compresses what has been named. */
    static Block encode(final BlockId id, final byte[] raw, final int offset, final int length, final Layout layout) {
        if (length < 0 || length > Block.RAW_BYTES_MAX) {
            throw new IllegalArgumentException("block length out of 0.." + Block.RAW_BYTES_MAX + ": " + length);
        }
        final byte[] laidOut = new byte[length];
        layout.apply(raw, offset, length, laidOut, 0);
        final byte[] frame = new byte[1 + (int) Zstd.compressBound(length)];
        frame[0] = layout.code();
        final long size = Zstd.compressByteArray(frame, 1, frame.length - 1, laidOut, 0, length, ZSTD_LEVEL);
        return new Block(id, length, Arrays.copyOf(frame, 1 + (int) size));
    }

    /** The uncompressed bytes, once they are shown to be what the block's name and length say. */
    public static byte[] decode(final Block block) throws BlockException {
        final int length = block.rawLength();
        final byte[] frame = block.compressed();
        checkSizes(block.id(), length, frame);
        final Layout layout = layout(block);
        final byte[] laidOut = new byte[length];
        unpack(block, laidOut);
        return named(block.id(), layout, laidOut);
    }

    /**
     * Whether a block is what its name and length say, for who passes it on and does not need its bytes: next to
     * nothing is allocated for one that is laid out plainly, such as an image's.
     *
     * @param scratch of {@link Block#RAW_BYTES_MAX} bytes or more, overwritten
     */
    public static boolean isGenuine(final Block block, final byte[] scratch) {
        try {
            checkSizes(block.id(), block.rawLength(), block.compressed());
            if (!layout(block).equals(Layout.PLAIN)) {
                decode(block);
                return true;
            }
            unpack(block, scratch);
            return BlockId.of(scratch, 0, block.rawLength()).equals(block.id());
        } catch (final BlockException e) {
            return false;
        }
    }

    /** How a block is laid out. */
    static Layout layout(final Block block) throws BlockException {
        return Layout.of(block.compressed()[0], block.id());
    }

    static void checkSizes(final BlockId id, final int length, final byte[] frame) throws BlockException {
        if (length < 0 || length > Block.RAW_BYTES_MAX) {
            throw new BlockException("block " + id + " claims " + length + " bytes");
        }
        if (frame.length < 2 || frame.length > Block.COMPRESSED_BYTES_MAX) {
            throw new BlockException("block " + id + " has no frame: " + frame.length + " bytes");
        }
    }

    /** The raw bytes, when they have that name. */
    static byte[] named(final BlockId id, final Layout layout, final byte[] laidOut) throws BlockException {
        final byte[] raw = new byte[laidOut.length];
        layout.undo(laidOut, raw);
        if (!BlockId.of(raw).equals(id)) {
            throw new BlockException("block " + id + " holds other bytes than its name says");
        }
        return raw;
    }

    /** Into the first bytes of {@code to}, as many as the block claims. */
    private static void unpack(final Block block, final byte[] to) throws BlockException {
        final byte[] frame = block.compressed();
        final long size;
        try {
            size = Zstd.decompressByteArray(to, 0, block.rawLength(), frame, 1, frame.length - 1);
        } catch (final ZstdException e) {
            throw new BlockException("block " + block.id() + " does not unpack: " + e.getMessage(), e);
        }
        if (size != block.rawLength()) {
            throw new BlockException("block " + block.id() + " unpacks to " + size + " bytes, not "
                + block.rawLength());
        }
    }
}
