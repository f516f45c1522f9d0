package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class GaloisFieldTest {
    @Test
    void shouldMultiplyAsPolynomialsDo() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                assertThat(GaloisField.multiply(a, b)).as("%d * %d", a, b).isEqualTo(slowProduct(a, b));
            }
        }
    }

    @Test
    void shouldInvertAllButZero() {
        for (int a = 1; a < 256; a++) {
            assertThat(GaloisField.multiply(a, GaloisField.inverse(a))).as("%d", a).isEqualTo(1);
        }
        assertThatThrownBy(() -> GaloisField.inverse(0)).isInstanceOf(ArithmeticException.class);
    }

    /** Shift and subtract. */
    static int slowProduct(final int a, final int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product <<= 1;
            product = product > 255 ? product ^ 0x11d : product;
            product ^= (b >> bit & 1) == 0 ? 0 : a;
        }
        return product;
    }

    static int slowInverse(final int a) {
        int inverse = 1;
        while (slowProduct(a, inverse) != 1) {
            inverse++;
        }
        return inverse;
    }
}
