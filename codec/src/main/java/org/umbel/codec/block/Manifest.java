package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Names all blocks of a scene version. The list, little-endian: int32 number of records; per record uint8 kind, int64
 * length in bytes, int32 number of blocks, their ids of 32 bytes. The root block: the magic "UMBM", uint8 form version,
 * uint8 chunked, then the list itself, or when that is longer than a cut, int32 number of chunks and the ids of the
 * blocks that it was cut into.
 *
 * @param records in the order of {@link RecordKind}, mesh by mesh
 */
record Manifest(List<Entry> records) {
    /** Form of the list and of all records; another one is refused. */
    static final int FORM_VERSION = 2;

    private static final int MAGIC = 'U' | 'M' << 8 | 'B' << 16 | 'M' << 24;
    private static final int HEAD_BYTES = 6;
    private static final int ID_BYTES = 32;
    private static final int ENTRY_BYTES = 1 + Long.BYTES + Integer.BYTES;
    /** 64 MiB of list name 256 GiB of scene. */
    private static final int LIST_BYTES_MAX = 64 << 20;
    private static final int RECORDS_MAX = 1 << 20;
    private static final int OBJECTS_BYTES = 256;

    /**
     * A record and the blocks that make it, end to end.
     *
     * @param bytes length of the record
     */
    record Entry(RecordKind kind, long bytes, List<BlockId> blocks) {
        /** What reading the record takes of the heap at most: small objects cost more than their bytes. */
        long heapBytes() {
            return OBJECTS_BYTES + bytes * (kind.isPacked() ? 8 : 2);
        }
    }

    /** The id of the root block; all its blocks go to {@code sink}. */
    BlockId write(final Consumer<Block> sink) {
        final byte[] list = list();
        final boolean chunked = list.length > Block.CUT_BYTES - HEAD_BYTES;
        final List<BlockId> chunks = new ArrayList<>();
        for (int at = 0; chunked && at < list.length; at += Block.CUT_BYTES) {
            final Block chunk = BlockCodec.encode(list, at, Math.min(Block.CUT_BYTES, list.length - at), 1);
            chunks.add(chunk.id());
            sink.accept(chunk);
        }
        final ByteBuffer root = buffer(HEAD_BYTES + (chunked ? Integer.BYTES + chunks.size() * ID_BYTES : list.length));
        root.putInt(MAGIC).put((byte) FORM_VERSION).put((byte) (chunked ? 1 : 0));
        if (chunked) {
            root.putInt(chunks.size());
            chunks.forEach(id -> root.put(id.bytes()));
        } else {
            root.put(list);
        }
        final Block block = BlockCodec.encode(root.array(), 0, root.capacity(), 1);
        sink.accept(block);
        return block.id();
    }

    private byte[] list() {
        long bytes = Integer.BYTES;
        for (final Entry entry : records) {
            bytes += ENTRY_BYTES + (long) entry.blocks.size() * ID_BYTES;
        }
        if (bytes > LIST_BYTES_MAX || records.size() > RECORDS_MAX) {
            throw new IllegalArgumentException("scene too large: " + records.size() + " records");
        }
        final ByteBuffer b = buffer((int) bytes).putInt(records.size());
        for (final Entry entry : records) {
            b.put((byte) entry.kind.ordinal()).putLong(entry.bytes).putInt(entry.blocks.size());
            entry.blocks.forEach(id -> b.put(id.bytes()));
        }
        return b.array();
    }

    /**
     * The manifest of a root block, or null when one of its chunks is not there.
     *
     * @param absent gets the chunks that are not there
     */
    static @Nullable Manifest read(final Block root, final Function<BlockId, Block> lookup, final List<BlockId> absent)
        throws BlockException {
        final ByteBuffer b = ByteBuffer.wrap(BlockCodec.decode(root)).order(ByteOrder.LITTLE_ENDIAN);
        if (b.capacity() < HEAD_BYTES || b.getInt() != MAGIC) {
            throw new BlockException("block " + root.id() + " is no manifest");
        }
        final int version = b.get();
        if (version != FORM_VERSION) {
            throw new BlockException("manifest of form " + version + ", this build reads " + FORM_VERSION);
        }
        final int chunked = b.get();
        if (chunked == 0) {
            return parse(b);
        }
        if (chunked != 1 || b.remaining() < Integer.BYTES
            || b.remaining() - Integer.BYTES != b.getInt() * (long) ID_BYTES) {
            throw new BlockException("manifest root " + root.id() + " does not hold the chunks that it counts");
        }
        final byte @Nullable [] list = join(b, lookup, absent);
        return list == null ? null : parse(ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static byte @Nullable [] join(final ByteBuffer ids, final Function<BlockId, Block> lookup,
                                          final List<BlockId> absent)
        throws BlockException {
        final List<Block> chunks = new ArrayList<>();
        long bytes = 0;
        while (ids.hasRemaining()) {
            final BlockId id = id(ids);
            final Block chunk = lookup.apply(id);
            if (chunk == null) {
                absent.add(id);
            } else {
                chunks.add(SceneBlocks.checked(chunk, id));
                bytes += chunk.rawLength();
            }
        }
        if (!absent.isEmpty()) {
            return null;
        }
        if (bytes < 0 || bytes > LIST_BYTES_MAX) {
            throw new BlockException("manifest of " + bytes + " bytes, at most " + LIST_BYTES_MAX);
        }
        final ByteBuffer list = ByteBuffer.allocate((int) bytes);
        for (final Block chunk : chunks) {
            final byte[] raw = BlockCodec.decode(chunk);
            if (raw.length > list.remaining()) {
                throw new BlockException("manifest chunks disagree about their lengths");
            }
            list.put(raw);
        }
        return list.array();
    }

    private static Manifest parse(final ByteBuffer b) throws BlockException {
        require(b, Integer.BYTES);
        final int count = b.getInt();
        require(b, count * (long) ENTRY_BYTES);
        if (count > RECORDS_MAX) {
            throw new BlockException("manifest of " + count + " records, at most " + RECORDS_MAX);
        }
        final List<Entry> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            require(b, ENTRY_BYTES);
            final RecordKind kind = RecordKind.of(b.get());
            final long bytes = b.getLong();
            final int blockCount = b.getInt();
            require(b, blockCount * (long) ID_BYTES);
            if (bytes < 0 || bytes > blockCount * (long) Block.RAW_BYTES_MAX || bytes > Integer.MAX_VALUE - 8) {
                throw new BlockException("record of " + bytes + " bytes in " + blockCount + " blocks");
            }
            final List<BlockId> blocks = new ArrayList<>(blockCount);
            for (int k = 0; k < blockCount; k++) {
                blocks.add(id(b));
            }
            records.add(new Entry(kind, bytes, blocks));
        }
        if (b.hasRemaining()) {
            throw new BlockException(b.remaining() + " bytes behind the manifest's list");
        }
        return new Manifest(records);
    }

    private static void require(final ByteBuffer b, final long bytes) throws BlockException {
        if (bytes < 0 || b.remaining() < bytes) {
            throw new BlockException("manifest ends " + (bytes - b.remaining()) + " bytes early");
        }
    }

    private static BlockId id(final ByteBuffer b) {
        final byte[] id = new byte[ID_BYTES];
        b.get(id);
        return BlockId.ofDigest(id);
    }

    private static ByteBuffer buffer(final int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
