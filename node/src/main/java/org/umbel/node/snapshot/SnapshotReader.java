package org.umbel.node.snapshot;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.node.snapshot.SnapshotFormat.BadSnapshotException;
import org.umbel.relay.session.Checkpoint;
import org.umbel.relay.session.TileResult;
import org.umbel.relay.work.RangeSet;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * Reads a snapshot from its beginning to its end, one tile at a time; every byte is checked. All methods throw
 * {@code ProblemException} for a file that cannot be read or is damaged, with its name and the tile. One thread.
 */
final class SnapshotReader implements AutoCloseable {
    private static final int LENGTH_MAX = new TileSumsCodec().encodedLengthMax(TileSums.TILE_PIXELS);
    private static final String REMEDY = "restore it from a copy, or name another file to begin anew";

    private final Path file;
    private final DataInputStream in;
    private final SnapshotHead head;
    private int tile = -1;
    private int count;
    private long position;

    SnapshotReader(final Path file) {
        this.file = file;
        try {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        } catch (final NoSuchFileException e) {
            throw problem(file, "there is no such file", "");
        } catch (final IOException e) {
            throw problem(file, "cannot be read: " + e, "");
        }
        try {
            head = readHead();
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    private SnapshotHead readHead() {
        try {
            return SnapshotFormat.head(take(SnapshotFormat.HEAD_BYTES));
        } catch (final EOFException e) {
            throw problem(file, "is no snapshot of Umbel, or cut off", REMEDY);
        } catch (final IOException e) {
            throw problem(file, "cannot be read: " + e, "");
        } catch (final BadSnapshotException e) {
            throw problem(file, String.valueOf(e.getMessage()), REMEDY);
        }
    }

    SnapshotHead head() {
        return head;
    }

    /** Where the next tile begins in the file, bytes. */
    long position() {
        return position;
    }

    /** The next tile, or null after the last one. */
    @Nullable
    SnapshotRecord next() {
        final int before = tile;
        try {
            final int first = Integer.reverseBytes(in.readInt());
            if (first == SnapshotFormat.END) {
                readEnd();
                return null;
            }
            if (first <= before || first >= head.settings().grid().tileCount()) {
                throw new BadSnapshotException("tile " + first + " comes after it");
            }
            tile = first;
            count++;
            return readTile();
        } catch (final EOFException e) {
            throw damaged("the file is cut off");
        } catch (final IOException e) {
            throw problem(file, "cannot be read: " + e, "");
        } catch (final BadSnapshotException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private void readEnd() throws IOException, BadSnapshotException {
        final ByteBuffer end = SnapshotFormat.end(count);
        final byte[] rest = new byte[2 * Integer.BYTES];
        in.readFully(rest);
        if (!ByteBuffer.wrap(rest).equals(end.position(Integer.BYTES)) || in.read() >= 0) {
            throw new BadSnapshotException("the end is not after " + count + " tiles");
        }
    }

    private SnapshotRecord readTile() throws IOException, BadSnapshotException {
        final int rangeCount = Integer.reverseBytes(in.readInt());
        if (rangeCount < 1 || rangeCount > SnapshotFormat.RANGES_MAX) {
            throw new BadSnapshotException(rangeCount + " ranges");
        }
        final ByteBuffer pairs = takeMore(2 * Integer.BYTES * rangeCount);
        final int length = Integer.reverseBytes(in.readInt());
        if (length < 1 || length > LENGTH_MAX) {
            throw new BadSnapshotException("sums of " + length + " bytes");
        }
        final byte[] sums = takeMore(length).array();
        final int checkpointSamples = Integer.reverseBytes(in.readInt());
        final int checkpointLength = Integer.reverseBytes(in.readInt());
        if (checkpointLength < 0 || checkpointLength > LENGTH_MAX || checkpointSamples < 0
            || checkpointSamples > 0 != checkpointLength > 0) {
            throw new BadSnapshotException("a checkpoint of " + checkpointLength + " bytes");
        }
        final byte[] checkpoint = takeMore(checkpointLength).array();
        final int crc = Integer.reverseBytes(in.readInt());
        final RangeSet ranges = SnapshotFormat.ranges(pairs);
        final SnapshotRecord record = new SnapshotRecord(tile, ranges, sums, checkpointSamples, checkpoint);
        if (checkpointSamples > 0 && !ranges.containsAll(RangeSet.of(0, checkpointSamples))) {
            throw new BadSnapshotException("a checkpoint at " + checkpointSamples + " of " + ranges);
        }
        final ByteBuffer again = SnapshotFormat.record(record);
        if (again.getInt(again.limit() - Integer.BYTES) != crc) {
            throw new BadSnapshotException("the checksum is wrong");
        }
        position += again.limit();
        return record;
    }

    private ByteBuffer take(final int length) throws IOException {
        position += length;
        return takeMore(length);
    }

    private ByteBuffer takeMore(final int length) throws IOException {
        final ByteBuffer bytes = SnapshotFormat.buffer(length);
        in.readFully(bytes.array());
        return bytes;
    }

    /** A tile that was read from here, decoded. */
    TileResult result(final SnapshotRecord record, final TileSumsCodec codec) {
        try {
            final Optional<Checkpoint> checkpoint = record.hasCheckpoint()
                ? Optional.of(new Checkpoint(record.checkpointSamples(), SnapshotFormat.decode(record.checkpoint(),
                    record.checkpointSamples(), codec)))
                : Optional.empty();
            return new TileResult(record.tile(), record.ranges(), SnapshotFormat.decode(record, codec), checkpoint);
        } catch (final BadSnapshotException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    /** The sums of a tile that was read from here. */
    TileSums sums(final SnapshotRecord record, final TileSumsCodec codec) {
        try {
            return SnapshotFormat.decode(record, codec);
        } catch (final BadSnapshotException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private ProblemException damaged(final String why) {
        return problem(file, "is damaged at tile " + Math.max(0, tile) + ": " + why, REMEDY);
    }

    static ProblemException problem(final Path file, final String message, final String hint) {
        return new ProblemException(Problem.of(file.toString(), message, hint));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (final IOException e) {
            throw problem(file, "cannot be closed: " + e, "");
        }
    }
}
