package org.umbel.node.importer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.SharedFiles;
import org.umbel.node.output.Picture;
import org.umbel.node.output.PictureFiles;
import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.integrator.PreparedScene;
import org.umbel.tracer.integrator.TileRenderer;

/**
 * A whole apartment under sun and sky beside Cycles' picture, in linear light.
 *
 * <p>One wall in view was drawn twice, its small triangles exactly in the plane of two large ones. The one lies in the
 * shadow of the other, in Cycles' picture and in ours: black.
 */
class ApartmentReferenceTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;
    private static final int SAMPLES = 64;
    private static final long CACHE_BYTES = 1L << 28;
    /** Cycles' own relMSE at 64 samples against the same reference, from its JSON. */
    private static final double CYCLES_64 = 6.571557548450567e-04;
    /** What may still come into the doubled wall's pixels, at the triangles' edges; around it there is 0.1 and more. */
    private static final float BLACK_MAX = 1e-3f;

    private static Scene scene;
    private static Camera camera;
    private static Picture reference;
    private static float[] picture;

    @BeforeAll
    static void load() {
        final ViewFile view = ViewFile.read(SharedFiles.shared("reference/apartment_sun_lambert.json"));
        final Scene imported = SceneImporter.load(
            SharedFiles.shared("scenes/dream-apartment/dream-apartment-plain.glb"), MaterialMode.LAMBERT)
            .scene();
        scene = new Scene(imported.meshes(), imported.images(), imported.materials(), imported.instances(),
            view.lights(), view.environment());
        camera = view.camera();
        reference = PictureFiles.read(SharedFiles.shared("reference/apartment_sun_lambert.pfm"));
        picture = render();
    }

    @Test
    void shouldComeAsNearAsCyclesWhenSamplesAreEqual() {
        final double error = relMse(picture);

        System.out.println("apartment_sun_lambert, 64 samples: relMSE " + error + ", Cycles " + CYCLES_64);
        assertThat(error).isLessThanOrEqualTo(1.3 * CYCLES_64);
    }

    @Test
    void shouldLeaveTheDoubledWallBlack() {
        int blackCount = 0;
        for (int i = 0; i < picture.length; i += 3) {
            final float[] rgb = reference.rgb();
            if (rgb[i] + rgb[i + 1] + rgb[i + 2] == 0) {
                blackCount++;
                assertThat(picture[i] + picture[i + 1] + picture[i + 2]).isLessThan(BLACK_MAX);
            }
        }
        assertThat(blackCount).isEqualTo(79);
    }

    private static float[] render() {
        final PictureSettings settings = new PictureSettings(WIDTH, HEIGHT, SAMPLES, 16, Filter.BOX, 8);
        final PreparedScene prepared = PreparedScene.prepare(scene, new MeshAccelCache(CACHE_BYTES));
        final float[] rendered = new float[3 * WIDTH * HEIGHT];
        IntStream.range(0, settings.grid().tileCount()).parallel().forEach(tile -> {
            final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
            new TileRenderer(prepared, camera, settings)
                .render(tile, new SampleRange(0, SAMPLES), sums, () -> false);
            for (int i = 0; i < 3 * TileSums.TILE_PIXELS; i++) {
                final int x = settings.grid().x(tile) + i % TileSums.TILE_EDGE;
                final int y = settings.grid().y(tile) + i % TileSums.TILE_PIXELS / TileSums.TILE_EDGE;
                if (x < WIDTH && y < HEIGHT) {
                    rendered[3 * (y * WIDTH + x) + i / TileSums.TILE_PIXELS] =
                        sums.sums()[i] / 65536f / SAMPLES;
                }
            }
        });
        return rendered;
    }

    private static double relMse(final float[] rendered) {
        double sum = 0;
        for (int i = 0; i < rendered.length; i++) {
            final double b = reference.rgb()[i];
            final double difference = rendered[i] - b;
            sum += difference * difference / (b * b + 0.01);
        }
        return sum / rendered.length;
    }
}
