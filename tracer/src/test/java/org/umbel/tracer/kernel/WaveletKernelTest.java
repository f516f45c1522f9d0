package org.umbel.tracer.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaveletKernelTest {
    private static final int STRIDE = 48;
    private static final int ROWS = 17;
    private static final int COUNT = STRIDE * ROWS;
    private static final int AT = 8 * STRIDE + 16;

    private final float[] scratch = new float[WaveletKernel.WEIGHTS];
    private final SplittableRandom random = new SplittableRandom(3);
    private final WaveletKernel.Planes planes = new WaveletKernel.Planes(planes(3, 0.3f), planes(1, 1)[0],
        planes(1, 0.3f)[0], planes(2, 0.05f), planes(1, 1)[0], planes(1, 0.3f)[0], planes(4, 1));

    @ParameterizedTest
    @CsvSource({"1, 2, 2", "2, 2, 2", "4, 2, 2", "4, 0, 2", "4, 1, 0", "1, 0, 0"})
    void shouldFilterAsTheScalarTwinFilters(final int step, final int above, final int below) {
        final WaveletKernel.Taps taps = new WaveletKernel.Taps(STRIDE, step, above, below);
        final float[][] filtered = new float[5][COUNT];
        final float[][] twin = new float[5][COUNT];
        WaveletKernel.filter(planes, taps, AT, scratch, filtered);
        WaveletKernel.filterScalar(planes, taps, AT, scratch, twin);

        assertThat(filtered).isDeepEqualTo(twin);
        assertThat(filtered[0][AT + Lanes.LANES - 1]).isPositive();
        assertThat(filtered[0][AT + Lanes.LANES]).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 2", "1, 0, 1", "2, 1, 2"})
    void shouldSumUpAsTheScalarTwinSumsUp(final int step, final int above, final int below) {
        final WaveletKernel.Taps taps = new WaveletKernel.Taps(STRIDE, step, above, below);
        final float[][] sums = new float[3][COUNT];
        final float[][] twin = new float[3][COUNT];
        WaveletKernel.moments(planes, taps, AT, scratch, sums);
        WaveletKernel.momentsScalar(planes, taps, AT, scratch, twin);

        assertThat(sums).isDeepEqualTo(twin);
        assertThat(sums[0][AT]).isGreaterThan(1);
    }

    /** All alike: the mean by the spline's weights, and a mean of 25 has less variance. */
    @Test
    void shouldAverageWhatIsAlike() {
        final WaveletKernel.Planes flat = new WaveletKernel.Planes(new float[3][COUNT], new float[COUNT],
            new float[COUNT], new float[2][COUNT], new float[COUNT], new float[COUNT], new float[4][COUNT]);
        flat.light()[0][AT] = 1f;
        Arrays.fill(flat.light()[3], 1f);
        final float[][] filtered = new float[5][COUNT];
        WaveletKernel.filter(flat, new WaveletKernel.Taps(STRIDE, 1, 2, 2), AT, scratch, filtered);

        assertThat(filtered[0][AT]).isCloseTo(9 / 64f, within(1e-6f));
        assertThat(filtered[0][AT + 2]).isCloseTo(3 / 8f / 16f, within(1e-6f));
        assertThat(filtered[3][AT]).isCloseTo(0.2734f * 0.2734f, within(1e-4f));
        assertThat(filtered[4][AT]).isCloseTo(0.2126f * 9 / 64f, within(1e-6f));
    }

    private float[][] planes(final int count, final float size) {
        final float[][] planes = new float[count][COUNT];
        for (final float[] plane : planes) {
            for (int i = 0; i < COUNT; i++) {
                plane[i] = size * random.nextFloat();
            }
        }
        return planes;
    }
}
