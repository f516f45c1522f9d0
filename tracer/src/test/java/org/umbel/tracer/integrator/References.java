package org.umbel.tracer.integrator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;

/** The shared scenes and the pictures that Cycles made of them, as far as these tests need them. */
final class References {
    static final float[] IDENTITY = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};

    private References() {}

    /** A file of the shared folder; without it the test is skipped, and fails in CI. */
    static Path shared(final String name) {
        final String given = System.getenv("UMBEL_SHARED");
        Path folder = given == null ? Path.of(System.getenv("UMBEL_ROOT")).toAbsolutePath() : Path.of(given);
        while (given == null && folder != null && !Files.isDirectory(folder.resolve("shared/scenes"))) {
            folder = folder.getParent();
        }
        final Path file = folder == null ? Path.of(name)
            : given == null ? folder.resolve("shared").resolve(name) : folder.resolve(name);
        if (!Files.exists(file)) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("missing " + name + ": set UMBEL_SHARED to the folder of shared scenes");
            }
            Assumptions.abort("missing " + name + ": set UMBEL_SHARED to the folder of shared scenes");
        }
        return file;
    }

    /** One of the uncompressed bunnies: one mesh, positions and normals interleaved, as a Lambert scene. */
    static Scene bunny(final String glb, final Environment environment, final List<Light> lights) {
        final ByteBuffer file = read(shared("scenes/stanford-bunny/" + glb));
        final int jsonLength = file.getInt(12);
        final String json = new String(file.array(), 20, jsonLength, StandardCharsets.UTF_8);
        final int binary = 20 + jsonLength + 8;
        final int vertices = Integer.parseInt(find(json, "\"type\":\"VEC3\",\"componentType\":5126,\"count\":(\\d+)"));
        final int indexCount = Integer.parseInt(find(json, "\"componentType\":5125,\"count\":(\\d+)"));
        final float[] positions = new float[3 * vertices];
        final float[] normals = new float[3 * vertices];
        for (int v = 0; v < vertices; v++) {
            for (int c = 0; c < 3; c++) {
                positions[3 * v + c] = file.getFloat(binary + 24 * v + 4 * c);
                normals[3 * v + c] = file.getFloat(binary + 24 * v + 12 + 4 * c);
            }
        }
        final int[] indices = new int[indexCount];
        for (int i = 0; i < indexCount; i++) {
            indices[i] = file.getInt(binary + 24 * vertices + 4 * i);
        }
        final float[] color = {1, 1, 1, 1};
        if (json.contains("baseColorFactor")) {
            final String[] numbers = find(json, "\"baseColorFactor\":\\[([^]]*)]").split(",");
            for (int c = 0; c < 4; c++) {
                color[c] = Float.parseFloat(numbers[c]);
            }
        }
        final float[] none = {};
        return new Scene(List.of(new Mesh(positions, indices, normals, none, none, none)), List.of(),
            List.of(lambert(color, new float[3])), List.of(new Instance(0, 0, IDENTITY)), lights, environment);
    }

    static Material lambert(final float[] color, final float[] emission) {
        return new Material(Material.Model.LAMBERT, color, TextureRef.NONE, 0, 1, TextureRef.NONE, TextureRef.NONE, 1,
            emission, TextureRef.NONE, Material.AlphaMode.OPAQUE, 0.5f, false);
    }

    /** The view of both bunny references but for the field of view. */
    static Camera bunnyCamera(final float verticalFov) {
        return new Camera(new float[] {-0.4f, 1.2f, 3.4f}, new float[] {-0.15f, 0.8f, 0}, new float[] {0, 1, 0},
            verticalFov);
    }

    /** A whole picture as float[3 * width * height], interleaved, rows from the top. */
    static float[] render(final PreparedScene scene, final Camera camera, final PictureSettings settings) {
        final float[] picture = new float[3 * settings.width() * settings.height()];
        final TileRenderer renderer = new TileRenderer(scene, camera, settings);
        final double scale = 1.0 / ((double) (1L << settings.fractionBits()) * settings.samples());
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        for (int tile = 0; tile < settings.grid().tileCount(); tile++) {
            sums.clear();
            renderer.render(tile, new SampleRange(0, settings.samples()), sums, () -> false);
            for (int pixel = 0; pixel < TileSums.TILE_PIXELS; pixel++) {
                final int x = settings.grid().x(tile) + pixel % TileSums.TILE_EDGE;
                final int y = settings.grid().y(tile) + pixel / TileSums.TILE_EDGE;
                for (int c = 0; c < 3 && x < settings.width() && y < settings.height(); c++) {
                    picture[3 * (y * settings.width() + x) + c] =
                        (float) (sums.sums()[c * TileSums.TILE_PIXELS + pixel] * scale);
                }
            }
        }
        return picture;
    }

    /** A little-endian colour PFM as float[3 * width * height], rows from the top. */
    static float[] pfm(final String name) {
        final ByteBuffer file = read(shared("reference/" + name));
        final Matcher header = Pattern.compile("PF\\s+(\\d+)\\s+(\\d+)\\s+-1(?:\\.0+)?\\n")
            .matcher(new String(file.array(), 0, 64, StandardCharsets.ISO_8859_1));
        if (!header.lookingAt()) {
            throw new AssertionError("not a little-endian PFM: " + name);
        }
        final int row = 3 * Integer.parseInt(header.group(1));
        final int rows = Integer.parseInt(header.group(2));
        final float[] picture = new float[row * rows];
        for (int i = 0; i < picture.length; i++) {
            picture[(rows - 1 - i / row) * row + i % row] = file.getFloat(header.end() + 4 * i);
        }
        return picture;
    }

    static double relMse(final float[] a, final float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            final double difference = (double) a[i] - b[i];
            sum += difference * difference / ((double) b[i] * b[i] + 0.01);
        }
        return sum / a.length;
    }

    static double mean(final float[] a) {
        double sum = 0;
        for (final float x : a) {
            sum += x;
        }
        return sum / a.length;
    }

    private static ByteBuffer read(final Path path) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String find(final String json, final String pattern) {
        final Matcher m = Pattern.compile(pattern).matcher(json);
        if (!m.find()) {
            throw new AssertionError("no " + pattern + " in " + json);
        }
        return m.group(1);
    }
}
