package org.umbel.node.snapshot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a snapshot from its beginning to its end, tiles ascending. One thread. */
final class SnapshotWriter implements AutoCloseable {
    private final OutputStream out;
    private int tile = -1;
    private int count;

    SnapshotWriter(final Path path, final SnapshotHead head) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16);
        put(SnapshotFormat.head(head));
    }

    void put(final SnapshotRecord record) throws IOException {
        if (record.tile() <= tile || record.ranges().isEmpty()) {
            throw new IllegalArgumentException("tile " + record.tile() + " " + record.ranges() + " after " + tile);
        }
        tile = record.tile();
        count++;
        put(SnapshotFormat.record(record));
    }

    /** Nothing more comes: without it the file is cut off. */
    void end() throws IOException {
        put(SnapshotFormat.end(count));
    }

    private void put(final ByteBuffer bytes) throws IOException {
        out.write(bytes.array(), 0, bytes.limit());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
