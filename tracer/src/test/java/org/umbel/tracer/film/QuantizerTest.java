package org.umbel.tracer.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.codec.tile.TileSums;

class QuantizerTest {
    private static final long[] GOLDEN = {0, 26213, 0, 52430, 0, 78643};

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0", "0, 0.999, 0", "1, 0, 65536", "0.5, 0.5, 32768", "0.0000076, 0.5, 0", "0.0000077, 0.5, 1",
        "-0.0000076, 0.49, -1", "-1, 0.25, -65536", "1e30, 0, 1099511627776", "-1e30, 0, -1099511627776",
        "16777216, 0, 1099511627776", "16777215, 0, 1099511562240"})
    void shouldGiveGoldenValues(final float x, final double u, final long expected) {
        assertThat(new Quantizer(16).quantize(x, u)).isEqualTo(expected);
    }

    @Test
    void shouldGiveGoldenSumsWhenSamplesAreAdded() {
        final TileSums sums = new TileSums(2);
        final int hash = Quantizer.pixelHash(3, 5);
        for (int sample = 0; sample < 4; sample++) {
            new Quantizer(16).add(sums, 1, hash, sample, 0.1f, 0.2f, 0.3f);
        }
        assertThat(sums.sums()).containsExactly(GOLDEN);
        assertThat(sums.bad()).containsExactly(0, 0);
    }

    @Test
    void shouldRoundWithoutBiasWhenValuesAreBelowOneStep() {
        final TileSums sums = new TileSums(1);
        final Quantizer quantizer = new Quantizer(16);
        final int samples = 1 << 16;
        for (int sample = 0; sample < samples; sample++) {
            quantizer.add(sums, 0, 77, sample, 0.25f / 65536, 0.5f / 65536, -0.25f / 65536);
        }
        // five standard deviations of a coin
        final double tolerance = 5 * 0.5 / Math.sqrt(samples);
        assertThat(sums.sums()[0] / (double) samples).isCloseTo(0.25, within(tolerance));
        assertThat(sums.sums()[1] / (double) samples).isCloseTo(0.5, within(tolerance));
        assertThat(sums.sums()[2] / (double) samples).isCloseTo(-0.25, within(tolerance));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void shouldAddNothingButCountWhenAChannelIsNotFinite(final float bad) {
        final TileSums sums = new TileSums(1);
        new Quantizer(16).add(sums, 0, 1, 2, 1f, bad, 1f);

        assertThat(sums.sums()).containsOnly(0);
        assertThat(sums.bad()).containsExactly(1);
    }
}
