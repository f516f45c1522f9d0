package org.umbel.relay.blocks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/** Blocks told by older ones; the last few are remembered, since all children of a node hold the same. */
public final class Differences {
    private static final int REMEMBERED = 64;

    private record Pair(BlockId id, BlockId base) {}

    private final SceneNeeds scenes;
    private final LinkedHashMap<Pair, Optional<Block>> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Pair, Optional<Block>> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Differences(final SceneNeeds scenes) {
        this.scenes = scenes;
    }

    /** The block with the frame of its difference in the place of its own; empty when that is no shorter. */
    public Optional<Block> of(final Block block, final Block base) {
        return told.computeIfAbsent(new Pair(block.id(), base.id()), pair -> scenes.difference(block, base)
            .map(frame -> new Block(block.id(), block.rawLength(), frame)));
    }
}
