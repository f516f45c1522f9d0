package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umbel.relay.simulated.SeededRandom;

final class ShardMathTest {
    /** Lengths around a vector's, and every factor. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 100})
    void shouldTreatWholeShardsAsSingleBytes(final int length) {
        final SeededRandom random = new SeededRandom(length);
        final ShardMath math = new ShardMath(length);
        for (int factor = 0; factor < 256; factor++) {
            final byte[] first = bytes(length + 1, random);
            final byte[] second = bytes(length + 1, random);
            final byte[] sum = new byte[length + 1];
            sum[length] = 7;
            math.clear();
            math.add(factor, first);
            math.add(255 - factor, second);
            math.get(sum);
            for (int i = 0; i < length; i++) {
                assertThat(sum[i]).as("byte %d, factor %d", i, factor).isEqualTo((byte) (GaloisFieldTest
                    .slowProduct(factor, first[i] & 0xff)
                    ^ GaloisFieldTest.slowProduct(255 - factor, second[i] & 0xff)));
            }
            assertThat(sum[length]).isEqualTo((byte) 7);
        }
    }

    private static byte[] bytes(final int length, final SeededRandom random) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
