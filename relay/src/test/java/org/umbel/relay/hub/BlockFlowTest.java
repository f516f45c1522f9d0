package org.umbel.relay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.umbel.codec.block.Block;

/** What a node holds of scenes that follow one another. */
final class BlockFlowTest {
    private final BlockFlow blocks =
        new BlockFlow(MiniNet.SCENES, NodeConfig.Limits.DEFAULT.withBlocks(1, 1 << 30), true);

    private void show(final int seed) {
        final List<Block> scene = MiniNet.scene(seed, 10);
        blocks.onImported(scene.getFirst().id(), scene);
        blocks.retain(Map.of(MiniNet.SESSION, scene.getFirst().id()));
    }

    /** Of a scene's blocks. */
    private long held(final int seed) {
        return MiniNet.scene(seed, 10).stream().filter(block -> blocks.get(block.id()) != null).count();
    }

    @Test
    void shouldHoldTheSceneThatIsShownAndTheOneBefore() {
        for (int seed = 1; seed < 20; seed++) {
            show(seed);
            assertThat(held(seed)).isEqualTo(11);
            assertThat(held(seed - 1)).isEqualTo(seed == 1 ? 0 : 11);
        }
        // what is unpinned goes with the next block that comes
        for (int seed = 1; seed < 18; seed++) {
            assertThat(held(seed)).isZero();
        }
    }

    @Test
    void shouldGiveUpBothWhenTheSessionEnds() {
        show(1);
        show(2);
        blocks.retain(Map.of());
        assertThat(held(1)).isZero();
        assertThat(held(2)).isLessThanOrEqualTo(1);
    }
}
