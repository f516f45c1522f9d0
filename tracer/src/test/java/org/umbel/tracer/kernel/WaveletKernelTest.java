package org.umbel.tracer.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaveletKernelTest {
    private static final int SIZE = 64;

    private final SplittableRandom random = new SplittableRandom(3);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 29})
    void shouldAddWhatTheScalarTwinAdds(final int count) {
        final WaveletKernel.Planes planes = new WaveletKernel.Planes(planes(3, 0.1f), planes(1, 1)[0], planes(2, 0.1f),
            planes(1, 1)[0], planes(1, 1)[0], planes(4, 1));
        final WaveletKernel.Sums sums = new WaveletKernel.Sums(planes(4, 1), planes(1, 1)[0]);
        final WaveletKernel.Sums twin = new WaveletKernel.Sums(copy(sums.light()), sums.weight().clone());
        WaveletKernel.add(planes, sums, 3, 21, 5, count, 0.25f, 2, -1);
        WaveletKernel.addScalar(planes, twin, 3, 21, 5, count, 0.25f, 2, -1);

        assertThat(sums.weight()).isEqualTo(twin.weight());
        assertThat(sums.light()).isDeepEqualTo(twin.light());
    }

    private float[][] planes(final int count, final float size) {
        final float[][] planes = new float[count][SIZE];
        for (final float[] plane : planes) {
            for (int i = 0; i < SIZE; i++) {
                plane[i] = size * random.nextFloat();
            }
        }
        return planes;
    }

    private static float[][] copy(final float[][] planes) {
        final float[][] copies = new float[planes.length][];
        for (int i = 0; i < planes.length; i++) {
            copies[i] = planes[i].clone();
        }
        return copies;
    }
}
