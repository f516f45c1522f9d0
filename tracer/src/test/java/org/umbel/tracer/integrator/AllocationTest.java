package org.umbel.tracer.integrator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.scene.PictureSettings.Filter;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;

/**
 * That rendering allocates nothing once compiled, whatever it hits. Interpreted vectors are objects, so that
 * the first renders allocate megabytes; a later one may again, when the JIT throws code away and compiles
 * anew.
 */
class AllocationTest {
    private static final int RENDERS_MAX = 5000;
    private static final int RENDERS_IN_A_ROW = 20;
    private static final Camera CAMERA = new Camera(new float[] {0.3f, 1.1f, 3}, new float[] {0, 0.4f, 0},
        new float[] {0, 1, 0}, 45);

    private static final PictureSettings SETTINGS = new PictureSettings(40, 36, 4, 16, Filter.BLACKMAN_HARRIS, 3);

    private final PreparedScene scene = TileRendererTest.prepare(ArithmeticProfile.scene());

    @Test
    void shouldAllocateNothingWhenItRendersASample() {
        final TileRenderer renderer = TileRenderer.untiered(scene, CAMERA, SETTINGS);
        final TileSums sums = new TileSums(TileSums.TILE_PIXELS);
        final SampleRange range = new SampleRange(0, 1);

        assertThat(mostInARow(() -> renderer.render(0, range, sums, () -> false)))
            .isEqualTo(RENDERS_IN_A_ROW);
    }

    @Test
    void shouldAllocateNothingWhenItRendersAPreview() {
        final TileRenderer renderer = new TileRenderer(scene, CAMERA, SETTINGS);
        final float[] rgb = new float[3 * 16 * 16];

        assertThat(mostInARow(() -> renderer.preview(0, 2, rgb, () -> false))).isEqualTo(RENDERS_IN_A_ROW);
    }

    /** Most successive runs that allocated 0 bytes, out of as many as warming up may take. */
    private static int mostInARow(final Runnable run) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int most = 0;
        int inARow = 0;
        for (int i = 0; i < RENDERS_MAX && most < RENDERS_IN_A_ROW; i++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            run.run();
            inARow = threads.getCurrentThreadAllocatedBytes() == before ? inARow + 1 : 0;
            most = Math.max(most, inARow);
        }
        return most;
    }
}
