package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.umbel.relay.simulated.SeededRandom;

final class ErasureCodeTest {
    private static final int LENGTH = 77;

    private final ErasureCode code = new ErasureCode(LENGTH);

    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "2,1", "2,2", "5,5", "16,3", "100,1", "128,128", "192,0", "192,7", "192,64", "240,16",
        "254,2", "255,1"})
    void shouldRecoverWhenAsManyShardsAreLeftAsThereIsData(final int count, final int lost) {
        for (int seed = 0; seed < 20; seed++) {
            final SeededRandom random = new SeededRandom(seed * 1000L + count);
            final byte[][] data = data(count, random);
            final byte[][] shards = new byte[Header.SHARDS_MAX][];
            for (int i = 0; i < count; i++) {
                shards[i] = data[i].clone();
            }
            for (int i = 0; i < lost; i++) {
                lose(shards, count, random);
                addParity(shards, data, count, random);
            }
            code.recover(shards, count);
            for (int i = 0; i < count; i++) {
                assertThat(shards[i]).as("shard %d of seed %d", i, seed).isEqualTo(data[i]);
            }
        }
    }

    @Test
    void shouldRecoverEveryPatternOfASmallGeneration() {
        final int count = 4;
        final int all = 8;
        final byte[][] data = data(count, new SeededRandom(1));
        for (int pattern = 0; pattern < 1 << all; pattern++) {
            if (Integer.bitCount(pattern) == count) {
                final byte[][] shards = new byte[Header.SHARDS_MAX][];
                for (int i = 0; i < all; i++) {
                    shards[i] = (pattern >> i & 1) == 0 ? null : i < count ? data[i].clone() : parity(data, i);
                }
                code.recover(shards, count);
                assertThat(Arrays.copyOf(shards, count)).as("pattern %x", pattern).isDeepEqualTo(data);
            }
        }
    }

    @Test
    void shouldMakeTheSameParityAsTheSlowFormula() {
        final byte[][] data = data(190, new SeededRandom(5));
        for (int p = 190; p < 256; p++) {
            final byte[] parity = new byte[LENGTH + 3];
            parity[LENGTH] = 9;
            code.parity(data, 190, p, parity);
            assertThat(parity).startsWith(parity(data, p)).endsWith(9, 0, 0);
        }
    }

    @Test
    void shouldBeginWithThePlainSum() {
        final byte[][] data = data(3, new SeededRandom(9));
        final byte[] parity = new byte[LENGTH];
        code.parity(data, 3, 3, parity);
        for (int i = 0; i < LENGTH; i++) {
            assertThat(parity[i]).isEqualTo((byte) (data[0][i] ^ data[1][i] ^ data[2][i]));
        }
    }

    @Test
    void shouldGiveBackTheParityThatWasNotNeeded() {
        final byte[][] data = data(2, new SeededRandom(3));
        final byte[][] shards = new byte[Header.SHARDS_MAX][];
        shards[1] = data[1].clone();
        shards[7] = parity(data, 7);
        shards[9] = parity(data, 9);
        code.recover(shards, 2);
        assertThat(shards[0]).isEqualTo(data[0]);
        assertThat(shards[7]).isNull();
        assertThat(shards[9]).isEqualTo(parity(data, 9));
    }

    private static byte[][] data(final int count, final SeededRandom random) {
        final byte[][] data = new byte[count][LENGTH];
        for (final byte[] shard : data) {
            for (int i = 0; i < LENGTH; i++) {
                shard[i] = (byte) random.nextInt(256);
            }
        }
        return data;
    }

    /** Bit by bit, from the definition. */
    private static byte[] parity(final byte[][] data, final int p) {
        final int count = data.length;
        final byte[] parity = new byte[LENGTH];
        for (int i = 0; i < count; i++) {
            for (int b = 0; b < LENGTH; b++) {
                parity[b] ^= (byte) GaloisFieldTest.slowProduct(data[i][b] & 0xff,
                    GaloisFieldTest.slowProduct(count ^ i, GaloisFieldTest.slowInverse(p ^ i)));
            }
        }
        return parity;
    }

    private static void lose(final byte[][] shards, final int count, final SeededRandom random) {
        int i = random.nextInt(count);
        while (shards[i] == null) {
            i = (i + 1) % count;
        }
        shards[i] = null;
    }

    private static void addParity(final byte[][] shards, final byte[][] data, final int count,
                                  final SeededRandom random) {
        int p = random.between(count, Header.SHARDS_MAX - 1);
        while (shards[p] != null) {
            p = p == Header.SHARDS_MAX - 1 ? count : p + 1;
        }
        shards[p] = new byte[LENGTH];
        new ErasureCode(LENGTH).parity(data, count, p, shards[p]);
    }
}
