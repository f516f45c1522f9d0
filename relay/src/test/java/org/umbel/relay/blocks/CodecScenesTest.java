package org.umbel.relay.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockCodec;

final class CodecScenesTest {
    private static final int RECORD_BYTES = 605;
    private static final int RECORDS = 44;
    private static final int CHANGED = RECORDS / 2 * RECORD_BYTES + 8;

    private final CodecScenes scenes = new CodecScenes();
    private final Random random = new Random(5);

    @Test
    void shouldTellRecordsByOlderOnesWhenThereAreMany() {
        final byte[] older = new byte[RECORDS * RECORD_BYTES];
        for (int i = 0; i < RECORDS; i++) {
            for (int j = 0; j < 64; j++) {
                older[i * RECORD_BYTES + j] = (byte) random.nextInt();
            }
        }
        final byte[] newer = older.clone();
        newer[CHANGED]++;
        final Block block = plain(newer);
        final byte[] frame = scenes.difference(block, plain(older)).orElseThrow();
        assertThat(frame.length).as("of %d bytes packed", block.compressed().length).isLessThan(100);
        assertThat(scenes.apply(new Block(block.id(), newer.length, frame), plain(older))).contains(block);
    }

    @Test
    void shouldNotLookForAnImageInAnother() {
        final byte[] older = new byte[64 << 10];
        random.nextBytes(older);
        final byte[] newer = older.clone();
        newer[CHANGED]++;
        assertThat(scenes.difference(plain(newer), plain(older))).as("what does not pack").isEmpty();
    }

    private static Block plain(final byte[] raw) {
        return BlockCodec.encode(raw, 0, raw.length, 1);
    }
}
