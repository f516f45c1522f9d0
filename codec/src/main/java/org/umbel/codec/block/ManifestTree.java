package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A manifest's list as a Merkle tree, so that a change of one block changes one small node on each level. While a list
 * is longer than {@link #INLINE_BYTES_MAX} it is cut by its content into nodes, blocks of 4 KiB on average, and the
 * list of their ids of 32 bytes takes its place. What is left stands in the root block, behind the magic "UMBM", uint8
 * form version and uint8 level: how often the list was replaced. The same list always makes the same tree.
 */
final class ManifestTree {
    /** Form of the tree, of the list and of all records; another one is refused. */
    static final int FORM_VERSION = 6;
    /** 32 MiB of list name 900,000 blocks: some 60 GB of scene. */
    static final int LIST_BYTES_MAX = 32 << 20;
    /** The largest list that the root holds itself. */
    static final int INLINE_BYTES_MAX = 4 * 1024;

    static final int ID_BYTES = 32;

    private static final int MAGIC = 'U' | 'M' << 8 | 'B' << 16 | 'M' << 24;
    private static final int HEAD_BYTES = 6;
    private static final int NODE_BYTES_MIN = 1024;
    private static final int NODE_BYTES_NORMAL = 3 * 1024;
    private static final int NODE_BYTES_MAX = 16 * 1024;
    /** Nodes of 1 KiB at least make each level's list 32 times shorter: 32 MiB are 1 MiB, 32 KiB, 1 KiB. */
    private static final int LEVEL_MAX = 4;
    /** Of the ids on a level: what a list of the largest length takes, and as much again. */
    private static final int IDS_BYTES_MAX = LIST_BYTES_MAX / 16;
    private static final Layout ITEMS = new Layout(Manifest.ITEM_BYTES, false);
    private static final ContentCuts ITEM_CUTS = cuts(Manifest.ITEM_BYTES);
    private static final ContentCuts ID_CUTS = cuts(ID_BYTES);

    private ManifestTree() {}

    /**
     * What stands in a root block.
     *
     * @param level 0: a list of items; else of ids of nodes of the level below
     * @param list  {@link Manifest#ITEM_BYTES} or {@link #ID_BYTES} per element
     */
    record Root(int level, byte[] list) {}

    /** Names and compresses the bytes of a node. */
    interface Encoder {
        Block encode(byte[] bytes, int offset, int length, Layout layout);
    }

    /** Writes a list; answers the root block's id. */
    static BlockId write(final byte[] items, final Encoder encoder) {
        byte[] list = items;
        int level = 0;
        while (list.length > INLINE_BYTES_MAX) {
            final ContentCuts cuts = level == 0 ? ITEM_CUTS : ID_CUTS;
            final List<BlockId> nodes = new ArrayList<>();
            for (int at = 0; at < list.length;) {
                final int end = cuts.next(list, at, list.length);
                nodes.add(encoder.encode(list, at, end - at, layout(level)).id());
                at = end;
            }
            final ByteBuffer ids = ByteBuffer.allocate(nodes.size() * ID_BYTES);
            nodes.forEach(id -> ids.put(id.bytes()));
            list = ids.array();
            level++;
        }
        final ByteBuffer root = ByteBuffer.allocate(HEAD_BYTES + list.length).order(ByteOrder.LITTLE_ENDIAN);
        root.putInt(MAGIC).put((byte) FORM_VERSION).put((byte) level).put(list);
        return encoder.encode(root.array(), 0, root.capacity(), Layout.PLAIN).id();
    }

    private static Layout layout(final int level) {
        return level == 0 ? ITEMS : Layout.PLAIN;
    }

    /** What a root block holds. */
    static Root root(final Block block) throws BlockException {
        final ByteBuffer b = ByteBuffer.wrap(BlockCodec.decode(block)).order(ByteOrder.LITTLE_ENDIAN);
        if (b.capacity() < HEAD_BYTES || b.getInt() != MAGIC) {
            throw new BlockException("block " + block.id() + " is no manifest");
        }
        final int version = Byte.toUnsignedInt(b.get());
        if (version != FORM_VERSION) {
            throw new BlockException("manifest of form " + version + ", this build reads " + FORM_VERSION
                + (version < FORM_VERSION ? ": import the scene again with this build" : ""));
        }
        final int level = Byte.toUnsignedInt(b.get());
        if (level > LEVEL_MAX) {
            throw new BlockException("manifest of " + level + " levels, at most " + LEVEL_MAX);
        }
        final byte[] list = new byte[b.remaining()];
        b.get(list);
        return new Root(level, list);
    }

    /**
     * The list of items of a root, without those of nodes that are not there.
     *
     * @param absent gets the nodes that are not there, upper levels first
     */
    static byte[] items(final Root root, final Function<BlockId, Block> lookup, final List<BlockId> absent)
        throws BlockException {
        byte[] list = root.list();
        for (int level = root.level(); level > 0; level--) {
            list = below(ids(list), level - 1, lookup, absent);
        }
        return list;
    }

    /**
     * What the nodes hold, end to end. Their lengths are checked before anything of them is allocated.
     *
     * @param level  of the list that they hold pieces of
     * @param absent gets the nodes that are not there
     */
    static byte[] below(final List<BlockId> ids, final int level, final Function<BlockId, Block> lookup,
                        final List<BlockId> absent)
        throws BlockException {
        final int bytesMax = level == 0 ? LIST_BYTES_MAX : IDS_BYTES_MAX;
        final List<Block> nodes = new ArrayList<>();
        long bytes = 0;
        for (final BlockId id : ids) {
            final Block node = lookup.apply(id);
            if (node == null) {
                absent.add(id);
                continue;
            }
            SceneBlocks.checked(node, id);
            if (node.rawLength() < 1 || node.rawLength() > NODE_BYTES_MAX) {
                throw new BlockException("manifest node " + id + " of " + node.rawLength() + " bytes");
            }
            bytes += node.rawLength();
            nodes.add(node);
            if (bytes > bytesMax) {
                throw new BlockException("manifest of more than " + bytesMax + " bytes on level " + level);
            }
        }
        final ByteBuffer list = ByteBuffer.allocate((int) bytes);
        for (final Block node : nodes) {
            list.put(BlockCodec.decode(node));
        }
        return list.array();
    }

    /** The ids of a list of nodes. */
    static List<BlockId> ids(final byte[] list) throws BlockException {
        if (list.length % ID_BYTES != 0) {
            throw new BlockException("manifest list of " + list.length + " bytes, not a multiple of " + ID_BYTES);
        }
        final ByteBuffer b = ByteBuffer.wrap(list);
        final List<BlockId> ids = new ArrayList<>(list.length / ID_BYTES);
        while (b.hasRemaining()) {
            ids.add(id(b));
        }
        return ids;
    }

    static BlockId id(final ByteBuffer b) {
        final ByteOrder order = b.order();
        b.order(ByteOrder.BIG_ENDIAN);
        final BlockId id = new BlockId(b.getLong(), b.getLong(), b.getLong(), b.getLong());
        b.order(order);
        return id;
    }

    private static ContentCuts cuts(final int elementBytes) {
        return new ContentCuts(elementBytes, NODE_BYTES_MIN, NODE_BYTES_NORMAL, NODE_BYTES_MAX);
    }
}
