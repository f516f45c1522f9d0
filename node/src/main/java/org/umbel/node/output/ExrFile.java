package org.umbel.node.output;

import static org.lwjgl.util.tinyexr.TinyEXR.FreeEXRErrorMessage;
import static org.lwjgl.util.tinyexr.TinyEXR.FreeEXRHeader;
import static org.lwjgl.util.tinyexr.TinyEXR.FreeEXRImage;
import static org.lwjgl.util.tinyexr.TinyEXR.InitEXRHeader;
import static org.lwjgl.util.tinyexr.TinyEXR.InitEXRImage;
import static org.lwjgl.util.tinyexr.TinyEXR.LoadEXRImageFromMemory;
import static org.lwjgl.util.tinyexr.TinyEXR.ParseEXRHeaderFromMemory;
import static org.lwjgl.util.tinyexr.TinyEXR.ParseEXRVersionFromMemory;
import static org.lwjgl.util.tinyexr.TinyEXR.SaveEXRImageToFile;
import static org.lwjgl.util.tinyexr.TinyEXR.TINYEXR_COMPRESSIONTYPE_ZIP;
import static org.lwjgl.util.tinyexr.TinyEXR.TINYEXR_PIXELTYPE_FLOAT;
import static org.lwjgl.util.tinyexr.TinyEXR.TINYEXR_SUCCESS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.tinyexr.EXRChannelInfo;
import org.lwjgl.util.tinyexr.EXRHeader;
import org.lwjgl.util.tinyexr.EXRImage;
import org.lwjgl.util.tinyexr.EXRVersion;

/** OpenEXR: written as float32 with ZIP, so that linear pixels stay bit for bit; read from scanline files. */
final class ExrFile {
    /** In the order in which the format wants channels: by name. */
    private static final String[] CHANNELS = {"B", "G", "R"};

    private ExrFile() {}

    static void write(final Path path, final Picture picture) throws IOException {
        final int pixels = picture.width() * picture.height();
        final FloatBuffer planes = MemoryUtil.memAllocFloat(3 * pixels);
        try (MemoryStack stack = MemoryStack.stackPush();
             EXRChannelInfo.Buffer channels = EXRChannelInfo.calloc(3)) {
            final PointerBuffer images = stack.mallocPointer(3);
            final IntBuffer types = stack.ints(TINYEXR_PIXELTYPE_FLOAT, TINYEXR_PIXELTYPE_FLOAT,
                TINYEXR_PIXELTYPE_FLOAT);
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < pixels; i++) {
                    planes.put(c * pixels + i, picture.rgb()[3 * i + 2 - c]);
                }
                images.put(c, MemoryUtil.memAddress(planes, c * pixels));
                MemoryUtil.memASCII(CHANNELS[c], true, channels.get(c).name());
            }
            final EXRHeader header = EXRHeader.malloc(stack);
            InitEXRHeader(header);
            header.num_channels(3).channels(channels).pixel_types(types).requested_pixel_types(types)
                .compression_type(TINYEXR_COMPRESSIONTYPE_ZIP);
            final EXRImage image = EXRImage.malloc(stack);
            InitEXRImage(image);
            image.num_channels(3).width(picture.width()).height(picture.height()).images(images);
            final PointerBuffer error = stack.callocPointer(1);
            check(SaveEXRImageToFile(image, header, path.toString(), error), error);
        } finally {
            MemoryUtil.memFree(planes);
        }
    }

    static Picture read(final Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
             MemoryStack stack = MemoryStack.stackPush()) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException("more than 2 GiB");
            }
            final ByteBuffer file = channel.map(MapMode.READ_ONLY, 0, channel.size());
            final EXRVersion version = EXRVersion.calloc(stack);
            check(ParseEXRVersionFromMemory(version, file), stack.callocPointer(1));
            if (version.multipart() || version.non_image() || version.tiled()) {
                throw new IOException("only plain scanline EXR is supported");
            }
            final EXRHeader header = EXRHeader.malloc(stack);
            InitEXRHeader(header);
            final PointerBuffer error = stack.callocPointer(1);
            try {
                check(ParseEXRHeaderFromMemory(header, version, file, error), error);
                return read(file, header, stack);
            } finally {
                FreeEXRHeader(header);
            }
        }
    }

    private static Picture read(final ByteBuffer file, final EXRHeader header, final MemoryStack stack)
        throws IOException {
        // The data window is checked before the library allocates by it.
        final long width = (long) header.data_window().max_x() - header.data_window().min_x() + 1;
        final long height = (long) header.data_window().max_y() - header.data_window().min_y() + 1;
        if (!Picture.isPossible(width, height)) {
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
        final String name = CHANNELS[2 - component];
        for (int c = 0; c < header.num_channels(); c++) {
            final String found = header.channels().get(c).nameString();
            if (found.equals(name) || found.equals("Y")) {
                final int pixels = picture.width() * picture.height();
                final PointerBuffer planes = image.images();
                if (planes == null) {
                    throw new IOException("it is stored in tiles");
                }
                final FloatBuffer plane = MemoryUtil.memFloatBuffer(planes.get(c), pixels);
                for (int i = 0; i < pixels; i++) {
                    picture.rgb()[3 * i + component] = plane.get(i);
                }
                return;
            }
        }
        throw new IOException("there is no channel " + name);
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
