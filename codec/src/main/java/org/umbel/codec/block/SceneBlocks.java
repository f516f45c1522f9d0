package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/**
 * Scenes to blocks and back. Every mesh stream and every image is a record of its own; materials, instances, and lights
 * with the environment are packed into one each. So an edit sends the blocks of the record that it touches, and the
 * manifest. The same scene always has the same manifest. Stateless; any thread.
 */
public final class SceneBlocks {
    /** The heap must hold the arrays, and what a tracer builds of them. */
    private static final int HEAP_SHARE = 2;

    private SceneBlocks() {}

    /**
     * The blocks of a scene.
     *
     * @param manifest id of the manifest's root block
     * @param blocks   every block once, data first, then the manifest's chunks, its root last
     */
    public record Written(BlockId manifest, List<Block> blocks) {
        public Written {
            blocks = List.copyOf(blocks);
        }
    }

    /** Cuts a scene into blocks. Refuses one with numbers that are not finite, or indices to what is not there. */
    public static Written write(final Scene scene) {
        final String problem = SceneLimits.problem(scene);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        final Writer writer = new Writer();
        for (final Mesh mesh : scene.meshes()) {
            writer.add(RecordKind.POSITIONS, bytes(mesh.positions()));
            writer.addUnlessEmpty(RecordKind.INDICES, bytes(mesh.indices()));
            writer.addUnlessEmpty(RecordKind.NORMALS, bytes(mesh.normals()));
            writer.addUnlessEmpty(RecordKind.TANGENTS, bytes(mesh.tangents()));
            writer.addUnlessEmpty(RecordKind.TEXCOORDS, bytes(mesh.texcoords()));
            writer.addUnlessEmpty(RecordKind.COLORS, bytes(mesh.colors()));
        }
        for (final Image image : scene.images()) {
            writer.add(switch (image.format()) {
                case PNG -> RecordKind.IMAGE_PNG;
                case JPEG -> RecordKind.IMAGE_JPEG;
            }, image.encoded());
        }
        writer.add(RecordKind.MATERIALS, FlatRecords.materials(scene.materials()));
        writer.add(RecordKind.INSTANCES, FlatRecords.instances(scene.instances()));
        writer.add(RecordKind.LIGHTS, FlatRecords.lights(scene.environment(), scene.lights()));
        return writer.end();
    }

    /** As {@link #read(BlockId, Function, long)}, within half of the heap. */
    public static Scene read(final BlockId manifest, final Function<BlockId, Block> lookup) throws BlockException {
        return read(manifest, lookup, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
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
        final Manifest list = manifest(manifest, lookup, new ArrayList<>());
        if (list == null) {
            throw new BlockException("manifest " + manifest + " is not complete");
        }
        long bytes = 0;
        for (final Manifest.Entry record : list.records()) {
            bytes += record.heapBytes();
            if (bytes > heapBytesMax) {
                throw new BlockException("scene beyond the budget of " + heapBytesMax + " bytes of heap");
            }
        }
        return new SceneReader(lookup).read(list);
    }

    /**
     * What must be fetched next, each once: the manifest's root, then its chunks, then data blocks; empty = complete.
     *
     * @param lookup answers null for a block that is not there
     */
    public static List<BlockId> missing(final BlockId manifest, final Function<BlockId, Block> lookup)
        throws BlockException {
        final List<BlockId> absent = new ArrayList<>();
        final Manifest list = manifest(manifest, lookup, absent);
        if (list == null) {
            return List.copyOf(new LinkedHashSet<>(absent));
        }
        final Set<BlockId> seen = new LinkedHashSet<>();
        list.records().stream().map(Manifest.Entry::blocks).flatMap(Collection::stream).forEach(seen::add);
        return seen.stream().filter(id -> lookup.apply(id) == null).toList();
    }

    private static @Nullable Manifest manifest(final BlockId id, final Function<BlockId, Block> lookup,
                                               final List<BlockId> absent)
        throws BlockException {
        final Block root = lookup.apply(id);
        if (root == null) {
            absent.add(id);
            return null;
        }
        return Manifest.read(checked(root, id), lookup, absent);
    }

    /** A store that answers with another block must not pass for the one that was named. */
    static Block checked(final Block block, final BlockId id) throws BlockException {
        if (!block.id().equals(id)) {
            throw new BlockException("block " + block.id() + " in place of " + id);
        }
        return block;
    }

    private static byte[] bytes(final float[] values) {
        final ByteBuffer b = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        b.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return b.array();
    }

    private static byte[] bytes(final int[] values) {
        final ByteBuffer b = ByteBuffer.allocate(Math.multiplyExact(values.length, Integer.BYTES));
        b.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
        return b.array();
    }

    /** Collects records and their blocks. */
    private static final class Writer {
        private final Map<BlockId, Block> blocks = new LinkedHashMap<>();
        private final List<Manifest.Entry> records = new ArrayList<>();

        void addUnlessEmpty(final RecordKind kind, final byte[] record) {
            if (record.length > 0) {
                add(kind, record);
            }
        }

        void add(final RecordKind kind, final byte[] record) {
            final List<BlockId> ids = new ArrayList<>();
            final int cut = kind.cutBytes();
            for (long at = 0; at < record.length; at += cut) {
                final int length = (int) Math.min(cut, record.length - at);
                final Block block = BlockCodec.encode(record, (int) at, length, kind.stride());
                blocks.putIfAbsent(block.id(), block);
                ids.add(block.id());
            }
            records.add(new Manifest.Entry(kind, record.length, ids));
        }

        Written end() {
            final BlockId id = new Manifest(records).write(b -> blocks.putIfAbsent(b.id(), b));
            return new Written(id, List.copyOf(blocks.values()));
        }
    }
}
