package org.umbel.codec.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockDeltaTest {
    private static final long SEED = 8420;
    private static final Layout[] LAYOUTS = {Layout.PLAIN, new Layout(12, true), new Layout(56, false)};

    @Test
    void shouldMakeTheTargetOfTheBase() throws BlockException {
        final Random random = new Random(SEED);
        for (final int length : new int[] {0, 1, 7, 8, 1000, 60_000, Block.RAW_BYTES_MAX}) {
            for (final int older : new int[] {0, 5, 64, 60_000, Block.RAW_BYTES_MAX}) {
                for (final Layout layout : LAYOUTS) {
                    final byte[] base = bytes(random, older);
                    final byte[] target = bytes(random, length);
                    System.arraycopy(base, 0, target, length / 3, Math.min(older, length - length / 3));
                    returns(block(target, layout), block(base, layout));
                }
            }
        }
    }

    /** Bytes that would be taken for a dictionary with tables if they were not said to be content. */
    @Test
    void shouldTakeABaseThatLooksLikeAZstdDictionary() throws BlockException {
        final byte[] base = bytes(new Random(SEED), 5000);
        System.arraycopy(new byte[] {0x37, (byte) 0xA4, 0x30, (byte) 0xEC, 1, 2, 3, 4}, 0, base, 0, 8);
        final byte[] target = Arrays.copyOf(base, 5100);
        assertThat(returns(block(target, Layout.PLAIN), block(base, Layout.PLAIN))).isLessThan(60);
    }

    @Test
    void shouldSayAMovedInstanceAndAChangedNameInFewBytes() throws BlockException {
        final Random random = new Random(SEED);
        final byte[] base = bytes(random, 1024 * FlatRecords.INSTANCE_BYTES);
        final byte[] target = base.clone();
        System.arraycopy(bytes(random, 48), 0, target, 500 * FlatRecords.INSTANCE_BYTES + 8, 48);
        final Layout layout = RecordKind.INSTANCES.layout();
        assertThat(returns(block(target, layout), block(base, layout))).isLessThan(100);
        final byte[] node = bytes(random, 114 * Manifest.ITEM_BYTES);
        final byte[] changed = node.clone();
        System.arraycopy(bytes(random, 32), 0, changed, 40 * Manifest.ITEM_BYTES + 4, 32);
        assertThat(returns(block(changed, Layout.PLAIN), block(node, Layout.PLAIN))).isLessThan(80);
    }

    @Test
    void shouldSayAnInsertionInNotMuchMoreThanItself() throws BlockException {
        final Random random = new Random(SEED);
        final byte[] base = bytes(random, Block.RAW_BYTES_MAX - 1200);
        final byte[] target = new byte[Block.RAW_BYTES_MAX];
        final int at = 120_000;
        System.arraycopy(base, 0, target, 0, at);
        System.arraycopy(bytes(random, 1200), 0, target, at, 1200);
        System.arraycopy(base, at, target, at + 1200, base.length - at);
        final Layout layout = RecordKind.POSITIONS.layout();
        assertThat(returns(block(target, layout), block(base, layout))).isLessThan(1300);
    }

    @Test
    void shouldRefuseWhatDoesNotMakeTheNamedBlock() {
        final Random random = new Random(SEED);
        final Block base = block(bytes(random, 2000), Layout.PLAIN);
        final Block target = block(bytes(random, 1000), new Layout(4, true));
        final byte[] frame = BlockDelta.encode(target, base);
        refuses(new BlockId(1, 2, 3, 4), 1000, frame, base, "other bytes");
        refuses(target.id(), 999, frame, base, "unpack");
        refuses(target.id(), 1001, frame, base, "unpacks to 1000 bytes");
        refuses(target.id(), -1, frame, base, "claims");
        refuses(target.id(), Block.RAW_BYTES_MAX + 1, frame, base, "claims");
        refuses(target.id(), 1000, new byte[] {1}, base, "no frame");
        refuses(target.id(), 1000, new byte[Block.COMPRESSED_BYTES_MAX + 1], base, "no frame");
        refuses(target.id(), 1000, new byte[] {0, 1, 2, 3}, base, "no layout");
        refuses(target.id(), 1000, new byte[] {(byte) (128 + 6), 1, 2, 3}, base, "no layout");
        final byte[] broken = base.compressed().clone();
        broken[broken.length - 1] ^= (byte) 0xFF;
        refuses(target.id(), 1000, frame, new Block(base.id(), 2000, broken), base.id().toString());
    }

    @Test
    void shouldSurviveFramesOfRandomBytes() {
        final Random random = new Random(SEED);
        final byte[] older = bytes(random, 3000);
        final byte[] newer = older.clone();
        newer[1500]++;
        final Block base = block(older, Layout.PLAIN);
        final Block target = block(newer, Layout.PLAIN);
        final byte[] good = BlockDelta.encode(target, base);
        for (int i = 0; i < 4000; i++) {
            final byte[] frame = i % 2 == 0 ? bytes(random, 2 + random.nextInt(100)) : good.clone();
            frame[random.nextInt(frame.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                assertThat(BlockDelta.apply(target.id(), 3000, frame, base)).isEqualTo(target);
            } catch (final BlockException e) {
                assertThat(e.getMessage()).contains(target.id().toString());
            }
        }
    }

    /** A megabyte of zeros in some hundred bytes: unpacked no further than the block that it should be. */
    @Test
    void shouldUnpackABombNoFurtherThanTheBlock() {
        final byte[] piece = new byte[1 << 20];
        final Block base = block(bytes(new Random(SEED), 2000), Layout.PLAIN);
        try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
            zstd.setLevel(1).setMagicless(true).setContentSize(false).setDictID(false);
            zstd.loadDict(new byte[100], ZstdDictContentType.RAW_CONTENT);
            final byte[] bomb = zstd.compress(piece);
            final byte[] frame = new byte[1 + bomb.length];
            frame[0] = 1;
            System.arraycopy(bomb, 0, frame, 1, bomb.length);
            for (final int length : new int[] {0, 1000, Block.RAW_BYTES_MAX}) {
                refuses(BlockId.of(new byte[length]), length, frame, base, "unpack");
            }
        }
    }

    private static int returns(final Block target, final Block base) throws BlockException {
        final byte[] frame = BlockDelta.encode(target, base);
        final Block made = BlockDelta.apply(target.id(), target.rawLength(), frame, base);
        assertThat(made).isEqualTo(target);
        assertThat(BlockCodec.decode(made)).isEqualTo(BlockCodec.decode(target));
        assertThat(frame.length).isLessThanOrEqualTo(Block.COMPRESSED_BYTES_MAX);
        return frame.length;
    }

    private static void refuses(final BlockId id, final int length, final byte[] frame, final Block base,
                                final String reason) {
        assertThatThrownBy(() -> BlockDelta.apply(id, length, frame, base)).isInstanceOf(BlockException.class)
            .hasMessageContaining(reason);
    }

    private static Block block(final byte[] raw, final Layout layout) {
        return BlockCodec.encode(BlockId.of(raw), raw, 0, raw.length, layout);
    }

    private static byte[] bytes(final Random random, final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
