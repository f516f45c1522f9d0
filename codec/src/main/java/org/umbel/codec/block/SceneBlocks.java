package org.umbel.codec.block;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.umbel.codec.scene.Scene;

/**
 * Scenes to blocks and back. Every mesh stream, every image and an environment's map is a record of
 * its own; materials, instances, and lights
 * with the environment are packed into one each. Records are cut by their content ({@link ContentCuts}), so an edit
 * sends the blocks that it touches of the records that it touches, and the nodes of the manifest above them. The same
 * scene always has the same manifest. Stateless; any thread. A {@link SceneWriter} writes versions of a scene faster, a
 * {@link SceneLoader} reads them faster.
 */
public final class SceneBlocks {
    /** The heap must hold the arrays, and what a tracer builds of them. */
    private static final int HEAP_SHARE = 2;

    private SceneBlocks() {}

    /**
     * The blocks of a scene.
     *
     * @param manifest id of the manifest's root block
     * @param blocks   every block once, data first, then the manifest's nodes, its root last
     */
    public record Written(BlockId manifest, List<Block> blocks) {
        public Written {
            blocks = List.copyOf(blocks);
        }
    }

    /** Cuts a scene into blocks. Refuses one with numbers that are not finite, or indices to what is not there. */
    public static Written write(final Scene scene) {
        return new SceneWriter().write(scene);
    }

    /** As {@link #read(BlockId, Function, long)}, within half of the heap. */
    public static Scene read(final BlockId manifest, final Function<BlockId, Block> lookup) throws BlockException {
        return read(manifest, lookup, heapBytesMax());
    }

    static long heapBytesMax() {
        return Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    }

    /**
     * The scene of a manifest. Whatever the bytes, nothing but a {@link BlockException} comes of them.
     *
     * @param lookup   answers null for a block that is not there
     * @param heapBytesMax budget for the scene's arrays and objects, checked before any record is allocated
     */
    public static Scene read(final BlockId manifest, final Function<BlockId, Block> lookup,
                             final long heapBytesMax)
        throws BlockException {
        return new SceneReader(lookup, record -> null).read(manifest(manifest, lookup, heapBytesMax));
    }

    /** A manifest all of whose nodes are there, of a scene within a budget. */
    static Manifest manifest(final BlockId manifest, final Function<BlockId, Block> lookup, final long heapBytesMax)
        throws BlockException {
        final Manifest list = manifest(manifest, lookup);
        long bytes = 0;
        for (final Manifest.Entry record : list.records()) {
            bytes += record.heapBytes();
            if (bytes > heapBytesMax) {
                throw new BlockException("scene beyond the budget of " + heapBytesMax + " bytes of heap");
            }
        }
        return list;
    }

    /** A manifest all of whose nodes are there. */
    static Manifest manifest(final BlockId manifest, final Function<BlockId, Block> lookup) throws BlockException {
        final List<BlockId> absent = new ArrayList<>();
        final byte[] items = items(manifest, lookup, absent);
        if (!absent.isEmpty()) {
            throw new BlockException("manifest " + manifest + " is not complete");
        }
        return Manifest.of(Manifest.parseItems(items));
    }

    /**
     * What must be fetched next, each once: the manifest's root; then its nodes, and behind them what those name that
     * are there: materials, instances and lights, geometry, images last. Empty = complete.
     *
     * @param lookup answers null for a block that is not there
     */
    public static List<BlockId> missing(final BlockId manifest, final Function<BlockId, Block> lookup)
        throws BlockException {
        final List<BlockId> absent = new ArrayList<>();
        final List<Manifest.Item> items = Manifest.parseItems(items(manifest, lookup, absent));
        if (absent.isEmpty()) {
            Manifest.of(items);
        }
        final Set<BlockId> missing = new LinkedHashSet<>(absent);
        final Set<BlockId> seen = HashSet.newHashSet(items.size());
        for (final RecordKind.Turn turn : RecordKind.Turn.values()) {
            for (final Manifest.Item item : items) {
                final BlockId id = item.piece().id();
                if (item.kind().turn() == turn && item.hasBlock() && seen.add(id) && lookup.apply(id) == null) {
                    missing.add(id);
                }
            }
        }
        return List.copyOf(missing);
    }

    /**
     * For blocks of a newer version that an older one does not have, the block of the older one that is most like it,
     * to be sent as a {@link BlockDelta}: root of root, nodes of nodes, pieces of a record of the pieces that they
     * replace. What has nothing to be like is left out, and so is what lies below manifest nodes that are not there.
     * What the older version has elsewhere, a mesh that changed its place in the list, may be among the keys.
     *
     * @param lookup answers null for a block that is not there; only manifests are looked up
     * @return new to old
     */
    public static Map<BlockId, BlockId> bases(final BlockId oldManifest, final BlockId newManifest,
                                              final Function<BlockId, Block> lookup)
        throws BlockException {
        return BlockBases.of(oldManifest, newManifest, lookup);
    }

    private static byte[] items(final BlockId manifest, final Function<BlockId, Block> lookup,
                                final List<BlockId> absent)
        throws BlockException {
        final Block root = lookup.apply(manifest);
        if (root == null) {
            absent.add(manifest);
            return new byte[0];
        }
        return ManifestTree.items(ManifestTree.root(checked(root, manifest)), lookup, absent);
    }

    /** A store that answers with another block must not pass for the one that was named. */
    static Block checked(final Block block, final BlockId id) throws BlockException {
        if (!block.id().equals(id)) {
            throw new BlockException("block " + block.id() + " in place of " + id);
        }
        return block;
    }
}
