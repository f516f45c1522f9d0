package org.umbel.node.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.umbel.codec.tile.PictureHash;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.node.output.PixelRows;
import org.umbel.node.output.SumsPicture;
import org.umbel.relay.work.RangeSet;

/**
 * A snapshot as a picture. All of the file is checked when it is opened; tiles are read again when they are needed, so
 * that a row of them is in memory. Throws {@code ProblemException} for a file that is damaged. One thread.
 */
public final class SnapshotPicture implements AutoCloseable {
    private final Path file;
    private final SnapshotHead head;
    private final Map<Integer, Place> places = new HashMap<>();
    private final FileChannel channel;
    private final TileSumsCodec codec = new TileSumsCodec();

    private record Place(long position, int length, RangeSet ranges) {}

    public SnapshotPicture(final Path file) {
        this.file = file;
        try (SnapshotReader reader = new SnapshotReader(file)) {
            head = reader.head();
            for (SnapshotRecord r = reader.next(); r != null; r = reader.next()) {
                reader.sums(r, codec);
                // Behind the sums come the checkpoint's two numbers, its bytes, and the checksum.
                final int behind = 3 * Integer.BYTES + r.checkpoint().length;
                places.put(r.tile(), new Place(reader.position() - behind - r.sums().length, r.sums().length,
                    r.ranges()));
            }
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (final IOException e) {
            throw SnapshotReader.problem(file, "cannot be read: " + e, "");
        }
    }

    public SnapshotHead head() {
        return head;
    }

    /** Samples per pixel of a tile; 0 when it is not there. */
    public int samples(final int tile) {
        final Place place = places.get(tile);
        return place == null ? 0 : place.ranges().size();
    }

    private TileGrid grid() {
        return head.settings().grid();
    }

    private TileSums sums(final int tile) {
        final Place place = places.get(tile);
        if (place == null) {
            return new TileSums(TileSums.TILE_PIXELS);
        }
        final ByteBuffer bytes = ByteBuffer.allocate(place.length());
        try {
            while (bytes.hasRemaining() && channel.read(bytes, place.position() + bytes.position()) >= 0) {
                // until it is full; a file that became shorter meanwhile is told below
            }
            return SnapshotFormat.decode(new SnapshotRecord(tile, place.ranges(), bytes.array()), codec);
        } catch (final IOException | SnapshotFormat.BadSnapshotException e) {
            throw SnapshotReader.problem(file, "changed while it was read, at tile " + tile + ": " + e.getMessage(),
                "");
        }
    }

    /** The pixels of a rectangle. */
    public PixelRows rows(final PixelRegion region) {
        return new SumsPicture(grid(), region, head.settings().fractionBits(), this::sums, this::samples);
    }

    /** Their hash; a tile that is not there has no good samples and no bad ones. */
    public String pixelsSha256(final PixelRegion region) {
        return PictureHash.pixelsSha256(grid(), region, head.settings().fractionBits(), this::sums, this::samples);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw SnapshotReader.problem(file, "cannot be closed: " + e, "");
        }
    }
}
