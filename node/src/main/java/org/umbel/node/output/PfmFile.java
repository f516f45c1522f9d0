package org.umbel.node.output;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Portable float maps: three text tokens, then float32 rows from the bottom up; a negative scale is little
 * endian.
 */
final class PfmFile {
    private static final int TOKEN_CHARS_MAX = 32;

    private PfmFile() {}

    static void write(final Path path, final PixelRows picture) throws IOException {
        final float[] rgb = new float[3 * picture.width()];
        final ByteBuffer row = ByteBuffer.allocate(Float.BYTES * rgb.length).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            out.write(("PF\n" + picture.width() + " " + picture.height() + "\n-1.0\n")
                .getBytes(StandardCharsets.US_ASCII));
            for (int y = picture.height() - 1; y >= 0; y--) {
                picture.row(y, rgb);
                row.asFloatBuffer().put(rgb);
                out.write(row.array());
            }
        }
    }

    static Picture read(final Path path) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            final String kind = token(in);
            if (!kind.equals("PF") && !kind.equals("Pf")) {
                throw new IOException("does not begin with PF");
            }
            final int channels = kind.equals("PF") ? 3 : 1;
            final int width = Integer.parseInt(token(in));
            final int height = Integer.parseInt(token(in));
            final float scale = Float.parseFloat(token(in));
            if (!Picture.isPossible(width, height) || 4L * channels * width * height > Files.size(path)) {
                throw new IOException(width + " x " + height + " pixels are not in this file");
            }
            final ByteBuffer row = ByteBuffer.allocate(4 * channels * width)
                .order(scale < 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            final float[] rgb = new float[3 * width * height];
            for (int y = height - 1; y >= 0; y--) {
                in.readFully(row.array());
                for (int i = 0; i < 3 * width; i++) {
                    rgb[3 * width * y + i] = row.getFloat(4 * (channels == 3 ? i : i / 3));
                }
            }
            return new Picture(width, height, rgb);
        } catch (final NumberFormatException e) {
            throw new IOException("the header is malformed: " + e.getMessage(), e);
        }
    }

    /** Up to one white space, which is taken too. */
    private static String token(final InputStream in) throws IOException {
        final StringBuilder token = new StringBuilder();
        for (int c = in.read(); c < 0 || !Character.isWhitespace(c); c = in.read()) {
            if (c < 0) {
                throw new EOFException("the header is cut off");
            }
            if (token.length() == TOKEN_CHARS_MAX) {
                throw new IOException("the header is malformed");
            }
            token.append((char) c);
        }
        return token.toString();
    }
}
