package org.umbel.node.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.Deflater;

/**
 * The bytes of OpenEXR files as we write them: one part, float32, ZIP. Source: the OpenEXR project's "OpenEXR
 * file layout". All numbers are little-endian.
 */
final class ExrBytes {
    /** The colours in the order in which the format wants channels: by name. */
    static final List<String> COLOURS = List.of("B", "G", "R");
    private static final int MAGIC = 20000630;
    private static final int VERSION = 2;
    private static final int TILED_FLAG = 0x200;
    private static final int FLOAT = 2;
    private static final byte ZIP = 3;
    private static final byte INCREASING_Y = 0;
    private static final byte RANDOM_Y = 2;
    private static final byte ONE_LEVEL = 0;
    /** As in OpenEXR: more takes long and gains little on noise. */
    private static final int DEFLATE_LEVEL = 4;

    private ExrBytes() {}

    /**
     * Magic number to the end of the header.
     *
     * @param names    of the channels, in order
     * @param tileEdge 0 for scan lines, else the edge of tiles in pixels
     */
    static byte[] header(final int width, final int height, final PixelRows.Frame frame, final List<String> names,
                         final int tileEdge) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(numbers(MAGIC, VERSION | (tileEdge > 0 ? TILED_FLAG : 0)));
        final ByteArrayOutputStream channels = new ByteArrayOutputStream();
        for (final String name : names) {
            channels.writeBytes(text(name));
            // pixel type, linear flag and padding, x and y sampling
            channels.writeBytes(numbers(FLOAT, 0, 1, 1));
        }
        channels.write(0);
        attribute(out, "channels", "chlist", channels.toByteArray());
        attribute(out, "compression", "compression", new byte[] {ZIP});
        attribute(out, "dataWindow", "box2i", numbers(frame.x(), frame.y(), frame.x() + width - 1,
            frame.y() + height - 1));
        attribute(out, "displayWindow", "box2i", numbers(0, 0, frame.width() - 1, frame.height() - 1));
        attribute(out, "lineOrder", "lineOrder", new byte[] {tileEdge > 0 ? RANDOM_Y : INCREASING_Y});
        attribute(out, "pixelAspectRatio", "float", numbers(Float.floatToIntBits(1)));
        attribute(out, "screenWindowCenter", "v2f", numbers(0, 0));
        attribute(out, "screenWindowWidth", "float", numbers(Float.floatToIntBits(1)));
        if (tileEdge > 0) {
            final ByteBuffer tiles = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
            attribute(out, "tiles", "tiledesc", tiles.putInt(tileEdge).putInt(tileEdge).put(ONE_LEVEL).array());
        }
        out.write(0);
        return out.toByteArray();
    }

    private static void attribute(final ByteArrayOutputStream out, final String name, final String type,
                                  final byte[] value) {
        out.writeBytes(text(name));
        out.writeBytes(text(type));
        out.writeBytes(numbers(value.length));
        out.writeBytes(value);
    }

    private static byte[] text(final String text) {
        return (text + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] numbers(final int... values) {
        final ByteBuffer b = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (final int value : values) {
            b.putInt(value);
        }
        return b.array();
    }

    /** One line of interleaved RGB as the format has it: all of B, then G, then R. */
    static void putLine(final float[] rgb, final int firstPixel, final int pixels, final ByteBuffer into) {
        for (int c = COLOURS.size() - 1; c >= 0; c--) {
            for (int x = firstPixel; x < firstPixel + pixels; x++) {
                into.putFloat(rgb[3 * x + c]);
            }
        }
    }

    /**
     * A chunk's pixels by the format's ZIP: even bytes, odd bytes, differences, deflate; as they are if that is less.
     */
    static byte[] zip(final byte[] raw) {
        final byte[] predicted = new byte[raw.length];
        final int half = (raw.length + 1) / 2;
        for (int i = 0; i < raw.length; i++) {
            predicted[(i & 1) == 0 ? i / 2 : half + i / 2] = raw[i];
        }
        for (int i = raw.length - 1; i > 0; i--) {
            predicted[i] = (byte) (predicted[i] - predicted[i - 1] + 128);
        }
        final Deflater deflater = new Deflater(DEFLATE_LEVEL);
        try {
            deflater.setInput(predicted);
            deflater.finish();
            final byte[] packed = new byte[raw.length];
            final int size = deflater.deflate(packed);
            return deflater.finished() && size < raw.length ? java.util.Arrays.copyOf(packed, size) : raw;
        } finally {
            deflater.end();
        }
    }
}
