package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;

class CameraRaysTest {
    private static final int SAMPLES = 1024;
    private static final float RADIUS = 0.25f;
    private static final float FOCUS = 4;
    /** From (1, 2, 3) along -z, so narrow that a pixel has no width. */
    private static final Camera NARROW = new Camera(new float[] {1, 2, 3}, new float[] {1, 2, 0}, new float[] {0, 1, 0},
        1e-3f);

    /** The circle of confusion: where the rays of one point of the picture are, on planes before and behind. */
    @ParameterizedTest
    @ValueSource(floats = {1, 3, 4, 6, 40})
    void shouldBlurByTheCircleOfConfusion(final float distance) {
        final PathBatch paths = rays(NARROW.withLens(RADIUS, FOCUS), 9, 9, 4, 4);
        final double circle = RADIUS * Math.abs(distance - FOCUS) / FOCUS;
        double widest = 0;
        double square = 0;
        for (int i = 0; i < paths.size; i++) {
            final float t = -distance / paths.dz[i];
            final double x = paths.ox[i] + t * paths.dx[i] - 1;
            final double y = paths.oy[i] + t * paths.dy[i] - 2;
            assertThat(paths.oz[i]).isEqualTo(3f);
            widest = Math.max(widest, Math.hypot(x, y));
            square += (x * x + y * y) / paths.size;
        }
        assertThat(widest).isCloseTo(circle, within(0.002 * circle + 1e-3));
        // the mean of the square over an even disk
        assertThat(square).isCloseTo(0.5 * circle * circle, within(0.01 * circle * circle + 1e-6));
    }

    @Test
    void shouldTakeNoSampleOfALensThatIsNone() {
        final Camera camera = new Camera(new float[] {1, 2, 3}, new float[3], new float[] {0, 1, 0}, 40);
        final PathBatch pinhole = rays(camera, 16, 16, 3, 5);
        final PathBatch closed = rays(camera.withLens(0, FOCUS), 16, 16, 3, 5);
        assertThat(closed.dx).isEqualTo(pinhole.dx);
        assertThat(closed.ox).isEqualTo(pinhole.ox);
        assertThat(new CameraRays(camera.withLens(0, FOCUS), settings(16, 16)).isPinhole()).isTrue();
        assertThat(new CameraRays(camera.withLens(1, FOCUS), settings(16, 16)).isPinhole()).isFalse();
    }

    /** Eight pixels high are two units: all rays are parallel, a quarter of a unit from pixel to pixel. */
    @Test
    void shouldSendParallelRaysWhenOrthographic() {
        final Camera camera = new Camera(NARROW.position(), NARROW.target(), NARROW.up(), 45, 2, 0, 0);
        assertThat(new CameraRays(camera, settings(16, 8)).isPinhole()).isFalse();
        for (int pixel = 0; pixel < 8; pixel++) {
            final PathBatch paths = rays(camera, 16, 8, pixel, pixel);
            double x = 0;
            double y = 0;
            for (int i = 0; i < paths.size; i++) {
                assertThat(paths.dx[i]).isZero();
                assertThat(paths.dy[i]).isZero();
                assertThat(paths.dz[i]).isEqualTo(-1f);
                assertThat(paths.oz[i]).isEqualTo(3f);
                assertThat(paths.width[i]).isEqualTo(0.25f);
                assertThat(paths.spread[i]).isZero();
                x += paths.ox[i] / paths.size;
                y += paths.oy[i] / paths.size;
            }
            assertThat(x).isCloseTo(1 + 0.25 * (pixel - 7.5), within(2e-3));
            assertThat(y).isCloseTo(2 - 0.25 * (pixel - 3.5), within(2e-3));
        }
    }

    private static PictureSettings settings(final int width, final int height) {
        return new PictureSettings(width, height, SAMPLES, 16, Filter.BOX, 2);
    }

    private static PathBatch rays(final Camera camera, final int width, final int height, final int x, final int y) {
        final PathBatch paths = new PathBatch();
        for (int sample = 0; sample < SAMPLES; sample++) {
            paths.add(x, y, sample);
        }
        new CameraRays(camera, settings(width, height)).generate(paths);
        return paths;
    }
}
