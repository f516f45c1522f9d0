package org.umbel.node.importer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umbel.codec.scene.EnvironmentMap;

/**
 * Radiance pictures (G. Ward, <i>Radiance File Formats</i>): lines of text, an empty one, the size, and rows of texels
 * that are plain, packed in runs of texels, or packed in runs of each channel.
 */
final class RadianceFile {
    private static final int HEADER_BYTES_MAX = 1 << 16;
    private static final Pattern SIZE = Pattern.compile("-Y +(\\d{1,9}) +\\+X +(\\d{1,9})");
    private static final String FORMAT = "FORMAT=";
    private static final String RGBE = "32-bit_rle_rgbe";
    private static final String EXPOSURE = "EXPOSURE=";
    private static final String HINT = "save it again as .hdr or .exr";
    /** Widths between which a row may be packed by channels. */
    private static final int PACKED_WIDTH_MIN = 8;
    private static final int PACKED_WIDTH_MAX = 0x7FFF;
    private static final int CHANNELS = EnvironmentMap.TEXEL_BYTES;
    private static final int RUN = 128;

    private final ByteBuffer file;
    private float exposure = 1;

    private RadianceFile(final byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    /** Whether a file that begins so is one. */
    static boolean isRadiance(final byte[] head) {
        return head.length >= 2 && head[0] == '#' && head[1] == '?';
    }

    static EnvironmentFile.Read read(final byte[] file, final MemoryBudget budget) {
        final RadianceFile reader = new RadianceFile(file);
        try {
            reader.header();
            return new EnvironmentFile.Read(reader.picture(budget), reader.exposure);
        } catch (final BufferUnderflowException e) {
            throw new Refusal("", "ends too soon", HINT);
        }
    }

    private void header() {
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.startsWith(FORMAT) && !line.substring(FORMAT.length()).strip().equals(RGBE)) {
                throw new Refusal("", "texels of format " + line.substring(FORMAT.length()).strip() + ", not " + RGBE,
                    HINT);
            }
            if (line.startsWith(EXPOSURE)) {
                exposure *= exposure(line.substring(EXPOSURE.length()).strip());
            }
        }
    }

    private static float exposure(final String text) {
        try {
            final float value = Float.parseFloat(text);
            if (value > 0 && value < Float.POSITIVE_INFINITY) {
                return value;
            }
        } catch (final NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        throw new Refusal("", "its exposure is not a number above 0: " + text, HINT);
    }

    private String line() {
        final int start = file.position();
        int length = 0;
        while (file.get() != '\n') {
            length++;
            if (file.position() > HEADER_BYTES_MAX) {
                throw new Refusal("", "its header does not end within " + HEADER_BYTES_MAX + " bytes", HINT);
            }
        }
        return new String(file.array(), start, length, StandardCharsets.ISO_8859_1).strip();
    }

    private EnvironmentMap picture(final MemoryBudget budget) {
        final String line = line();
        final Matcher size = SIZE.matcher(line);
        if (!size.matches()) {
            throw new Refusal("", "rows that do not go down and to the right: " + line, HINT);
        }
        final long width = Long.parseLong(size.group(2));
        final long height = Long.parseLong(size.group(1));
        EnvironmentFile.check(width, height, budget);
        final byte[] rgbe = new byte[(int) (CHANNELS * width * height)];
        for (int row = 0; row < height; row++) {
            final int at = (int) (CHANNELS * width * row);
            if (isPacked((int) width)) {
                packedRow(rgbe, at, (int) width);
            } else {
                plainRow(rgbe, at, (int) width);
            }
        }
        return new EnvironmentMap((int) width, (int) height, rgbe);
    }

    /** Whether a row begins with 2, 2 and its width; no plain texel has such mantissas. */
    private boolean isPacked(final int width) {
        if (width < PACKED_WIDTH_MIN || width > PACKED_WIDTH_MAX || file.remaining() < CHANNELS) {
            return false;
        }
        final int word = file.getInt(file.position());
        if (word >>> 16 != 0x0202 || (word & 0x8000) != 0) {
            return false;
        }
        file.getInt();
        if ((word & 0xFFFF) != width) {
            throw new Refusal("", "a row of " + (word & 0xFFFF) + " texels in a picture of " + width, HINT);
        }
        return true;
    }

    private void packedRow(final byte[] rgbe, final int at, final int width) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int x = 0; x < width;) {
                final int code = Byte.toUnsignedInt(file.get());
                final int count = code > RUN ? code - RUN : code;
                if (count == 0 || count > width - x) {
                    throw new Refusal("", "a row is longer than the picture is wide", HINT);
                }
                final byte repeated = code > RUN ? file.get() : 0;
                for (int i = 0; i < count; i++, x++) {
                    rgbe[at + CHANNELS * x + channel] = code > RUN ? repeated : file.get();
                }
            }
        }
    }

    /** Texels; three mantissas of 1 repeat the one before as often as the exponent says, its lowest bits first. */
    private void plainRow(final byte[] rgbe, final int at, final int width) {
        int shift = 0;
        for (int x = 0; x < width;) {
            final int texel = file.getInt();
            if (texel >>> 8 != 0x010101) {
                shift = 0;
                ByteBuffer.wrap(rgbe).putInt(at + CHANNELS * x, texel);
                x++;
                continue;
            }
            final long count = (texel & 0xFFL) << shift;
            if (count > width - x || x == 0 && count > 0 || shift > 16) {
                throw new Refusal("", "a row is longer than the picture is wide", HINT);
            }
            for (int i = 0; i < count; i++, x++) {
                System.arraycopy(rgbe, at + CHANNELS * (x - 1), rgbe, at + CHANNELS * x, CHANNELS);
            }
            shift += 8;
        }
    }
}
