package org.umbel.node.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.relay.session.TileResult;
import org.umbel.relay.work.RangeSet;

/**
 * The bytes of a snapshot; all numbers are little-endian.
 *
 * <pre>
 * head   u64  magic "UMBELSUM", i32 version 2
 *             32 bytes manifest; 3 x float32 position, target, up each; float32 vertical field of view in degrees,
 *             orthographic height, radius of the lens, focus distance
 *        i32  width, height, F, filter (its ordinal), bounces; i64 arithmetic profile
 *        float32 adaptive error, i32 adaptive ceiling, both 0 without
 *        i32  x, y, width, height of the region; u32 CRC-32C of all before
 * tile   i32  tile, ascending; i32 number of aligned ranges; per range i32 first, i32 count, ascending
 *        i32  length; bytes of TileSumsCodec
 *        i32  samples of the checkpoint, 0: none; i32 length; bytes of TileSumsCodec; u32 CRC-32C of the tile so far
 * end    i32  -1; i32 number of tiles; u32 CRC-32C of these two
 * </pre>
 */
final class SnapshotFormat {
    static final long MAGIC = ByteBuffer.wrap("UMBELSUM".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .order(ByteOrder.LITTLE_ENDIAN).getLong();
    /** Raised when these bytes, or those of {@code TileSumsCodec}, change. */
    static final int VERSION = 2;
    static final int MAGIC_BYTES = Long.BYTES + Integer.BYTES;
    static final int HEAD_BYTES = MAGIC_BYTES + 32 + 13 * Float.BYTES + 5 * Integer.BYTES + Long.BYTES
        + 2 * Integer.BYTES + 4 * Integer.BYTES + Integer.BYTES;
    /** More than any schedule leaves: what would come of grants that never meet. */
    static final int RANGES_MAX = 1 << 16;
    static final int END = -1;

    private SnapshotFormat() {}

    /** Bytes of a snapshot that mean nothing, and why. */
    static final class BadSnapshotException extends Exception {
        private static final long serialVersionUID = 1L;

        BadSnapshotException(final String message) {
            super(message);
        }
    }

    static ByteBuffer buffer(final int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer head(final SnapshotHead head) {
        final ByteBuffer b = buffer(HEAD_BYTES).putLong(MAGIC).putInt(VERSION).put(head.manifest().bytes());
        final Camera camera = head.camera();
        for (final float[] vector : List.of(camera.position(), camera.target(), camera.up())) {
            b.putFloat(vector[0]).putFloat(vector[1]).putFloat(vector[2]);
        }
        final PictureSettings settings = head.settings();
        b.putFloat(camera.verticalFovDegrees()).putFloat(camera.orthographicHeight()).putFloat(camera.lensRadius())
            .putFloat(camera.focusDistance());
        b.putInt(settings.width()).putInt(settings.height())
            .putInt(settings.fractionBits()).putInt(settings.filter().ordinal()).putInt(settings.bounces())
            .putLong(head.profile());
        b.putFloat(head.adaptive().error()).putInt(head.adaptive().ceiling());
        final PixelRegion region = head.region();
        b.putInt(region.x()).putInt(region.y()).putInt(region.width()).putInt(region.height());
        return b.putInt(crc(b.array(), b.position())).flip();
    }

    /** @param b {@link #HEAD_BYTES} bytes */
    static SnapshotHead head(final ByteBuffer b) throws BadSnapshotException {
        if (b.getLong() != MAGIC) {
            throw new BadSnapshotException("is no snapshot of Umbel");
        }
        final int version = b.getInt();
        if (version != VERSION) {
            throw new BadSnapshotException("is a snapshot of version " + version + ", not " + VERSION);
        }
        if (b.getInt(HEAD_BYTES - Integer.BYTES) != crc(b.array(), HEAD_BYTES - Integer.BYTES)) {
            throw new BadSnapshotException("is damaged in its head");
        }
        final byte[] manifest = new byte[32];
        b.get(manifest);
        final Camera camera = new Camera(vector(b), vector(b), vector(b), b.getFloat(), b.getFloat(), b.getFloat(),
            b.getFloat());
        final int[] n = {b.getInt(), b.getInt(), b.getInt(), b.getInt(), b.getInt()};
        final long profile = b.getLong();
        final SnapshotHead.Adaptive adaptive = new SnapshotHead.Adaptive(b.getFloat(), b.getInt());
        try {
            final PictureSettings settings = new PictureSettings(n[0], n[1], SampleRange.SAMPLES_MAX, n[2],
                PictureSettings.Filter.values()[n[3]], n[4]);
            final PixelRegion region = new PixelRegion(b.getInt(), b.getInt(), b.getInt(), b.getInt());
            if (!region.isInside(settings.grid())) {
                throw new BadSnapshotException("is damaged: its region is outside its picture");
            }
            return new SnapshotHead(BlockId.ofDigest(manifest), camera, settings, profile, adaptive, region);
        } catch (final IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new BadSnapshotException("is damaged in its head: " + e.getMessage());
        }
    }

    private static float[] vector(final ByteBuffer b) {
        return new float[] {b.getFloat(), b.getFloat(), b.getFloat()};
    }

    static ByteBuffer record(final SnapshotRecord record) {
        final List<SampleRange> ranges = record.ranges().aligned();
        final ByteBuffer b = buffer(6 * Integer.BYTES + 2 * Integer.BYTES * ranges.size() + record.sums().length
            + record.checkpoint().length);
        b.putInt(record.tile()).putInt(ranges.size());
        ranges.forEach(range -> b.putInt(range.first()).putInt(range.count()));
        b.putInt(record.sums().length).put(record.sums());
        b.putInt(record.checkpointSamples()).putInt(record.checkpoint().length).put(record.checkpoint());
        return b.putInt(crc(b.array(), b.position())).flip();
    }

    static ByteBuffer end(final int tileCount) {
        final ByteBuffer b = buffer(3 * Integer.BYTES).putInt(END).putInt(tileCount);
        return b.putInt(crc(b.array(), b.position())).flip();
    }

    /** From as many pairs of first and count as {@code b} holds. */
    static RangeSet ranges(final ByteBuffer b) throws BadSnapshotException {
        RangeSet set = RangeSet.EMPTY;
        for (int end = 0; b.hasRemaining();) {
            final int first = b.getInt();
            final int count = b.getInt();
            if (!SampleRange.isValid(first, count) || first < end) {
                throw new BadSnapshotException("samples " + first + " and " + count + " more");
            }
            set = set.plus(new SampleRange(first, count));
            end = first + count;
        }
        return set;
    }

    static SnapshotRecord encode(final TileResult tile, final TileSumsCodec codec) {
        final SnapshotRecord record = new SnapshotRecord(tile.tile(), tile.ranges(), encode(tile.sums(), codec));
        return tile.checkpoint().map(checkpoint -> new SnapshotRecord(tile.tile(), tile.ranges(), record.sums(),
            checkpoint.samples(), encode(checkpoint.sums(), codec))).orElse(record);
    }

    static byte[] encode(final TileSums sums, final TileSumsCodec codec) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[codec.encodedLengthMax(sums.planeLength())]);
        final byte[] bytes = new byte[codec.encode(sums, buffer, 0)];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    static TileSums decode(final SnapshotRecord record, final TileSumsCodec codec) throws BadSnapshotException {
        return decode(record.sums(), record.ranges().size(), codec);
    }

    /** @param samples that the sums are over */
    static TileSums decode(final byte[] bytes, final int samples, final TileSumsCodec codec)
        throws BadSnapshotException {
        switch (codec.decode(new UnsafeBuffer(bytes), 0, bytes.length)) {
            case TileSumsCodec.Decoded.Ok ok -> {
                if (ok.sums().planeLength() != TileSums.TILE_PIXELS) {
                    throw new BadSnapshotException("sums of " + ok.sums().planeLength() + " pixels");
                }
                for (final int bad : ok.sums().bad()) {
                    if (bad > samples) {
                        throw new BadSnapshotException(bad + " bad samples of " + samples);
                    }
                }
                return ok.sums();
            }
            case TileSumsCodec.Decoded.Malformed malformed -> throw new BadSnapshotException(malformed.reason());
        }
    }

    static int crc(final byte[] bytes, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
