package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.scene.TextureRef;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.accel.Tiers;

class TileRendererTest {
    private static final Camera CAMERA = new Camera(new float[] {0.4f, 1.5f, 4}, new float[] {0, 0.5f, 0},
        new float[] {0, 1, 0}, 40);
    /** Not whole tiles. */
    private static final PictureSettings SETTINGS = new PictureSettings(40, 36, 4, 16, Filter.BLACKMAN_HARRIS, 3);
    private static final PreparedScene SCENE = prepare(room());

    @Test
    void shouldAddUpToTheSameSumsWhenARangeIsSplit() {
        final TileSums whole = render(new TileRenderer(SCENE, CAMERA, SETTINGS), 0, new SampleRange(0, 4));
        final TileSums parts = new TileSums(TileSums.TILE_PIXELS);
        final TileRenderer renderer = new TileRenderer(SCENE, CAMERA, SETTINGS);
        renderer.render(0, new SampleRange(2, 2), parts, () -> false);
        renderer.render(0, new SampleRange(0, 1), parts, () -> false);
        renderer.render(0, new SampleRange(1, 1), parts, () -> false);

        assertThat(parts).isEqualTo(whole);
        assertThat(whole.sums()[500]).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldGiveTheSameSumsWhenBatchesAreSmaller(final int samplesPerBatch) {
        final TileSums expected = render(new TileRenderer(SCENE, CAMERA, SETTINGS), 1, new SampleRange(0, 4));

        assertThat(render(new TileRenderer(SCENE, CAMERA, SETTINGS, samplesPerBatch, Tiers.ofProcess()), 1,
            new SampleRange(0, 4))).isEqualTo(expected);
    }

    @Test
    void shouldGiveTheSameSumsByVectorCodeAlone() {
        final TileSums expected = render(new TileRenderer(SCENE, CAMERA, SETTINGS), 1, new SampleRange(0, 4));

        assertThat(render(TileRenderer.untiered(SCENE, CAMERA, SETTINGS), 1, new SampleRange(0, 4)))
            .isEqualTo(expected);
    }

    @Test
    void shouldGiveTheSameSumsWhenAnotherThreadRendersThemAgain() {
        final TileRenderer renderer = new TileRenderer(SCENE, CAMERA, SETTINGS);
        final TileSums expected = render(renderer, 2, new SampleRange(0, 4));

        assertThat(render(renderer, 2, new SampleRange(0, 4))).isEqualTo(expected);
        assertThat(CompletableFuture.supplyAsync(
            () -> render(new TileRenderer(SCENE, CAMERA, SETTINGS), 2, new SampleRange(0, 4))).join())
            .isEqualTo(expected);
    }

    @Test
    void shouldLeavePixelsOutsideThePictureAtZero() {
        final TileSums sums = render(new TileRenderer(SCENE, CAMERA, SETTINGS), 3, new SampleRange(0, 1));

        for (int pixel = 0; pixel < TileSums.TILE_PIXELS; pixel++) {
            final boolean inside = pixel % TileSums.TILE_EDGE < 8 && pixel / TileSums.TILE_EDGE < 4;
            assertThat(sums.sums()[pixel] > 0).as("pixel " + pixel).isEqualTo(inside);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 4, 2, 1})
    void shouldPreviewSampleZero(final int step) {
        final int edge = TileSums.TILE_EDGE / step;
        final float[] rgb = new float[3 * edge * edge];
        final TileRenderer renderer = new TileRenderer(SCENE, CAMERA, SETTINGS);

        assertThat(renderer.preview(1, step, rgb, () -> false)).isTrue();

        final TileSums sums = render(renderer, 1, new SampleRange(0, 1));
        for (int i = 0; i < edge * edge; i++) {
            final int pixel = i / edge * step * TileSums.TILE_EDGE + i % edge * step;
            assertThat(rgb[3 * i + 1]).as("pixel " + pixel)
                .isCloseTo(sums.sums()[TileSums.TILE_PIXELS + pixel] / 65536f, within(2 / 65536f));
        }
    }

    @Test
    void shouldStopSoonWhenCancelled() {
        final AtomicInteger asked = new AtomicInteger();
        final TileRenderer renderer = new TileRenderer(SCENE, CAMERA, SETTINGS);

        final boolean complete = renderer.render(0, new SampleRange(0, 4), new TileSums(TileSums.TILE_PIXELS),
            () -> asked.incrementAndGet() > 5);

        assertThat(complete).isFalse();
        assertThat(asked.get()).isEqualTo(6);
    }

    private static TileSums render(final TileRenderer renderer, final int tile, final SampleRange range) {
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        assertThat(renderer.render(tile, range, sums, () -> false)).isTrue();
        return sums;
    }

    static PreparedScene prepare(final Scene scene) {
        return PreparedScene.prepare(scene, new MeshAccelCache(1 << 20));
    }

    /** A floor, a lamp, a half-transparent metallic sheet, a sun and a gradient sky: every branch of the path. */
    static Scene room() {
        final Material floor = References.lambert(new float[] {0.8f, 0.7f, 0.6f, 1}, new float[3]);
        final Material lamp = References.lambert(new float[] {0.5f, 0.5f, 0.5f, 1}, new float[] {6, 5, 4});
        final Material sheet = new Material(Material.Model.GLTF, new float[] {0.9f, 0.6f, 0.3f, 0.6f},
            TextureRef.NONE, 0.7f, 0.4f, TextureRef.NONE, TextureRef.NONE, 1, new float[3], TextureRef.NONE,
            Material.AlphaMode.BLEND, 0.5f, true);
        return new Scene(List.of(square()), List.of(), List.of(floor, lamp, sheet), List.of(
            new Instance(0, 0, new float[] {3, 0, 0, 0, 0, 0, 1, 0, 0, -3, 0, 0}),
            new Instance(0, 1, new float[] {0.3f, 0, 0, 0.5f, 0, 0, 1, 2, 0, -0.3f, 0, 0}),
            new Instance(0, 2, new float[] {0.8f, 0, 0.2f, 0, 0, 0.8f, 0, 0.6f, 0.3f, 0, 1, 0})),
            List.of(new Light.Sun(new float[] {-0.5f, -1, -0.6f}, new float[] {2, 2, 2})),
            new Environment.Gradient(new float[] {0.4f, 0.5f, 0.9f}, new float[] {0.7f, 0.7f, 0.7f},
                new float[] {0.1f, 0.08f, 0.05f}));
    }

    /** -1..1 in x and y, facing +z. */
    static Mesh square() {
        return new Mesh(new float[] {-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0}, new int[] {0, 1, 2, 0, 2, 3},
            new float[0], new float[0], new float[0], new float[0]);
    }
}
