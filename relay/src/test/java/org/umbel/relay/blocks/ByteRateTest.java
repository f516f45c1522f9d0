package org.umbel.relay.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ByteRateTest {
    private static final long MS = 1_000_000L;

    private final ByteRate meter = new ByteRate();

    @Test
    void shouldTellWhatCameInTheLastHalfSecond() {
        meter.at(-70 * MS);
        for (int i = 1; i <= 10; i++) {
            meter.add(1000);
            meter.at((i * 100 - 70) * MS);
        }
        assertThat(meter.perSecond()).isEqualTo(10_000);
        meter.at(1930 * MS);
        assertThat(meter.perSecond()).as("nothing came").isZero();
    }

    @Test
    void shouldNotTellARateBeforeThereIsOne() {
        meter.add(1 << 20);
        meter.at(5000 * MS);
        meter.add(1 << 20);
        meter.at(5499 * MS);
        assertThat(meter.perSecond()).isZero();
        meter.at(5500 * MS);
        assertThat(meter.perSecond()).isEqualTo(2 << 20);
    }
}
