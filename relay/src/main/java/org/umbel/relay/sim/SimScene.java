package org.umbel.relay.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.relay.blocks.SceneNeeds;
import org.umbel.relay.simulated.SeededRandom;

/**
 * A scene as the tree sees it: blocks and the manifest that names them.
 *
 * @param manifest names the scene
 * @param blocks   all of them, the manifest too
 */
record SimScene(BlockId manifest, List<Block> blocks) {
    private static final int ID_BYTES = 32;

    /**
     * A cheap stand-in for real scenes: bytes as they are; the manifest is the list of ids. Blocks of a scene have the
     * same length and differ in their first eight bytes, which is how one is told by another.
     */
    static final SceneNeeds CHEAP = new SceneNeeds() {
        @Override
        public List<BlockId> missing(final BlockId manifest, final Function<BlockId, Block> lookup) {
            final Block head = lookup.apply(manifest);
            if (head == null) {
                return List.of(manifest);
            }
            final List<BlockId> missing = new ArrayList<>();
            for (final BlockId id : ids(head)) {
                if (lookup.apply(id) == null) {
                    missing.add(id);
                }
            }
            return missing;
        }

        @Override
        public Map<BlockId, BlockId> bases(final BlockId older, final BlockId newer,
                                           final Function<BlockId, Block> lookup) {
            final Block olderHead = lookup.apply(older);
            final Block newerHead = lookup.apply(newer);
            final Map<BlockId, BlockId> bases = new LinkedHashMap<>();
            if (olderHead != null && newerHead != null) {
                final List<BlockId> from = ids(olderHead);
                final List<BlockId> to = ids(newerHead);
                for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
                    if (!from.get(i).equals(to.get(i))) {
                        bases.put(to.get(i), from.get(i));
                    }
                }
            }
            return bases;
        }

        @Override
        public Optional<byte[]> difference(final Block block, final Block base) {
            final byte[] to = block.compressed();
            final byte[] from = base.compressed();
            return to.length > Long.BYTES && to.length == from.length && Arrays.equals(to, Long.BYTES, to.length, from,
                Long.BYTES, from.length) ? Optional.of(Arrays.copyOf(to, Long.BYTES)) : Optional.empty();
        }

        @Override
        public Optional<Block> apply(final Block told, final Block base) {
            final byte[] content = base.compressed().clone();
            System.arraycopy(told.compressed(), 0, content, 0, Math.min(content.length, told.compressed().length));
            return Optional.of(new Block(told.id(), content.length, content)).filter(this::isGenuine);
        }

        @Override
        public boolean isGenuine(final Block block) {
            return block.rawLength() == block.compressed().length
                && BlockId.of(block.compressed()).equals(block.id());
        }
    };

    /**
     * A scene of so many blocks besides the manifest. Block i of a version is its own only if {@code i % 4 ==
     * version % 4} or its turn has come since; so that neighbouring versions share most blocks.
     */
    static SimScene cheap(final long seed, final int version, final int blockCount, final int blockBytes) {
        final List<Block> blocks = new ArrayList<>();
        final ByteBuffer ids = ByteBuffer.allocate(ID_BYTES * blockCount + Long.BYTES);
        for (int i = 0; i < blockCount; i++) {
            final Block block = block(seed * 31 + i * 1009L + (version + i) / 4, blockBytes);
            blocks.add(block);
            ids.put(block.id().bytes());
        }
        ids.putLong(version);
        final Block manifest = new Block(BlockId.of(ids.array()), ids.capacity(), ids.array());
        blocks.add(manifest);
        return new SimScene(manifest.id(), blocks);
    }

    private static Block block(final long seed, final int bytes) {
        final SeededRandom random = new SeededRandom(seed);
        final byte[] content = new byte[Math.max(Long.BYTES, bytes)];
        ByteBuffer.wrap(content).putLong(random.nextLong());
        return new Block(BlockId.of(content), content.length, content);
    }

    private static List<BlockId> ids(final Block manifest) {
        final List<BlockId> ids = new ArrayList<>();
        final ByteBuffer bytes = ByteBuffer.wrap(manifest.compressed());
        while (bytes.remaining() >= ID_BYTES) {
            final byte[] digest = new byte[ID_BYTES];
            bytes.get(digest);
            ids.add(BlockId.ofDigest(digest));
        }
        return ids;
    }
}
