package org.umbel.bench.chain;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A scene whose blocks are as many bytes as one likes and that nobody compresses: a GLB of one quad, painted with PNGs
 * of seeded noise of 1 MiB each. There is next to nothing to import, and nothing to trace.
 */
public final class NoiseScene {
    /** 1 MiB of RGB, with the byte that each row of a PNG begins with. */
    private static final int WIDTH = 682;
    private static final int HEIGHT = 512;
    private static final int RGB = 2;
    private static final int BITS = 8;
    private static final int GLB = 0x46546C67;
    private static final int JSON_CHUNK = 0x4E4F534A;
    private static final int BINARY_CHUNK = 0x004E4942;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final float[] QUAD = {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0};
    private static final float[] COORDINATES = {0, 0, 1, 0, 1, 1, 0, 1};
    private static final int[] TRIANGLES = {0, 1, 2, 0, 2, 3};

    private NoiseScene() {}

    /** Writes it; about so many MiB, the same ones for the same seed. */
    public static void write(final Path file, final int mib, final int seed) throws IOException {
        final ByteArrayOutputStream binary = new ByteArrayOutputStream();
        final StringBuilder views = new StringBuilder();
        final ByteBuffer quad = ByteBuffer.allocate(4 * (QUAD.length + COORDINATES.length + TRIANGLES.length))
            .order(ByteOrder.LITTLE_ENDIAN);
        for (final float[] values : new float[][] {QUAD, COORDINATES}) {
            for (final float value : values) {
                quad.putFloat(value);
            }
        }
        for (final int value : TRIANGLES) {
            quad.putInt(value);
        }
        append(binary, views, ByteBuffer.wrap(quad.array(), 0, 4 * QUAD.length));
        append(binary, views, ByteBuffer.wrap(quad.array(), 4 * QUAD.length, 4 * COORDINATES.length));
        append(binary, views, ByteBuffer.wrap(quad.array(), 4 * (QUAD.length + COORDINATES.length),
            4 * TRIANGLES.length));
        for (int i = 0; i < mib; i++) {
            append(binary, views, ByteBuffer.wrap(png(seed * mib + i)));
        }
        writeGlb(file, json(mib, views.toString(), binary.size()), binary.toByteArray());
    }

    private static void append(final ByteArrayOutputStream binary, final StringBuilder views, final ByteBuffer bytes) {
        views.append(views.isEmpty() ? "" : ",").append("{\"buffer\":0,\"byteOffset\":%d,\"byteLength\":%d}"
            .formatted(binary.size(), bytes.remaining()));
        binary.write(bytes.array(), bytes.position(), bytes.remaining());
        binary.write(new byte[3], 0, -bytes.remaining() & 3);
    }

    private static String json(final int images, final String views, final int bytes) {
        return """
            {"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],
            "buffers":[{"byteLength":%d}],"bufferViews":[%s],
            "accessors":[{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3","min":[-1,-1,0],"max":[1,1,0]},
            {"bufferView":1,"componentType":5126,"count":4,"type":"VEC2"},
            {"bufferView":2,"componentType":5125,"count":6,"type":"SCALAR"}],
            "images":[%s],"textures":[%s],"materials":[%s],"meshes":[{"primitives":[%s]}]}""".formatted(bytes, views,
            each(images, "{\"bufferView\":%d,\"mimeType\":\"image/png\"}", 3),
            each(images, "{\"source\":%d}", 0),
            each(images, "{\"pbrMetallicRoughness\":{\"baseColorTexture\":{\"index\":%d}}}", 0),
            each(images, "{\"attributes\":{\"POSITION\":0,\"TEXCOORD_0\":1},\"indices\":2,\"material\":%d}", 0));
    }

    private static String each(final int count, final String text, final int first) {
        return IntStream.range(first, first + count).mapToObj(i -> String.format(Locale.ROOT, text, i))
            .collect(Collectors.joining(","));
    }

    private static byte[] png(final int seed) throws IOException {
        final byte[] rows = new byte[HEIGHT * (1 + 3 * WIDTH)];
        final SplittableRandom random = new SplittableRandom(seed);
        random.nextBytes(rows);
        for (int y = 0; y < HEIGHT; y++) {
            rows[y * (1 + 3 * WIDTH)] = 0;
        }
        final ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(PNG);
        chunk(png, "IHDR", ByteBuffer.allocate(13).putInt(WIDTH).putInt(HEIGHT).put((byte) BITS).put((byte) RGB)
            .array());
        final ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (OutputStream stored = new DeflaterOutputStream(data, new Deflater(Deflater.NO_COMPRESSION))) {
            stored.write(rows);
        }
        chunk(png, "IDAT", data.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(final ByteArrayOutputStream png, final String name, final byte[] data)
        throws IOException {
        final byte[] tag = name.getBytes(StandardCharsets.US_ASCII);
        final CRC32 crc = new CRC32();
        crc.update(tag);
        crc.update(data);
        final DataOutputStream out = new DataOutputStream(png);
        out.writeInt(data.length);
        out.write(tag);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }

    private static void writeGlb(final Path file, final String json, final byte[] binary) throws IOException {
        final byte[] text = json.getBytes(StandardCharsets.UTF_8);
        final int padding = -text.length & 3;
        final ByteBuffer head = ByteBuffer.allocate(20 + text.length + padding + 8).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(GLB).putInt(2).putInt(head.capacity() + binary.length).putInt(text.length + padding)
            .putInt(JSON_CHUNK).put(text).put(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        head.putInt(binary.length).putInt(BINARY_CHUNK);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(head.array());
            out.write(binary);
        }
    }
}
