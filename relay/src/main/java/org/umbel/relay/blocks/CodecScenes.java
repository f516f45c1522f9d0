package org.umbel.relay.blocks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockCodec;
import org.umbel.codec.block.BlockDelta;
import org.umbel.codec.block.BlockException;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.block.SceneBlocks;

/** Scenes as the codec writes them. One thread, the node's. */
public final class CodecScenes implements SceneNeeds {
    private static final int PLAIN_BYTES_MAX = 16 << 10;
    /** What a base costs besides its frame: the sender's and the receiver's time. */
    private static final int BASE_BYTES = 64;

    /** A relay that allocated each block's bytes stood still for a collection while its link down ran empty. */
    private final byte[] scratch = new byte[Block.RAW_BYTES_MAX];

    @Override
    public List<BlockId> missing(final BlockId manifest, final Function<BlockId, Block> lookup) {
        try {
            return SceneBlocks.missing(manifest, lookup);
        } catch (final BlockException e) {
            return List.of(manifest);
        }
    }

    @Override
    public Map<BlockId, BlockId> bases(final BlockId older, final BlockId newer,
                                       final Function<BlockId, Block> lookup) {
        try {
            return SceneBlocks.bases(older, newer, lookup);
        } catch (final BlockException e) {
            return Map.of();
        }
    }

    /** What is large and does not pack is of an image: nothing is like another one's bytes. */
    @Override
    public Optional<byte[]> difference(final Block block, final Block base) {
        final int frameBytes = block.compressed().length;
        if (block.rawLength() > PLAIN_BYTES_MAX && block.compressed()[0] == 1 && frameBytes > block.rawLength() / 2) {
            return Optional.empty();
        }
        final byte[] frame = BlockDelta.encode(block, base);
        return frame.length + BASE_BYTES < block.compressed().length ? Optional.of(frame) : Optional.empty();
    }

    @Override
    public Optional<Block> apply(final Block told, final Block base) {
        try {
            return Optional.of(BlockDelta.apply(told.id(), told.rawLength(), told.compressed(), base));
        } catch (final BlockException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isGenuine(final Block block) {
        return BlockCodec.isGenuine(block, scratch);
    }
}
