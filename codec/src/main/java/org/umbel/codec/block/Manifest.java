package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a scene version and the blocks that make them, as a list of items of fixed length, one for each block,
 * so that any piece of the list can be read by itself. An item, little-endian: uint8 kind, with 128 when it goes on
 * with the record of the item before; uint24 length of the block in bytes; its id, 32 bytes. An empty record has one
 * item of length 0 with an id of zeros, and no block. How the list travels: {@link ManifestTree}.
 *
 * @param records in the order of {@link RecordKind}, mesh by mesh
 */
record Manifest(List<Entry> records) {
    static final int ITEM_BYTES = 36;

    private static final int CONTINUES = 128;
    private static final int LENGTH_BITS = 24;
    private static final BlockId NONE = new BlockId(0, 0, 0, 0);
    private static final int OBJECTS_BYTES = 256;
    /** Of one array in bytes. */
    private static final int RECORD_BYTES_MAX = Integer.MAX_VALUE - 8;

    /**
     * A record and the blocks that make it, end to end.
     *
     * @param pieces none in an empty record
     */
    record Entry(RecordKind kind, List<Piece> pieces) {
        /** Length of the record. */
        long bytes() {
            long bytes = 0;
            for (final Piece piece : pieces) {
                bytes += piece.bytes;
            }
            return bytes;
        }

        /** What reading the record takes of the heap at most: small objects cost more than their bytes. */
        long heapBytes() {
            return OBJECTS_BYTES + bytes() * (kind.isPacked() ? 8 : 2);
        }
    }

    /**
     * A block of a record.
     *
     * @param bytes its uncompressed length
     */
    record Piece(BlockId id, int bytes) {}

    /**
     * An item of the list by itself.
     *
     * @param continues whether it belongs to the record of the item before
     */
    record Item(RecordKind kind, boolean continues, Piece piece) {
        boolean hasBlock() {
            return piece.bytes > 0;
        }
    }

    /** The list. */
    byte[] items() {
        long items = 0;
        for (final Entry entry : records) {
            items += Math.max(1, entry.pieces.size());
        }
        if (items * ITEM_BYTES > ManifestTree.LIST_BYTES_MAX) {
            throw new IllegalArgumentException("scene too large: " + items + " blocks");
        }
        final ByteBuffer b = ByteBuffer.allocate((int) items * ITEM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (final Entry entry : records) {
            int continues = 0;
            for (final Piece piece : entry.pieces) {
                put(b, entry.kind.ordinal() | continues, piece);
                continues = CONTINUES;
            }
            if (entry.pieces.isEmpty()) {
                put(b, entry.kind.ordinal(), new Piece(NONE, 0));
            }
        }
        return b.array();
    }

    private static void put(final ByteBuffer b, final int kind, final Piece piece) {
        b.putInt(kind | piece.bytes << Byte.SIZE).put(piece.id.bytes());
    }

    /** The items of a list, or of a piece of one. */
    static List<Item> parseItems(final byte[] list) throws BlockException {
        if (list.length % ITEM_BYTES != 0) {
            throw new BlockException("manifest list of " + list.length + " bytes, not a multiple of " + ITEM_BYTES);
        }
        final ByteBuffer b = ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN);
        final List<Item> items = new ArrayList<>(list.length / ITEM_BYTES);
        while (b.hasRemaining()) {
            items.add(item(b));
        }
        return items;
    }

    private static Item item(final ByteBuffer b) throws BlockException {
        final int word = b.getInt();
        final RecordKind kind = RecordKind.of(word & CONTINUES - 1);
        final boolean continues = (word & CONTINUES) != 0;
        final int bytes = word >>> Integer.SIZE - LENGTH_BITS;
        final BlockId id = ManifestTree.id(b);
        if (bytes > Block.RAW_BYTES_MAX || bytes == 0 && (continues || !id.equals(NONE))) {
            throw new BlockException("manifest names a block of " + bytes + " bytes, " + id);
        }
        return new Item(kind, continues, new Piece(id, bytes));
    }

    /** Of all items of a list. */
    static Manifest of(final List<Item> items) throws BlockException {
        final List<Entry> records = new ArrayList<>();
        long bytes = 0;
        for (final Item item : items) {
            if (!item.continues()) {
                records.add(new Entry(item.kind(), new ArrayList<>()));
                bytes = 0;
            } else if (records.isEmpty() || records.getLast().kind != item.kind()) {
                throw new BlockException("manifest goes on with " + item.kind() + " that it did not begin");
            }
            if (item.hasBlock()) {
                records.getLast().pieces.add(item.piece());
            }
            bytes += item.piece().bytes;
            if (bytes > RECORD_BYTES_MAX) {
                throw new BlockException("record of more than " + RECORD_BYTES_MAX + " bytes");
            }
        }
        return new Manifest(records);
    }
}
