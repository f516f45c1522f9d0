package org.umbel.tracer.integrator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.PictureHash;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;

/**
 * Says which pictures this JVM makes of five tiny scenes, of one through a lens: a line for the first time, and, when
 * it is told how often, one for when they have been rendered so often, by two threads at once.
 */
final class DeterminismProbe {
    private static final int SIDE = 24;
    private static final Camera CAMERA = new Camera(new float[] {0.3f, 1.6f, 3}, new float[] {0, 0.3f, 0},
        new float[] {0, 1, 0}, 45);

    private DeterminismProbe() {}

    /** Renders and tells; {@code args}: how often more, or 0. */
    public static void main(final String[] args) {
        System.out.println(hashes());
        final int rounds = Integer.parseInt(args[0]);
        if (rounds > 0) {
            final List<CompletableFuture<Void>> both = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                both.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < rounds; i++) {
                        hashes();
                    }
                    System.out.println(hashes());
                }));
            }
            both.forEach(CompletableFuture::join);
        }
    }

    /** pixelsSha256 of each. */
    static String hashes() {
        return String.join(" ", hash(ArithmeticProfile.scene(), CAMERA), hash(TileRendererTest.room(), CAMERA),
            hash(hills(0), CAMERA), hash(hills(2), CAMERA), hash(underAMap(), CAMERA.withLens(0.2f, 3)));
    }

    private static String hash(final Scene scene, final Camera camera) {
        final PictureSettings settings = new PictureSettings(10, 8, 2, 16, Filter.BLACKMAN_HARRIS, 2);
        final PreparedScene prepared = TileRendererTest.prepare(scene);
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        TileRenderer.untiered(prepared, camera, settings).render(0, new SampleRange(0, 2), sums, () -> false);
        // As long as vector code is slow, or for good, scalar code is asked instead
        final TileSums tiered = new TileSums(TileSums.TILE_PIXELS);
        new TileRenderer(prepared, camera, settings).render(0, new SampleRange(0, 2), tiered, () -> false);
        if (!tiered.equals(sums)) {
            throw new IllegalStateException("other sums by scalar code");
        }
        return PictureHash.pixelsSha256(settings.grid(), PixelRegion.whole(settings.grid()), 16, tile -> sums,
            tile -> 2);
    }

    private static Scene underAMap() {
        final Scene scene = ArithmeticProfile.scene();
        return new Scene(scene.meshes(), scene.images(), scene.materials(), scene.instances(), scene.lights(),
            ArithmeticProfile.map());
    }

    /** A thousand triangles, placed nine times, which may shine. */
    private static Scene hills(final float shine) {
        final float[] positions = new float[3 * SIDE * SIDE];
        final List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < SIDE * SIDE; i++) {
            final int x = i % SIDE;
            final int z = i / SIDE;
            positions[3 * i] = x / (SIDE - 1f) - 0.5f;
            positions[3 * i + 1] = (x * 7 + z * 13) % 11 * 0.02f;
            positions[3 * i + 2] = z / (SIDE - 1f) - 0.5f;
            if (x < SIDE - 1 && z < SIDE - 1) {
                indices.addAll(List.of(i, i + SIDE, i + 1, i + 1, i + SIDE, i + SIDE + 1));
            }
        }
        final List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            instances.add(new Instance(0, 0, new float[] {1, 0.1f * i, 0, i % 3 - 1, 0, 1, 0, 0.05f * i, 0, 0, 1,
                i / 3 - 1}));
        }
        return new Scene(List.of(new Mesh(positions, indices.stream().mapToInt(Integer::intValue).toArray(),
            new float[0], new float[0], new float[0], new float[0])), List.of(),
            List.of(References.lambert(new float[] {0.6f, 0.7f, 0.5f, 1}, new float[] {shine, shine, shine})),
            instances, List.of(),
            new Environment.Gradient(new float[] {0.4f, 0.5f, 0.9f}, new float[] {0.7f, 0.7f, 0.7f}, new float[3]));
    }
}
