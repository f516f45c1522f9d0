package org.umbel.relay.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HomesTest {
    @Test
    void shouldDivideByWeight() {
        assertThat(Homes.divide(10, 100, new double[] {1, 2, 1})).containsExactly(10, 35, 85, 110);
        assertThat(Homes.divide(0, 7, new double[] {1, 1})).containsExactly(0, 3, 7);
        assertThat(Homes.divide(4, 8, new double[] {0, 3})).containsExactly(4, 4, 12);
    }

    @Test
    void shouldDivideEquallyWhenNobodyWeighsAnything() {
        assertThat(Homes.divide(2, 9, new double[] {0, 0, 0})).containsExactly(2, 5, 8, 11);
        assertThat(Homes.divide(2, 9, new double[0])).containsExactly(2);
    }

    @Test
    void shouldNotLoseATileToRounding() {
        // 0.1 + 0.1 + 0.1 is a little more, 3 * 0.7 a little less than it seems
        assertThat(Homes.divide(0, 10, new double[] {0.1, 0.1, 0.1, 0.7})).containsExactly(0, 1, 2, 3, 10);
        assertThat(Homes.divide(0, 3, new double[] {0.7, 0.7, 0.7})).containsExactly(0, 1, 2, 3);
    }
}
