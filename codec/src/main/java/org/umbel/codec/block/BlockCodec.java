package org.umbel.codec.block;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

/**
 * Raw bytes to blocks and back. {@link Block#compressed()} is one byte of shuffle stride and then one zstd frame of the
 * shuffled bytes: byte k of every element of {@code stride} bytes, for k = 0, 1..., then what is left of an incomplete
 * element. The stride helps the compressor and is no part of the name. Stateless; any thread.
 */
public final class BlockCodec {
    /** Largest shuffle stride in bytes: it travels in one byte. */
    public static final int STRIDE_MAX = 255;

    /** Level 1: shuffled mesh floats gain nothing worth the time at higher levels. */
    private static final int ZSTD_LEVEL = 1;

    private BlockCodec() {}

    /**
     * Names and compresses {@code raw[offset, offset + length)}.
     *
     * @param stride bytes of an element of a float stream, 1..{@link #STRIDE_MAX}; 1 shuffles nothing
     */
    public static Block encode(final byte[] raw, final int offset, final int length, final int stride) {
        if (length < 0 || length > Block.RAW_BYTES_MAX) {
            throw new IllegalArgumentException("block length out of 0.." + Block.RAW_BYTES_MAX + ": " + length);
        }
        if (stride < 1 || stride > STRIDE_MAX) {
            throw new IllegalArgumentException("stride out of 1.." + STRIDE_MAX + ": " + stride);
        }
        final BlockId id = BlockId.of(raw, offset, length);
        final byte[] shuffled = new byte[length];
        shuffle(raw, offset, length, stride, shuffled);
        final byte[] frame = new byte[1 + (int) Zstd.compressBound(length)];
        frame[0] = (byte) stride;
        final long size = Zstd.compressByteArray(frame, 1, frame.length - 1, shuffled, 0, length, ZSTD_LEVEL);
        return new Block(id, length, java.util.Arrays.copyOf(frame, 1 + (int) size));
    }

    /** The uncompressed bytes, once they are shown to be what the block's name and length say. */
    public static byte[] decode(final Block block) throws BlockException {
        final int length = block.rawLength();
        final byte[] frame = block.compressed();
        if (length < 0 || length > Block.RAW_BYTES_MAX) {
            throw new BlockException("block " + block.id() + " claims " + length + " bytes");
        }
        if (frame.length < 2 || frame.length > Block.COMPRESSED_BYTES_MAX || frame[0] == 0) {
            throw new BlockException("block " + block.id() + " has no frame: " + frame.length + " bytes");
        }
        final byte[] shuffled = new byte[length];
        unpack(block, shuffled);
        final byte[] raw = new byte[length];
        unshuffle(shuffled, Byte.toUnsignedInt(frame[0]), raw);
        if (!BlockId.of(raw).equals(block.id())) {
            throw new BlockException("block " + block.id() + " holds other bytes than its name says");
        }
        return raw;
    }

    private static void unpack(final Block block, final byte[] to) throws BlockException {
        final byte[] frame = block.compressed();
        final long size;
        try {
            size = Zstd.decompressByteArray(to, 0, to.length, frame, 1, frame.length - 1);
        } catch (final ZstdException e) {
            throw new BlockException("block " + block.id() + " does not unpack: " + e.getMessage(), e);
        }
        if (size != to.length) {
            throw new BlockException("block " + block.id() + " unpacks to " + size + " bytes, not " + to.length);
        }
    }

    private static void shuffle(final byte[] raw, final int offset, final int length, final int stride,
                                final byte[] to) {
        final int elements = length / stride;
        int at = 0;
        for (int k = 0; k < stride; k++) {
            int from = offset + k;
            for (int e = 0; e < elements; e++, from += stride) {
                to[at++] = raw[from];
            }
        }
        System.arraycopy(raw, offset + at, to, at, length - at);
    }

    private static void unshuffle(final byte[] shuffled, final int stride, final byte[] to) {
        final int elements = to.length / stride;
        int at = 0;
        for (int k = 0; k < stride; k++) {
            int into = k;
            for (int e = 0; e < elements; e++, into += stride) {
                to[into] = shuffled[at++];
            }
        }
        System.arraycopy(shuffled, at, to, at, to.length - at);
    }
}
