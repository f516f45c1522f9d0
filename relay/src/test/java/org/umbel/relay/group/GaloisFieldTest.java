package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.relay.simulated.SeededRandom;

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

    /** Lengths around the vector's, and every factor. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 100})
    void shouldTreatWholeShardsAsSingleBytes(final int length) {
        final SeededRandom random = new SeededRandom(length);
        for (int c = 0; c < 256; c++) {
            final byte[] from = new byte[length + 1];
            final byte[] to = new byte[length + 1];
            for (int i = 0; i <= length; i++) {
                from[i] = (byte) random.nextInt(256);
                to[i] = (byte) random.nextInt(256);
            }
            final byte[] sum = to.clone();
            final byte[] product = from.clone();
            GaloisField.multiplyAdd(sum, from, length, c);
            GaloisField.scale(product, length, c);
            for (int i = 0; i <= length; i++) {
                final int expected = slowProduct(c, from[i] & 0xff);
                assertThat(sum[i]).as("byte %d, factor %d", i, c)
                    .isEqualTo(i < length ? (byte) (to[i] ^ expected) : to[i]);
                assertThat(product[i]).isEqualTo(i < length ? (byte) expected : from[i]);
            }
        }
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
