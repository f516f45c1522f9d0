package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexDeltasTest {
    @Test
    void shouldReturnWhateverIntsExactly() throws BlockException {
        final Random random = new Random(8420);
        for (int i = 0; i < 1000; i++) {
            final int[] indices = random.ints(3 * random.nextInt(20)).toArray();
            assertThat(IndexDeltas.decode(IndexDeltas.encode(indices))).isEqualTo(indices);
        }
        final int[] extremes = {Integer.MIN_VALUE, Integer.MAX_VALUE, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
        assertThat(IndexDeltas.decode(IndexDeltas.encode(extremes))).isEqualTo(extremes);
    }

    @Test
    void shouldTakeAnyBytesOfWholeTriangles() throws BlockException {
        final byte[] bytes = new byte[1200];
        new Random(1).nextBytes(bytes);
        assertThat(IndexDeltas.encode(IndexDeltas.decode(bytes))).isEqualTo(bytes);
        assertThatThrownBy(() -> IndexDeltas.decode(new byte[13])).isInstanceOf(BlockException.class)
            .hasMessageContaining("13 bytes");
    }

    @Test
    void shouldStayTheSameWhenAllIndicesShift() {
        final byte[] before = IndexDeltas.encode(new int[] {0, 1, 2, 2, 1, 3, 3, 1, 4});
        final byte[] shifted = IndexDeltas.encode(new int[] {7, 8, 9, 9, 8, 10, 10, 8, 11});
        assertThat(shifted).endsWith(java.util.Arrays.copyOfRange(before, 4, before.length));
    }
}
