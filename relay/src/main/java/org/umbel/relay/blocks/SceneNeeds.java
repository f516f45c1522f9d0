package org.umbel.relay.blocks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/**
 * What the tree must know about the insides of blocks. The product reads manifests and hashes contents with the codec;
 * a simulator may substitute something cheap.
 */
public interface SceneNeeds {
    /**
     * The blocks that a scene still lacks, as far as can be seen from what is held: first the manifest itself, then
     * what it names. Empty when the scene is whole; a block
     * that is held among them: it is broken, and so is the scene. Looks up every block of the scene that it can name,
     * so that a caller learns the scene's blocks from the look-ups.
     *
     * @param manifest the scene
     * @param lookup   a held block, or null
     */
    List<BlockId> missing(BlockId manifest, Function<BlockId, Block> lookup);

    /**
     * For blocks that a newer scene has and an older one has not, as far as can be seen from what is held: those of the
     * older one that they may be told by. Never throws.
     *
     * @param lookup a held block, or null
     */
    default Map<BlockId, BlockId> bases(final BlockId older, final BlockId newer,
                                        final Function<BlockId, Block> lookup) {
        return Map.of();
    }

    /** A frame that tells a block by another one; empty when that would not be shorter, or is not worth trying. */
    default Optional<byte[]> difference(final Block block, final Block base) {
        return Optional.empty();
    }

    /**
     * The block that such a frame tells; empty when it does not hash to its name. Never throws.
     *
     * @param told its name, its length and the frame
     */
    default Optional<Block> apply(final Block told, final Block base) {
        return Optional.empty();
    }

    /** Whether the block unpacks within its limits to bytes that hash to its name. Never throws. */
    boolean isGenuine(Block block);
}
