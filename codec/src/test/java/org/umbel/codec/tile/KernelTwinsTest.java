package org.umbel.codec.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector kernels and their scalar twins, side by side. */
class KernelTwinsTest {
    private static final int[] POSITIONS = {1, 2, 7, 31, 32};
    private final Random random = new Random(8421);

    @Test
    void shouldPackAndUnpackAlikeAtEveryWidthAndLength() {
        for (int width = 1; width <= Integer.SIZE; width++) {
            for (final int positions : POSITIONS) {
                final int[] values = random.ints(3 + positions * BitPacking.LANES).toArray();
                final int bytes = BitPacking.packedBytes(positions, width);
                final byte[] vector = new byte[5 + bytes + BitPacking.ROW_BYTES];
                final byte[] scalar = vector.clone();
                BitPacking.packVector(values, 3, positions, width, vector, 5);
                BitPacking.packScalar(values, 3, positions, width, scalar, 5);
                assertThat(vector).as("width %d, %d positions", width, positions).isEqualTo(scalar);

                final int[] expected = values.clone();
                final int mask = BitPacking.mask(width);
                Arrays.setAll(expected, i -> i < 3 ? values[i] : values[i] & mask);
                final int[] byVector = values.clone();
                final int[] byScalar = values.clone();
                BitPacking.unpackVector(vector, 5, positions, width, byVector, 3);
                BitPacking.unpackScalar(vector, 5, positions, width, byScalar, 3);
                assertThat(byVector).isEqualTo(expected);
                assertThat(byScalar).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64, 1024})
    void shouldSumAlike(final int n) {
        final int[] differences = random.ints(n).toArray();
        final int[] scalar = differences.clone();
        PixelDifferences.sumVector(differences, n);
        PixelDifferences.sumScalar(scalar, n);
        assertThat(differences).isEqualTo(scalar);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 1023, 1024})
    void shouldReturnValuesFromTheirDifferences(final int n) {
        final int[] values = random.ints(n).toArray();
        final int[] plane = new int[n];
        PixelDifferences.differ(values, n, plane);
        PixelDifferences.sum(plane, n);
        assertThat(plane).isEqualTo(values);

        final long[] wide = random.longs(n).toArray();
        final int[] high = new int[n];
        PixelDifferences.differ(wide, n, plane, high);
        final long[] back = new long[n];
        PixelDifferences.sum(plane, high, n, back);
        assertThat(back).isEqualTo(wide);
    }
}
