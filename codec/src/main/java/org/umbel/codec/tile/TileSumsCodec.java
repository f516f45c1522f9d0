package org.umbel.codec.tile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Sums of a tile to bytes and back. One per thread: it reuses its buffers. Why this form:
 * {@code docs/decisions/0011-sums-are-packed-by-the-bit.md}.
 *
 * <p>Four planes: G, R - G, B - G (light is mostly grey, and so is its noise) and bad samples. Of each plane the first
 * pixel is the base; each other pixel is its zig-zagged difference to its neighbour ({@link PixelDifferences}), written
 * in blocks of 256 ({@link PackedBlock}). Differences and values wrap at 64 bits, or at 32 where the tile is narrow:
 * every value of every plane within 2^30 of its base, and the bases far from the bounds of a sum.
 *
 * <p>Head: uint16 plane length; uint16 flags (bits 0..3: plane p is its base everywhere; bit 4: narrow); int64 base of
 * each plane; the heads of all blocks of the planes that are not flat. Body: those blocks. All little-endian.
 */
public final class TileSumsCodec {
    /** Bound of |sum| (invariant 12). */
    public static final long SUM_MAX = 1L << 62;

    private static final int PLANES = TileSums.CHANNELS + 1;
    private static final int GREEN = 0;
    private static final int BAD = TileSums.CHANNELS;
    private static final int FLAGS_AT = 2;
    private static final int BASES_AT = 4;
    private static final int HEADS_AT = BASES_AT + PLANES * Long.BYTES;
    private static final int NARROW_FLAG = 1 << PLANES;
    private static final int FLAGS_END = NARROW_FLAG << 1;
    /** Differences to the base, and sums of two of them, that an int holds. */
    private static final long NARROW_MAX = 1L << 30;
    /** Whatever two ints are added to this, the sum is in bounds. */
    private static final long NARROW_BASE_MAX = SUM_MAX - (1L << 33);
    private static final int BLOCKS_MAX = TileSums.TILE_PIXELS / PackedBlock.PIXELS;
    private static final int BYTES_MAX = HEADS_AT
        + PLANES * (BLOCKS_MAX * PackedBlock.HEAD_BYTES + TileSums.TILE_PIXELS * PackedBlock.BYTES_MAX_PER_PIXEL);

    /** The kernels read a row beyond what is packed. */
    private final byte[] bytes = new byte[BYTES_MAX + BitPacking.ROW_BYTES];
    private final ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private final PackedBlock[] blocks = new PackedBlock[PLANES * BLOCKS_MAX];
    private final long[][] values = new long[PLANES][TileSums.TILE_PIXELS];
    private final int[][] low = new int[PLANES][TileSums.TILE_PIXELS];
    private final int[] high = new int[TileSums.TILE_PIXELS];
    private final long[] bases = new long[PLANES];

    /** What bytes from a peer turned out to be. */
    public sealed interface Decoded {
        /** Sums within their bounds. */
        record Ok(TileSums sums) implements Decoded {}

        /** No sums, and why. */
        record Malformed(String reason) implements Decoded {}
    }

    public TileSumsCodec() {
        Arrays.setAll(blocks, i -> new PackedBlock());
    }

    /** Bytes that are enough for {@link #encode}. */
    public int encodedLengthMax(final int planeLength) {
        final int padded = BitPacking.positions(planeLength) * BitPacking.LANES;
        return HEADS_AT + PLANES * (BLOCKS_MAX * PackedBlock.HEAD_BYTES + padded * PackedBlock.BYTES_MAX_PER_PIXEL);
    }

    /** Writes the sums at {@code offset} and returns the length in bytes. Refuses sums out of bounds. */
    public int encode(final TileSums sums, final MutableDirectBuffer buffer, final int offset) {
        final int n = sums.planeLength();
        SumsPlanes.split(sums, values);
        final boolean narrow = isNarrow(n);
        int flags = narrow ? NARROW_FLAG : 0;
        int head = HEADS_AT;
        for (int plane = 0; plane < PLANES; plane++) {
            numbers.putLong(BASES_AT + plane * Long.BYTES, values[plane][0]);
            if (SumsPlanes.isFlat(values[plane], n)) {
                flags |= 1 << plane;
            } else {
                head += blockCount(n) * PackedBlock.HEAD_BYTES;
            }
        }
        numbers.putShort(0, (short) n).putShort(FLAGS_AT, (short) flags);
        final PackedBlock block = blocks[0];
        int body = head;
        head = HEADS_AT;
        for (int plane = 0; plane < PLANES; plane++) {
            if ((flags & 1 << plane) == 0) {
                differ(plane, n, narrow);
                for (int at = 0; at < n; at += PackedBlock.PIXELS) {
                    final int count = Math.min(PackedBlock.PIXELS, n - at);
                    block.choose(low[plane], narrow ? null : high, at, count);
                    block.putHead(bytes, head);
                    head += PackedBlock.HEAD_BYTES;
                    body = block.put(low[plane], narrow ? null : high, at, count, bytes, body);
                }
            }
        }
        buffer.putBytes(offset, bytes, 0, body);
        return body;
    }

    /** Never throws, whatever the bytes of {@code [offset, offset + length)}, which must lie inside the buffer. */
    public Decoded decode(final DirectBuffer buffer, final int offset, final int length) {
        final int n = length < HEADS_AT ? 0 : Short.toUnsignedInt(buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN));
        final TileSums sums = new TileSums(Math.clamp(n, 1, TileSums.TILE_PIXELS));
        final Optional<String> problem = decodeAdd(buffer, offset, length, sums);
        return problem.isPresent() ? new Decoded.Malformed(problem.get()) : new Decoded.Ok(sums);
    }

    /**
     * Adds the sums that the bytes hold to sums of as many pixels. Never throws, as {@link #decode}.
     *
     * @return empty; or why the bytes hold no such sums, and then {@code into} is as it was
     */
    public Optional<String> decodeAdd(final DirectBuffer buffer, final int offset, final int length,
                                      final TileSums into) {
        final int n = into.planeLength();
        if (length < HEADS_AT || length > BYTES_MAX) {
            return Optional.of("sums of " + length + " bytes");
        }
        buffer.getBytes(offset, bytes, 0, length);
        final int flags = Short.toUnsignedInt(numbers.getShort(FLAGS_AT));
        if (Short.toUnsignedInt(numbers.getShort(0)) != n || flags >= FLAGS_END) {
            return Optional.of("sums of " + Short.toUnsignedInt(numbers.getShort(0)) + " pixels with flags " + flags
                + ", not of " + n);
        }
        final int body = takeHeads(n, flags, length);
        if (body < 0) {
            return Optional.of("sums of " + length + " bytes whose head says otherwise");
        }
        takeBlocks(n, flags, body);
        final boolean narrow = (flags & NARROW_FLAG) != 0;
        final boolean hasBad = hasBad(flags);
        if (hasBad && !SumsPlanes.badInBounds(values[BAD], n)
            || !(narrow ? basesAreInBounds() : SumsPlanes.join(values, n))) {
            return Optional.of("sum or bad count out of bounds");
        }
        if (narrow) {
            SumsPlanes.add(low, bases, into);
        } else {
            SumsPlanes.add(values, into);
        }
        if (hasBad) {
            SumsPlanes.addBad(values[BAD], into);
        }
        return Optional.empty();
    }

    private boolean hasBad(final int flags) {
        return (flags & 1 << BAD) == 0 || bases[BAD] != 0;
    }

    private static int blockCount(final int n) {
        return Math.ceilDiv(n, PackedBlock.PIXELS);
    }

    private boolean isNarrow(final int n) {
        boolean narrow = true;
        for (int plane = 0; plane < PLANES; plane++) {
            bases[plane] = values[plane][0];
            narrow &= SumsPlanes.spread(values[plane], n) < NARROW_MAX;
        }
        return narrow && basesAreInBounds();
    }

    private boolean basesAreInBounds() {
        boolean in = true;
        for (int plane = GREEN; plane < BAD; plane++) {
            final long base = bases[plane] + (plane == GREEN ? 0 : bases[GREEN]);
            in &= base >= -NARROW_BASE_MAX && base <= NARROW_BASE_MAX;
        }
        return in;
    }

    private void differ(final int plane, final int n, final boolean narrow) {
        final long base = values[plane][0];
        if (narrow) {
            SumsPlanes.relative(values[plane], n, high);
            PixelDifferences.differ(high, n, low[plane]);
        } else {
            for (int i = 0; i < n; i++) {
                values[plane][i] -= base;
            }
            PixelDifferences.differ(values[plane], n, low[plane], high);
        }
        Arrays.fill(low[plane], n, BitPacking.positions(n) * BitPacking.LANES, 0);
    }

    /** Reads bases and blocks' heads; returns where the body begins, or -1 when they do not fit the length. */
    private int takeHeads(final int n, final int flags, final int length) {
        int heads = 0;
        for (int plane = 0; plane < PLANES; plane++) {
            bases[plane] = numbers.getLong(BASES_AT + plane * Long.BYTES);
            heads += (flags & 1 << plane) == 0 ? blockCount(n) : 0;
        }
        final int body = HEADS_AT + heads * PackedBlock.HEAD_BYTES;
        if (length < body) {
            return -1;
        }
        int end = body;
        for (int i = 0; i < heads; i++) {
            final int count = Math.min(PackedBlock.PIXELS, n - i % blockCount(n) * PackedBlock.PIXELS);
            if (!blocks[i].takeHead(bytes, HEADS_AT + i * PackedBlock.HEAD_BYTES, count)) {
                return -1;
            }
            end += blocks[i].bodyBytes(count);
        }
        return end == length ? body : -1;
    }

    /** Leaves what is relative to the base in {@link #low} (narrow planes of sums), else values. */
    private void takeBlocks(final int n, final int flags, final int body) {
        int at = body;
        int next = 0;
        for (int plane = 0; plane < PLANES; plane++) {
            final boolean narrow = plane != BAD && (flags & NARROW_FLAG) != 0;
            if ((flags & 1 << plane) != 0) {
                if (narrow) {
                    Arrays.fill(low[plane], 0, n, 0);
                } else if (plane != BAD || hasBad(flags)) {
                    Arrays.fill(values[plane], 0, n, bases[plane]);
                }
                continue;
            }
            for (int pixel = 0; pixel < n; pixel += PackedBlock.PIXELS) {
                at = blocks[next++].take(bytes, at, low[plane], narrow ? null : high, pixel,
                    Math.min(PackedBlock.PIXELS, n - pixel));
            }
            if (narrow) {
                PixelDifferences.sum(low[plane], n);
            } else {
                PixelDifferences.sum(low[plane], high, n, values[plane]);
                for (int i = 0; i < n; i++) {
                    values[plane][i] += bases[plane];
                }
            }
        }
    }
}
