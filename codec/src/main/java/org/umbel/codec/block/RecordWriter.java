package org.umbel.codec.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts records into blocks. What is known already, by name, is not compressed again. One thread. */
final class RecordWriter implements ManifestTree.Encoder {
    private final Map<BlockId, Block> known;
    private final Map<BlockId, Block> blocks = new LinkedHashMap<>();

    /**
     * A writer of one scene.
     *
     * @param known blocks that were written before
     */
    RecordWriter(final Map<BlockId, Block> known) {
        this.known = known;
    }

    /**
     * A record as it was written.
     *
     * @param blocks its pieces' blocks, in their order
     */
    record Written(Manifest.Entry entry, List<Block> blocks) {}

    /** Cuts a record. */
    Written add(final RecordKind kind, final byte[] record) {
        final List<Manifest.Piece> pieces = new ArrayList<>();
        final List<Block> own = new ArrayList<>();
        for (int at = 0; at < record.length;) {
            final int end = kind.cuts().next(record, at, record.length);
            final Block block = encode(record, at, end - at, kind.layout());
            pieces.add(new Manifest.Piece(block.id(), end - at));
            own.add(block);
            at = end;
        }
        return new Written(new Manifest.Entry(kind, List.copyOf(pieces)), own);
    }

    /** Takes a record that was written before. */
    void again(final Written record) {
        record.blocks.forEach(block -> blocks.putIfAbsent(block.id(), block));
    }

    @Override
    public Block encode(final byte[] bytes, final int offset, final int length, final Layout layout) {
        final BlockId id = BlockId.of(bytes, offset, length);
        Block block = blocks.get(id);
        if (block == null) {
            block = known.get(id);
            if (block == null) {
                block = BlockCodec.encode(id, bytes, offset, length, layout);
            }
            blocks.put(id, block);
        }
        return block;
    }

    /** Every block once, in the order in which they were written. */
    Map<BlockId, Block> blocks() {
        return blocks;
    }
}
