package org.umbel.codec.tile;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Sums of a tile to bytes and back. One per thread: it reuses its buffers.
 *
 * <p>Head: uint16 plane length; uint8 flags (bits 0..3: plane p is predicted horizontally; bit 4: the body is a zstd
 * frame); uint8 width of planes R, G, B and bad. Body: int64 base of each plane, then per plane {@code width} byte
 * planes, lowest byte first. A plane holds value - base with base = its least value, or else the zig-zagged difference
 * to the pixel before with base = the first pixel, whichever takes fewer bits in all (the former when equal).
 */
public final class TileSumsCodec {
    /** Bound of |sum| (invariant 12). */
    public static final long SUM_MAX = 1L << 62;

    private static final int PLANES = TileSums.CHANNELS + 1;
    private static final int BAD = TileSums.CHANNELS;
    private static final int HEAD_BYTES = 3 + PLANES;
    private static final int BASE_BYTES = PLANES * Long.BYTES;
    private static final int BODY_BYTES_MAX = BASE_BYTES + TileSums.TILE_PIXELS * PLANES * Long.BYTES;
    private static final int COMPRESSED_FLAG = 1 << PLANES;
    /** Shorter bodies (the simulator's) do not shrink. */
    private static final int COMPRESS_BYTES_MIN = 128;
    private static final int ZSTD_LEVEL = 1;

    private final byte[] body = new byte[BODY_BYTES_MAX];
    private final ByteBuffer bases = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] frame = new byte[(int) Zstd.compressBound(BODY_BYTES_MAX)];
    private final long[] values = new long[TileSums.TILE_PIXELS];
    private final long[] differences = new long[TileSums.TILE_PIXELS];
    private final int[] widths = new int[PLANES];

    /** What bytes from a peer turned out to be. */
    public sealed interface Decoded {
        /** Sums within their bounds. */
        record Ok(TileSums sums) implements Decoded {}

        /** No sums, and why. */
        record Malformed(String reason) implements Decoded {}
    }

    /** Bytes that are enough for {@link #encode}. */
    public int encodedLengthMax(final int planeLength) {
        return HEAD_BYTES + BASE_BYTES + planeLength * PLANES * Long.BYTES;
    }

    /** Writes the sums at {@code offset} and returns the length in bytes. Refuses sums out of bounds. */
    public int encode(final TileSums sums, final MutableDirectBuffer buffer, final int offset) {
        final int n = sums.planeLength();
        int flags = 0;
        int length = BASE_BYTES;
        for (int plane = 0; plane < PLANES; plane++) {
            load(sums, plane);
            final boolean predicted = chooseDeltas(plane, n);
            flags |= predicted ? 1 << plane : 0;
            final long[] deltas = predicted ? differences : values;
            widths[plane] = width(deltas, n);
            length = putBytePlanes(deltas, n, widths[plane], length);
        }
        byte[] from = body;
        if (length >= COMPRESS_BYTES_MIN) {
            final long size = Zstd.compressByteArray(frame, 0, frame.length, body, 0, length, ZSTD_LEVEL);
            if (size < length) {
                flags |= COMPRESSED_FLAG;
                from = frame;
                length = (int) size;
            }
        }
        buffer.putShort(offset, (short) n, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(offset + 2, (byte) flags);
        for (int plane = 0; plane < PLANES; plane++) {
            buffer.putByte(offset + 3 + plane, (byte) widths[plane]);
        }
        buffer.putBytes(offset + HEAD_BYTES, from, 0, length);
        return HEAD_BYTES + length;
    }

    /** Never throws, whatever the bytes of {@code [offset, offset + length)}, which must lie inside the buffer. */
    public Decoded decode(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEAD_BYTES) {
            return new Decoded.Malformed("sums of " + length + " bytes");
        }
        final int n = Short.toUnsignedInt(buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN));
        final int flags = Byte.toUnsignedInt(buffer.getByte(offset + 2));
        if (n < 1 || n > TileSums.TILE_PIXELS || flags >= COMPRESSED_FLAG << 1) {
            return new Decoded.Malformed("sums of " + n + " pixels with flags " + flags);
        }
        int bodyLength = BASE_BYTES;
        for (int plane = 0; plane < PLANES; plane++) {
            widths[plane] = Byte.toUnsignedInt(buffer.getByte(offset + 3 + plane));
            if (widths[plane] > Long.BYTES) {
                return new Decoded.Malformed("sums of width " + widths[plane]);
            }
            bodyLength += n * widths[plane];
        }
        if (!unpack(buffer, offset + HEAD_BYTES, length - HEAD_BYTES, flags, bodyLength)) {
            return new Decoded.Malformed("sums do not unpack to the " + bodyLength + " bytes of their head");
        }
        final TileSums sums = new TileSums(n);
        int at = BASE_BYTES;
        for (int plane = 0; plane < PLANES; plane++) {
            final int end = takeBytePlanes(n, widths[plane], at);
            undoDeltas(plane, n, (flags & 1 << plane) != 0);
            if (!store(sums, plane)) {
                return new Decoded.Malformed("sum or bad count of plane " + plane + " out of bounds");
            }
            at = end;
        }
        return new Decoded.Ok(sums);
    }

    private void load(final TileSums sums, final int plane) {
        final int n = sums.planeLength();
        if (plane == BAD) {
            for (int i = 0; i < n; i++) {
                values[i] = sums.bad()[i];
            }
        } else {
            System.arraycopy(sums.sums(), plane * n, values, 0, n);
        }
        if (!inBounds(plane, n)) {
            throw new IllegalArgumentException("sum or bad count of plane " + plane + " out of bounds");
        }
    }

    private boolean store(final TileSums sums, final int plane) {
        final int n = sums.planeLength();
        if (!inBounds(plane, n)) {
            return false;
        }
        if (plane == BAD) {
            for (int i = 0; i < n; i++) {
                sums.bad()[i] = (int) values[i];
            }
        } else {
            System.arraycopy(values, 0, sums.sums(), plane * n, n);
        }
        return true;
    }

    private boolean inBounds(final int plane, final int n) {
        final long max = plane == BAD ? SampleRange.SAMPLES_MAX : SUM_MAX;
        final long min = plane == BAD ? 0 : -SUM_MAX;
        for (int i = 0; i < n; i++) {
            if (values[i] < min || values[i] > max) {
                return false;
            }
        }
        return true;
    }

    /** Leaves value - least in {@link #values} and the zig-zags in {@link #differences}; true if the latter win. */
    private boolean chooseDeltas(final int plane, final int n) {
        long least = values[0];
        for (int i = 1; i < n; i++) {
            least = Math.min(least, values[i]);
        }
        final long first = values[0];
        long bits = 0;
        long before = first;
        for (int i = 0; i < n; i++) {
            // wraps where neighbours are 2^63 apart, and wraps back when undone
            final long difference = values[i] - before;
            before = values[i];
            differences[i] = difference << 1 ^ difference >> 63;
            values[i] -= least;
            bits += Long.numberOfLeadingZeros(differences[i]) - Long.numberOfLeadingZeros(values[i]);
        }
        final boolean predicted = bits > 0;
        bases.putLong(plane * Long.BYTES, predicted ? first : least);
        return predicted;
    }

    private void undoDeltas(final int plane, final int n, final boolean predicted) {
        long base = bases.getLong(plane * Long.BYTES);
        for (int i = 0; i < n; i++) {
            if (predicted) {
                base += values[i] >>> 1 ^ -(values[i] & 1);
                values[i] = base;
            } else {
                values[i] += base;
            }
        }
    }

    private static int width(final long[] deltas, final int n) {
        long all = 0;
        for (int i = 0; i < n; i++) {
            all |= deltas[i];
        }
        return Long.BYTES - Long.numberOfLeadingZeros(all) / Byte.SIZE;
    }

    private int putBytePlanes(final long[] deltas, final int n, final int width, final int offset) {
        int at = offset;
        for (int shift = 0; shift < width * Byte.SIZE; shift += Byte.SIZE) {
            for (int i = 0; i < n; i++) {
                body[at++] = (byte) (deltas[i] >>> shift);
            }
        }
        return at;
    }

    private int takeBytePlanes(final int n, final int width, final int offset) {
        java.util.Arrays.fill(values, 0, n, 0);
        int at = offset;
        for (int shift = 0; shift < width * Byte.SIZE; shift += Byte.SIZE) {
            for (int i = 0; i < n; i++) {
                values[i] |= (body[at++] & 0xFFL) << shift;
            }
        }
        return at;
    }

    private boolean unpack(final DirectBuffer buffer, final int offset, final int length, final int flags,
                           final int bodyLength) {
        if ((flags & COMPRESSED_FLAG) == 0) {
            if (length != bodyLength) {
                return false;
            }
            buffer.getBytes(offset, body, 0, length);
            return true;
        }
        if (length > frame.length) {
            return false;
        }
        buffer.getBytes(offset, frame, 0, length);
        try {
            return Zstd.decompressByteArray(body, 0, bodyLength, frame, 0, length) == bodyLength;
        } catch (final ZstdException e) {
            return false;
        }
    }
}
