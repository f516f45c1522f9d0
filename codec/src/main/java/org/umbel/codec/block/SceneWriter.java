package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/**
 * Writes versions of a scene, each with the blocks and the name that {@link SceneBlocks#write} gives it, and encodes
 * only what the version before did not have. It knows arrays of meshes and images and the lists of a scene by identity:
 * they are never written after construction. So an edit makes new objects of what it changes and keeps all others. It
 * holds the blocks and the arrays of the last version. One thread.
 */
public final class SceneWriter {
    private IdentityHashMap<Object, RecordWriter.Written> records = new IdentityHashMap<>();
    private Map<BlockId, Block> blocks = Map.of();

    /** A writer that knows nothing yet. */
    public SceneWriter() {}

    /** Cuts a scene into blocks. Refuses one with numbers that are not finite, or indices to what is not there. */
    public SceneBlocks.Written write(final Scene scene) {
        final Version version = new Version();
        for (int i = 0; i < scene.meshes().size(); i++) {
            version.add(scene.meshes().get(i), i);
        }
        final String problem = SceneLimits.problemBesideMeshes(scene);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        for (final Image image : scene.images()) {
            version.add(switch (image.format()) {
                case PNG -> RecordKind.IMAGE_PNG;
                case JPEG -> RecordKind.IMAGE_JPEG;
            }, image.encoded(), image::encoded);
        }
        if (scene.environment() instanceof Environment.Mapped(EnvironmentMap map, _, _)) {
            version.add(RecordKind.ENVIRONMENT_MAP, map.rgbe(), map::rgbe);
        }
        version.add(RecordKind.MATERIALS, scene.materials(), () -> FlatRecords.materials(scene.materials()));
        version.add(RecordKind.INSTANCES, scene.instances(), () -> FlatRecords.instances(scene.instances()));
        version.add(RecordKind.LIGHTS, new Object(), () -> FlatRecords.lights(scene.environment(), scene.lights()));
        return version.end();
    }

    private static byte[] bytes(final float[] values) {
        final ByteBuffer b = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        b.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return b.array();
    }

    /** A version as it is written. */
    private final class Version {
        private final RecordWriter writer = new RecordWriter(blocks);
        private final IdentityHashMap<Object, RecordWriter.Written> written = new IdentityHashMap<>();
        private final List<Manifest.Entry> entries = new ArrayList<>();

        void add(final Mesh mesh, final int number) {
            addFloats(RecordKind.POSITIONS, mesh.positions(), number);
            if (mesh.indices().length > 0) {
                add(RecordKind.INDICES, mesh.indices(), () -> IndexDeltas.encode(mesh.indices()));
            }
            addUnlessEmpty(RecordKind.NORMALS, mesh.normals(), number);
            addUnlessEmpty(RecordKind.TANGENTS, mesh.tangents(), number);
            mesh.texcoordSets().forEach(set -> addUnlessEmpty(RecordKind.TEXCOORDS, set, number));
            addUnlessEmpty(RecordKind.COLORS, mesh.colors(), number);
        }

        private void addUnlessEmpty(final RecordKind kind, final float[] values, final int number) {
            if (values.length > 0) {
                addFloats(kind, values, number);
            }
        }

        private void addFloats(final RecordKind kind, final float[] values, final int number) {
            add(kind, values, () -> {
                if (!SceneLimits.isFinite(values, values.length)) {
                    throw new IllegalArgumentException("mesh " + number + " has a number that is not finite");
                }
                return bytes(values);
            });
        }

        /** An array that serves as two kinds of stream is written as each. */
        void add(final RecordKind kind, final Object identity, final Supplier<byte[]> bytes) {
            RecordWriter.Written record = written.getOrDefault(identity, records.get(identity));
            if (record != null && record.entry().kind() == kind) {
                writer.again(record);
            } else {
                record = writer.add(kind, bytes.get());
            }
            written.put(identity, record);
            entries.add(record.entry());
        }

        SceneBlocks.Written end() {
            final BlockId id = ManifestTree.write(new Manifest(entries).items(), writer);
            records = written;
            blocks = writer.blocks();
            return new SceneBlocks.Written(id, List.copyOf(blocks.values()));
        }
    }
}
