package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.scene.Scene;
import org.umbel.codec.tile.TileSums;

class FeatureRendererTest {
    private static final float[] BLACK = new float[3];
    private static final float[] COLOUR = {0.8f, 0.4f, 0.2f, 1};
    /** Not whole tiles. */
    private static final PictureSettings SETTINGS = new PictureSettings(40, 36, 4, 16, Filter.BOX, 3);
    private static final int CENTRE = 18 * TileSums.TILE_EDGE + 20;

    @ParameterizedTest
    @ValueSource(floats = {4, -4})
    void shouldTellColourNormalAndDistanceAlongTheAxis(final float z) {
        final float[] features = render(z, 0, 5);

        assertThat(plane(features, CENTRE, 0)).isEqualTo(0.8f, within(1e-6f));
        assertThat(plane(features, CENTRE, 1)).isEqualTo(0.4f, within(1e-6f));
        assertThat(plane(features, CENTRE, 2)).isEqualTo(0.2f, within(1e-6f));
        assertThat(plane(features, CENTRE, 5)).as("to the side of the camera").isEqualTo(Math.signum(z), within(1e-6f));
        int edge = 0;
        for (int pixel = 0; pixel < TileSums.TILE_PIXELS; pixel++) {
            final float covered = plane(features, pixel, 0) / 0.8f;
            assertThat(plane(features, pixel, 6)).as("a plane across the axis, pixel " + pixel)
                .isEqualTo(covered > 0 ? 4f : Float.POSITIVE_INFINITY, within(1e-5f));
            assertThat(Math.abs(plane(features, pixel, 5))).isEqualTo(covered, within(1e-5f));
            edge += covered > 0.01f && covered < 0.99f ? 1 : 0;
        }
        assertThat(edge).as("pixels that are covered in part").isBetween(10, 100);
    }

    @Test
    void shouldNotDependOnHowManyFitABatch() {
        final float[] some = render(4, 0, 4);
        final float[] many = render(4, 0, 4_096);

        assertThat(plane(many, CENTRE, 0)).isEqualTo(plane(some, CENTRE, 0), within(1e-4f));
        assertThat(plane(many, 0, 6)).isInfinite();
    }

    @Test
    void shouldLeaveWhatIsOutsideThePictureAtZero() {
        final float[] features = render(4, 3, 1);

        for (int pixel = 0; pixel < TileSums.TILE_PIXELS; pixel++) {
            final boolean inside = pixel % TileSums.TILE_EDGE < 8 && pixel / TileSums.TILE_EDGE < 4;
            assertThat(plane(features, pixel, 6) > 0).as("pixel " + pixel).isEqualTo(inside);
        }
    }

    @Test
    void shouldEndWhenItIsCancelledAndRefuseWhatDoesNotFit() {
        final FeatureRenderer renderer = renderer(4);
        assertThat(renderer.render(0, 4, new float[7 * TileSums.TILE_PIXELS], () -> true)).isFalse();
        assertThatThrownBy(() -> renderer.render(0, 4, new float[7], () -> false))
            .isInstanceOf(IllegalArgumentException.class);
    }

    private static float plane(final float[] features, final int pixel, final int plane) {
        return features[FeatureRenderer.FLOATS * pixel + plane];
    }

    private static float[] render(final float z, final int tile, final int samples) {
        final float[] into = new float[FeatureRenderer.FLOATS * TileSums.TILE_PIXELS];
        assertThat(renderer(z).render(tile, samples, into, () -> false)).isTrue();
        return into;
    }

    /** A square of edge 2 around the origin, facing +z, seen from (0, 0, z). */
    private static FeatureRenderer renderer(final float z) {
        final Scene scene = new Scene(List.of(TileRendererTest.square()), List.of(),
            List.of(References.lambert(COLOUR, BLACK)),
            List.of(new Instance(0, 0, new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0})), List.of(),
            new Environment.Gradient(BLACK, BLACK, BLACK));
        return new FeatureRenderer(TileRendererTest.prepare(scene),
            new Camera(new float[] {0, 0, z}, new float[3], new float[] {0, 1, 0}, 40), SETTINGS);
    }
}
