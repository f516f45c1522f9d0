package org.umbel.relay.blocks;

import java.util.List;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockCodec;
import org.umbel.codec.block.BlockException;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;

/** Scenes as the codec writes them. */
public final class CodecScenes implements SceneNeeds {
    @Override
    public List<BlockId> missing(final BlockId manifest, final Function<BlockId, Block> lookup) {
        try {
            return SceneBlocks.missing(manifest, lookup);
        } catch (final BlockException e) {
            return List.of(manifest);
        }
    }

    @Override
    public boolean isGenuine(final Block block) {
        try {
            BlockCodec.decode(block);
            return true;
        } catch (final BlockException e) {
            return false;
        }
    }
}
