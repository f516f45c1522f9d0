package org.umbel.tracer.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwenSobolTest {
    private static final int LOG_POINTS = 6;
    private static final int POINTS = 1 << LOG_POINTS;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x5eed, -7})
    void shouldPutOnePointIntoEveryElementaryIntervalWhenTheRangeIsAligned(final int key) {
        final int seed = Hash.mix(key);
        for (int first = 0; first < 4 * POINTS; first += POINTS) {
            for (int logX = 0; logX <= LOG_POINTS; logX++) {
                final boolean[] taken = new boolean[POINTS];
                for (int i = first; i < first + POINTS; i++) {
                    final int shuffled = OwenSobol.shuffle(i, seed);
                    final int cellX = (int) (OwenSobol.x(shuffled, seed) * (1 << logX));
                    final int cellY = (int) (OwenSobol.y(shuffled, seed) * (POINTS >> logX));
                    final int cell = cellX * (POINTS >> logX) + cellY;
                    assertThat(taken[cell]).as("interval %d of %d x %d", cell, 1 << logX, POINTS >> logX).isFalse();
                    taken[cell] = true;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 0x5eed})
    void shouldNotCorrelateWhenSeedsDiffer(final int key) {
        double sum = 0;
        final int points = 1 << 12;
        for (int i = 0; i < points; i++) {
            final int a = Hash.of(key, i, 1);
            final int b = Hash.of(key, i, 2);
            sum += (OwenSobol.x(OwenSobol.shuffle(i, a), a) - 0.5) * (OwenSobol.x(OwenSobol.shuffle(i, b), b) - 0.5);
        }
        // variance 1/12 each; five standard deviations of the mean of the product
        assertThat(sum / points).isCloseTo(0, within(5 / 12.0 / Math.sqrt(points)));
    }
}
