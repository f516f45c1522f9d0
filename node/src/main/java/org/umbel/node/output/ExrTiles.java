package org.umbel.node.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A tiled OpenEXR file that grows: tiles come in any order, and the file can be read at any time, black where none has
 * come yet. It grows beside its name ({@link #partOf}) and gets it when all tiles are
 * there. Tiles begin at the corner of the pixels, not of the picture that they may be cut from. One thread.
 */
public final class ExrTiles implements AutoCloseable {
    public static final int EDGE = 32;

    private final Path path;
    private final Path part;
    private final int width;
    private final int height;
    private final FileChannel channel;
    private final long tableAt;
    private long end;
    private int written;

    private ExrTiles(final Path path, final Path part, final int width, final int height, final FileChannel channel,
                     final byte[] header)
        throws IOException {
        this.path = path;
        this.part = part;
        this.width = width;
        this.height = height;
        this.channel = channel;
        this.tableAt = header.length;
        this.end = tableAt + (long) Long.BYTES * tileCount();
        ExrFile.put(channel, ByteBuffer.wrap(header), 0);
        blacken();
    }

    /** A tile that has not come is black: many readers refuse a file that lacks one. It takes some 60 bytes. */
    private void blacken() throws IOException {
        final ByteBuffer table = ByteBuffer.allocate(Long.BYTES * tileCount()).order(ByteOrder.LITTLE_ENDIAN);
        final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int tile = 0; tile < tileCount(); tile++) {
            table.putLong(end + chunks.size());
            chunks.writeBytes(chunk(tile, new float[3 * pixels(tile) * lines(tile)]).array());
        }
        end += ExrFile.put(channel, ByteBuffer.wrap(chunks.toByteArray()), end);
        ExrFile.put(channel, table.flip(), tableAt);
    }

    /** Begins a file beside {@code path}; missing folders are made. */
    public static ExrTiles create(final Path path, final int width, final int height, final PixelRows.Frame frame)
        throws IOException {
        final Path part = partOf(path);
        Files.createDirectories(path.toAbsolutePath().getParent());
        final FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
        try {
            return new ExrTiles(path, part, width, height, channel, ExrBytes.header(width, height, frame,
                ExrBytes.COLOURS, EDGE));
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Where a picture grows: {@code a.part.exr} for {@code a.exr}. */
    public static Path partOf(final Path path) {
        final String name = path.getFileName().toString();
        return path.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".part.exr");
    }

    public int columns() {
        return (width + EDGE - 1) / EDGE;
    }

    public int tileCount() {
        return columns() * ((height + EDGE - 1) / EDGE);
    }

    /**
     * Adds a tile that is not there yet.
     *
     * @param tile row * columns + column
     * @param rgb  {@code float[3 * columns * rows]} of the part that lies inside, interleaved
     */
    public void write(final int tile, final float[] rgb) throws IOException {
        final ByteBuffer chunk = chunk(tile, rgb);
        final ByteBuffer at = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(end).flip();
        end += ExrFile.put(channel, chunk, end);
        ExrFile.put(channel, at, tableAt + (long) Long.BYTES * tile);
        written++;
    }

    private int pixels(final int tile) {
        return Math.min(EDGE, width - tile % columns() * EDGE);
    }

    private int lines(final int tile) {
        return Math.min(EDGE, height - tile / columns() * EDGE);
    }

    private ByteBuffer chunk(final int tile, final float[] rgb) {
        final int pixels = pixels(tile);
        final ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * rgb.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int line = 0; line < lines(tile); line++) {
            ExrBytes.putLine(rgb, line * pixels, pixels, raw);
        }
        final byte[] packed = ExrBytes.zip(raw.array());
        final ByteBuffer chunk = ByteBuffer.allocate(5 * Integer.BYTES + packed.length).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.putInt(tile % columns()).putInt(tile / columns()).putInt(0).putInt(0).putInt(packed.length)
            .put(packed).flip();
    }

    /** Gives the file its name if it is whole; else it stays beside it, with the tiles that came. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (written == tileCount()) {
            WholeFile.moveInto(part, path);
        }
    }
}
