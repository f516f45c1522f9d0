package org.umbel.codec.block;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdException;

/**
 * A block as its difference from an older one that the receiver holds: one byte of layout, as in {@link BlockCodec},
 * then a zstd frame without magic, content size, checksum and dictionary id, whose dictionary is the older block's raw
 * bytes in the same layout, as they are. An overwritten element is cheapest in plain bytes (in a shuffled block it is a
 * change in every plane), many new elements in the target's own layout; the writer tries both. Stateless; any thread.
 */
public final class BlockDelta {
    /** Level 3 makes an insertion's deltas some 6 per cent longer; above 6 there is next to nothing to save. */
    private static final int ZSTD_LEVEL = 6;
    /** Nothing that is shorter could become much shorter in the other layout. */
    private static final int SHORT_BYTES = 256;
    /** 512 KiB: the largest block, behind the largest older one. */
    private static final int WINDOW_LOG = 19;

    private BlockDelta() {}

    /**
     * The frame that makes {@code target} of {@code base}. It may be longer than the block itself; then send that.
     *
     * @param target a genuine block
     * @param base   another one
     */
    public static byte[] encode(final Block target, final Block base) {
        try {
            final byte[] raw = BlockCodec.decode(target);
            final byte[] older = BlockCodec.decode(base);
            final byte[] plain = encode(raw, older, Layout.PLAIN);
            final Layout layout = BlockCodec.layout(target);
            if (layout.equals(Layout.PLAIN) || plain.length <= SHORT_BYTES) {
                return plain;
            }
            final byte[] laidOut = encode(raw, older, layout);
            return laidOut.length < plain.length ? laidOut : plain;
        } catch (final BlockException e) {
            throw new IllegalArgumentException("not a genuine block: " + e.getMessage(), e);
        }
    }

    private static byte[] encode(final byte[] raw, final byte[] older, final Layout layout) {
        final byte[] source = laidOut(raw, layout);
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(ZSTD_LEVEL).setWindowLog(WINDOW_LOG).setMagicless(true).setContentSize(false);
            zstd.setChecksum(false).setDictID(false);
            zstd.loadDict(laidOut(older, layout), ZstdDictContentType.RAW_CONTENT);
            final byte[] packed = zstd.compress(source);
            final byte[] frame = new byte[1 + packed.length];
            frame[0] = layout.code();
            System.arraycopy(packed, 0, frame, 1, packed.length);
            return frame;
        }
    }

    /**
     * The block that a frame makes of an older one, as it is kept and passed on.
     *
     * @param id        its name; other bytes are refused
     * @param rawLength its uncompressed length in bytes; nothing longer is unpacked
     * @param base      the older block, genuine or not
     */
    public static Block apply(final BlockId id, final int rawLength, final byte[] frame, final Block base)
        throws BlockException {
        BlockCodec.checkSizes(id, rawLength, frame);
        final Layout layout = Layout.of(frame[0], id);
        final byte[] older = BlockCodec.decode(base);
        final byte[] laidOut = new byte[rawLength];
        final long size;
        try (ZstdDecompressCtx zstd = new ZstdDecompressCtx()) {
            zstd.setMagicless(true);
            zstd.loadDict(laidOut(older, layout), ZstdDictContentType.RAW_CONTENT);
            size = zstd.decompressByteArray(laidOut, 0, rawLength, frame, 1, frame.length - 1);
        } catch (final ZstdException e) {
            throw new BlockException("block " + id + " does not unpack: " + e.getMessage(), e);
        }
        if (size != rawLength) {
            throw new BlockException("block " + id + " unpacks to " + size + " bytes, not " + rawLength);
        }
        final byte[] raw = BlockCodec.named(id, layout, laidOut);
        // Kept as what it most likely is: of the same record as the older one.
        return BlockCodec.encode(id, raw, 0, rawLength, BlockCodec.layout(base));
    }

    private static byte[] laidOut(final byte[] raw, final Layout layout) {
        if (layout.equals(Layout.PLAIN)) {
            return raw;
        }
        final byte[] laidOut = new byte[raw.length];
        layout.apply(raw, 0, raw.length, laidOut, 0);
        return laidOut;
    }
}
