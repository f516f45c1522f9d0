package org.umbel.codec.block;

import java.util.List;
import java.util.function.Function;
import org.umbel.codec.scene.Scene;

/** Scenes to blocks and back. */
public final class SceneBlocks {
    private SceneBlocks() { }

    /** The blocks of a scene, each once, the manifest's own among them. */
    public record Written(BlockId manifest, List<Block> blocks) { }

    public static Written write(final Scene scene) {
        throw new UnsupportedOperationException("in the next commit: " + scene);
    }

    /** The scene, from blocks that are all there. */
    public static Scene read(final BlockId manifest, final Function<BlockId, Block> lookup) throws BlockException {
        throw new BlockException("in the next commit");
    }

    /** What must be fetched next; empty = complete. {@code lookup} answers null for a block that is not there. */
    public static List<BlockId> missing(final BlockId manifest, final Function<BlockId, Block> lookup)
        throws BlockException {
        throw new BlockException("in the next commit");
    }
}
