package org.umbel.node.output;

import static org.lwjgl.util.tinyexr.TinyEXR.FreeEXRErrorMessage;
import static org.lwjgl.util.tinyexr.TinyEXR.FreeEXRHeader;
import static org.lwjgl.util.tinyexr.TinyEXR.FreeEXRImage;
import static org.lwjgl.util.tinyexr.TinyEXR.InitEXRHeader;
import static org.lwjgl.util.tinyexr.TinyEXR.InitEXRImage;
import static org.lwjgl.util.tinyexr.TinyEXR.LoadEXRImageFromMemory;
import static org.lwjgl.util.tinyexr.TinyEXR.ParseEXRHeaderFromMemory;
import static org.lwjgl.util.tinyexr.TinyEXR.ParseEXRVersionFromMemory;
import static org.lwjgl.util.tinyexr.TinyEXR.TINYEXR_PIXELTYPE_FLOAT;
import static org.lwjgl.util.tinyexr.TinyEXR.TINYEXR_SUCCESS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.tinyexr.EXRHeader;
import org.lwjgl.util.tinyexr.EXRImage;
import org.lwjgl.util.tinyexr.EXRTile;
import org.lwjgl.util.tinyexr.EXRVersion;

/**
 * OpenEXR: written line by line as float32 with ZIP, so that linear pixels stay bit for bit; read by a library, which
 * knows more compressions, from scanline and tiled files.
 */
final class ExrFile {
    /** Lines of a ZIP chunk. */
    private static final int CHUNK_LINES = 16;
    private static final List<String> COLOUR = List.of("R", "G", "B");

    private ExrFile() {}

    static void write(final Path path, final PixelRows picture, final Optional<PlaneRows> planes) throws IOException {
        final int width = picture.width();
        final int height = picture.height();
        final Channels channels = new Channels(picture, planes);
        final byte[] header = ExrBytes.header(width, height, picture.frame(), channels.names, 0);
        final int chunkCount = (height + CHUNK_LINES - 1) / CHUNK_LINES;
        final ByteBuffer table = ByteBuffer.allocate(Long.BYTES * chunkCount).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
            put(channel, ByteBuffer.wrap(header), 0);
            long end = (long) header.length + table.capacity();
            for (int top = 0; top < height; top += CHUNK_LINES) {
                final int lines = Math.min(CHUNK_LINES, height - top);
                final ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * channels.names.size() * width * lines)
                    .order(ByteOrder.LITTLE_ENDIAN);
                for (int y = top; y < top + lines; y++) {
                    channels.putLine(y, raw);
                }
                final byte[] packed = ExrBytes.zip(raw.array());
                final ByteBuffer chunk = ByteBuffer.allocate(2 * Integer.BYTES + packed.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
                chunk.putInt(picture.frame().y() + top).putInt(packed.length).put(packed).flip();
                table.putLong(end);
                end += put(channel, chunk, end);
            }
            put(channel, table.flip(), header.length);
        }
    }

    /** Colours and further planes, in the order in which the format wants channels: by name. */
    private static final class Channels {
        final List<String> names = new ArrayList<>(ExrBytes.COLOURS);
        private final PixelRows picture;
        private final Optional<PlaneRows> planes;
        private final float[] rgb;
        private final float[][] further;

        Channels(final PixelRows picture, final Optional<PlaneRows> planes) {
            this.picture = picture;
            this.planes = planes;
            planes.ifPresent(p -> names.addAll(p.names()));
            names.sort(Comparator.naturalOrder());
            rgb = new float[3 * picture.width()];
            further = new float[planes.map(p -> p.names().size()).orElse(0)][picture.width()];
        }

        void putLine(final int y, final ByteBuffer into) {
            picture.row(y, rgb);
            planes.ifPresent(p -> p.row(y, further));
            for (final String name : names) {
                final int colour = COLOUR.indexOf(name);
                final float[] from = colour >= 0 ? rgb : further[planes.orElseThrow().names().indexOf(name)];
                for (int x = 0; x < picture.width(); x++) {
                    into.putFloat(colour >= 0 ? from[3 * x + colour] : from[x]);
                }
            }
        }
    }

    /** Returns the number of bytes. */
    static int put(final FileChannel channel, final ByteBuffer bytes, final long position) throws IOException {
        final int length = bytes.remaining();
        for (long at = position; bytes.hasRemaining();) {
            at += channel.write(bytes, at);
        }
        return length;
    }

    static Picture read(final Path path, final PictureFiles.PossibleSize isPossible) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
             MemoryStack stack = MemoryStack.stackPush()) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException("more than 2 GiB");
            }
            final ByteBuffer file = channel.map(MapMode.READ_ONLY, 0, channel.size());
            final EXRVersion version = EXRVersion.calloc(stack);
            check(ParseEXRVersionFromMemory(version, file), stack.callocPointer(1));
            if (version.multipart() || version.non_image()) {
                throw new IOException("only EXR of one plain part is supported");
            }
            final EXRHeader header = EXRHeader.malloc(stack);
            InitEXRHeader(header);
            final PointerBuffer error = stack.callocPointer(1);
            try {
                check(ParseEXRHeaderFromMemory(header, version, file, error), error);
                return read(file, header, stack, isPossible);
            } finally {
                FreeEXRHeader(header);
            }
        }
    }

    private static Picture read(final ByteBuffer file, final EXRHeader header, final MemoryStack stack,
                                final PictureFiles.PossibleSize isPossible)
        throws IOException {
        // The data window is checked before the library allocates by it.
        final long width = (long) header.data_window().max_x() - header.data_window().min_x() + 1;
        final long height = (long) header.data_window().max_y() - header.data_window().min_y() + 1;
        if (!isPossible.test(width, height) || !Picture.isPossible(width, height)) {
            throw new IOException(width + " x " + height + " pixels are not possible");
        }
        for (int c = 0; c < header.num_channels(); c++) {
            header.requested_pixel_types().put(c, TINYEXR_PIXELTYPE_FLOAT);
        }
        final EXRImage image = EXRImage.malloc(stack);
        InitEXRImage(image);
        final PointerBuffer error = stack.callocPointer(1);
        try {
            check(LoadEXRImageFromMemory(image, header, file, error), error);
            final Picture picture =
                new Picture((int) width, (int) height, new float[(int) (3 * width * height)]);
            for (int c = 0; c < 3; c++) {
                copyChannel(image, header, c, picture);
            }
            return picture;
        } finally {
            FreeEXRImage(image);
        }
    }

    /** A colour of that name, or Y for all of them. */
    private static void copyChannel(final EXRImage image, final EXRHeader header, final int component,
                                    final Picture picture)
        throws IOException {
        final String name = COLOUR.get(component);
        for (int c = 0; c < header.num_channels(); c++) {
            final String found = header.channels().get(c).nameString();
            if (found.equals(name) || found.equals("Y")) {
                if (image.num_tiles() > 0) {
                    copyTiles(image, header, c, component, picture);
                } else {
                    copy(Objects.requireNonNull(image.images()), c, picture.width(), component, 0, 0, picture.width(),
                        picture.height(),
                        picture);
                }
                return;
            }
        }
        throw new IOException("there is no channel " + name);
    }

    private static void copyTiles(final EXRImage image, final EXRHeader header, final int channel,
                                  final int component, final Picture picture)
        throws IOException {
        final int edgeX = header.tile_size_x();
        final int edgeY = header.tile_size_y();
        for (int t = 0; t < image.num_tiles(); t++) {
            final EXRTile tile = Objects.requireNonNull(image.tiles()).get(t);
            final int left = tile.offset_x() * edgeX;
            final int top = tile.offset_y() * edgeY;
            if (tile.level_x() == 0 && tile.level_y() == 0) {
                if (left < 0 || top < 0 || tile.width() > picture.width() - left
                    || tile.height() > picture.height() - top) {
                    throw new IOException("a tile lies outside the picture");
                }
                copy(tile.images(header.num_channels()), channel, edgeX, component, left, top, tile.width(),
                    tile.height(), picture);
            }
        }
    }

    /** One plane of a tile, or of all, into its place. */
    private static void copy(final PointerBuffer planes, final int channel, final int stride, final int component,
                             final int left, final int top, final int width, final int height,
                             final Picture picture) {
        final FloatBuffer plane = MemoryUtil.memFloatBuffer(planes.get(channel), stride * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.rgb()[3 * ((top + y) * picture.width() + left + x) + component] = plane.get(y * stride + x);
            }
        }
    }

    private static void check(final int status, final PointerBuffer error) throws IOException {
        if (status == TINYEXR_SUCCESS) {
            return;
        }
        final long address = error.get(0);
        if (address == MemoryUtil.NULL) {
            throw new IOException("OpenEXR error " + status);
        }
        final String message = MemoryUtil.memUTF8(address);
        FreeEXRErrorMessage(MemoryUtil.memByteBufferNT1(address));
        throw new IOException(message.strip());
    }
}
