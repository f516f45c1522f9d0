package org.umbel.node.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.codec.wire.Message.Role;

final class NodeRatesTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final NodeRates rates = new NodeRates();

    private double after(final double seconds, final long tileSamples) {
        rates.at(List.of(new NodeStatus(7, 1, "leaf", Role.LEAF, "waits for work", 1, 0, 0, tileSamples, 0)),
            (long) (seconds * SECOND_NS));
        return rates.tileSamplesPerSecond(7);
    }

    @Test
    void shouldBeZeroForWhoHasJustCome() {
        assertThat(after(5, 100)).isZero();
        assertThat(rates.tileSamplesPerSecond(8)).isZero();
    }

    @Test
    void shouldSayTheFirstRateAtOnceAndThenTheMeanOfSeconds() {
        after(0, 0);
        assertThat(after(0.5, 50)).isEqualTo(100);
        assertThat(after(1, 50)).isEqualTo(100);
        assertThat(after(2.5, 450)).isEqualTo(150);
    }

    @Test
    void shouldKeepTheRateOverAPauseBetweenTwoTellings() {
        after(0, 0);
        after(1, 100);
        assertThat(after(3.5, 100)).isEqualTo(100);
        assertThat(after(4.5, 100)).isZero();
        assertThat(after(5, 150)).isEqualTo(100);
    }

    @Test
    void shouldBeginAnewWhenTheCountBeginsAnew() {
        after(0, 500);
        after(1, 600);
        assertThat(after(2, 10)).isEqualTo(100);
        assertThat(after(4, 210)).isEqualTo(100);
    }

    @Test
    void shouldForgetWhoIsNotNamedAnyMore() {
        after(0, 0);
        after(1, 100);
        rates.at(List.of(), 2 * SECOND_NS);
        assertThat(rates.tileSamplesPerSecond(7)).isZero();
    }
}
