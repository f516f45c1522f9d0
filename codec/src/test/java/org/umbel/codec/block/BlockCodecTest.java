package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockCodecTest {
    private static final long SEED = 8420;
    private static final int CUT_BYTES = 128 * 1024;
    private static final byte[] SCRATCH = new byte[Block.RAW_BYTES_MAX];

    @Test
    void shouldReturnBytesWhateverLengthAndStride() throws BlockException {
        final Random random = new Random(SEED);
        for (final int length : new int[] {0, 1, 11, 12, 13, 4096, CUT_BYTES, Block.RAW_BYTES_MAX}) {
            for (final int stride : new int[] {1, 2, 4, 12, 56, 75, 127}) {
                final byte[] raw = new byte[length + 7];
                random.nextBytes(raw);
                final Block block = BlockCodec.encode(raw, 3, length, stride);
                assertThat(BlockCodec.decode(block)).isEqualTo(Arrays.copyOfRange(raw, 3, 3 + length));
                assertThat(BlockCodec.isGenuine(block, SCRATCH)).isTrue();
                assertThat(block.compressed().length).isLessThanOrEqualTo(Block.COMPRESSED_BYTES_MAX);
                assertThat(block.id()).isEqualTo(BlockId.of(raw, 3, length));
            }
        }
    }

    @Test
    void shouldPackFloatsBetterWhenShuffled() {
        final byte[] raw = new byte[CUT_BYTES / 12 * 12];
        final var floats = java.nio.ByteBuffer.wrap(raw).asFloatBuffer();
        for (int i = 0; i < raw.length / 12; i++) {
            floats.put((float) Math.sin(i * 1e-3)).put(i * 1e-4f).put((float) Math.cos(i * 2e-3));
        }
        assertThat(BlockCodec.encode(raw, 0, raw.length, 12).compressed().length * 3)
            .isLessThan(BlockCodec.encode(raw, 0, raw.length, 1).compressed().length * 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void shouldRefuseBytesThatAreNotTheNamedBlock(final int stride) {
        final byte[] raw = new byte[1000];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) (i * i);
        }
        final Block block = BlockCodec.encode(raw, 0, raw.length, stride);
        refuses(new Block(new BlockId(1, 2, 3, 4), 1000, block.compressed()), "other bytes");
        refuses(new Block(block.id(), 999, block.compressed()), "unpack");
        refuses(new Block(block.id(), 1001, block.compressed()), "unpacks to 1000 bytes");
        refuses(new Block(block.id(), -1, block.compressed()), "claims");
        refuses(new Block(block.id(), Block.RAW_BYTES_MAX + 1, block.compressed()), "claims");
        refuses(new Block(block.id(), 0, new byte[0]), "no frame");
        refuses(new Block(block.id(), 0, new byte[] {1}), "no frame");
        for (int at = 0; at < block.compressed().length; at++) {
            final byte[] flipped = block.compressed().clone();
            flipped[at] ^= (byte) 0xFF;
            refusesOrRepeats(new Block(block.id(), 1000, flipped), raw);
        }
        final Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            final byte[] bytes = new byte[2 + random.nextInt(100)];
            random.nextBytes(bytes);
            refuses(new Block(block.id(), random.nextInt(2000), bytes), "");
        }
    }

    private static void refuses(final Block block, final String reason) {
        assertThatThrownBy(() -> BlockCodec.decode(block)).isInstanceOf(BlockException.class)
            .hasMessageContaining(reason);
        assertThat(BlockCodec.isGenuine(block, SCRATCH)).isFalse();
    }

    /** Some bits of a frame carry nothing; then the bytes must be right all the same. */
    private static void refusesOrRepeats(final Block block, final byte[] raw) {
        try {
            assertThat(BlockCodec.decode(block)).isEqualTo(raw);
        } catch (final BlockException e) {
            assertThat(e.getMessage()).contains(block.id().toString());
        }
    }
}
