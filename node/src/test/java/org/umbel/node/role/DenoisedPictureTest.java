package org.umbel.node.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.importer.MaterialMode;
import org.umbel.node.importer.SceneImporter;
import org.umbel.node.importer.ViewFile;
import org.umbel.node.output.Compare;
import org.umbel.node.output.Denoiser;
import org.umbel.node.output.Picture;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.FeatureRenderer;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.TileRenderer;

/** What the filter does to a picture of the bundled scene: four by four of its tiles, with mask and base. */
class DenoisedPictureTest {
    private static final Path SCENE = Path.of(System.getenv("UMBEL_ROOT"), "scenes", "flight-helmet");
    private static final PictureSettings SETTINGS = new PictureSettings(480, 270, 1024,
        PictureSettings.FRACTION_BITS_DEFAULT, PictureSettings.Filter.BLACKMAN_HARRIS, 8);
    private static final int TILES = 4;
    private static final int EDGE = TILES * TileSums.TILE_EDGE;
    private static final int FEW = 4;
    private static final int MANY = 128;

    private final ViewFile view = ViewFile.read(SCENE.resolve("view.json"));
    private final PreparedScene scene = prepare();

    @Test
    void shouldBringAPictureOfFewSamplesNearerToThatOfMany() {
        final Picture right = new Picture(EDGE, EDGE, render(new SampleRange(MANY, MANY)));
        final float[] few = render(new SampleRange(0, FEW));
        final float[] denoised = few.clone();
        final int[] samples = new int[EDGE * EDGE];
        Arrays.fill(samples, FEW);
        new Denoiser(EDGE, EDGE, features()).denoise(denoised, samples);

        final double before = Compare.pictures(new Picture(EDGE, EDGE, few), right).relMse();
        final double after = Compare.pictures(new Picture(EDGE, EDGE, denoised), right).relMse();
        assertThat(before / after).as("%s before, %s after", before, after).isGreaterThan(1.4);
    }

    private PreparedScene prepare() {
        final Scene own = SceneImporter.load(SCENE.resolve("FlightHelmet.gltf"), MaterialMode.GLTF).scene();
        return PreparedScene.prepare(new Scene(own.meshes(), own.images(), own.materials(), own.instances(),
            view.lights(), view.environment()), new MeshAccelCache(0));
    }

    private float[] render(final SampleRange range) {
        final TileRenderer renderer = new TileRenderer(scene, view.camera(), SETTINGS);
        final float[] rgb = new float[3 * EDGE * EDGE];
        final double scale = 1.0 / ((double) range.count() * (1L << SETTINGS.fractionBits()));
        for (int tile = 0; tile < TILES * TILES; tile++) {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            renderer.render(inPicture(tile), range, sums, () -> false);
            for (int pixel = 0; pixel < TileSums.TILE_PIXELS; pixel++) {
                for (int c = 0; c < 3; c++) {
                    rgb[3 * place(tile, pixel) + c] = (float) (sums.sums()[c * TileSums.TILE_PIXELS + pixel] * scale);
                }
            }
        }
        return rgb;
    }

    private float[][] features() {
        final FeatureRenderer renderer = new FeatureRenderer(scene, view.camera(), SETTINGS);
        final float[] ofTile = new float[FeatureRenderer.FLOATS * TileSums.TILE_PIXELS];
        final float[][] features = new float[FeatureRenderer.FLOATS][EDGE * EDGE];
        for (int tile = 0; tile < TILES * TILES; tile++) {
            renderer.render(inPicture(tile), 16, ofTile, () -> false);
            for (int i = 0; i < ofTile.length; i++) {
                features[i % FeatureRenderer.FLOATS][place(tile, i / FeatureRenderer.FLOATS)] = ofTile[i];
            }
        }
        return features;
    }

    private static int inPicture(final int tile) {
        return (3 + tile / TILES) * SETTINGS.grid().columns() + 5 + tile % TILES;
    }

    private static int place(final int tile, final int pixel) {
        return (tile / TILES * TileSums.TILE_EDGE + pixel / TileSums.TILE_EDGE) * EDGE
            + tile % TILES * TileSums.TILE_EDGE + pixel % TileSums.TILE_EDGE;
    }
}
