package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/** Reads one scene: a cursor over a manifest's records, which must come in the one order that a writer gives them. */
final class SceneReader {
    private static final float[] NO_FLOATS = {};
    private static final int[] NO_INDICES = {};

    private final Function<BlockId, Block> lookup;
    private final Function<Manifest.Entry, @Nullable Object> known;
    /** What was read, by record: float[], int[], byte[] or a list, as its kind has it. */
    private final Map<Manifest.Entry, Object> read = new HashMap<>();
    private List<Manifest.Entry> records = List.of();
    private int at;
    /** Whether a stream of the present mesh was not known. */
    private boolean isFresh;

    /** @param known what {@link #read()} had of a record when it was read before, or null */
    SceneReader(final Function<BlockId, Block> lookup, final Function<Manifest.Entry, @Nullable Object> known) {
        this.lookup = lookup;
        this.known = known;
    }

    /** What a record's bytes mean. */
    private interface Decoding<T> {
        T of(byte[] record) throws BlockException;
    }

    /** What was made of each record. */
    Map<Manifest.Entry, Object> read() {
        return read;
    }

    Scene read(final Manifest manifest) throws BlockException {
        records = manifest.records();
        at = 0;
        final List<Mesh> meshes = new ArrayList<>();
        while (next(RecordKind.POSITIONS)) {
            meshes.add(mesh(meshes.size()));
        }
        final List<Image> images = new ArrayList<>();
        while (next(RecordKind.IMAGE_PNG) || next(RecordKind.IMAGE_JPEG)) {
            final Image.Format format = next(RecordKind.IMAGE_PNG) ? Image.Format.PNG : Image.Format.JPEG;
            images.add(new Image(format, record(bytes -> bytes)));
        }
        final Optional<byte[]> map = next(RecordKind.ENVIRONMENT_MAP) ? Optional.of(record(bytes -> bytes))
            : Optional.empty();
        final List<Material> materials = record(RecordKind.MATERIALS, FlatRecords::materials);
        final List<Instance> instances = record(RecordKind.INSTANCES, FlatRecords::instances);
        final FlatRecords.Lighting lighting =
            FlatRecords.lighting(record(RecordKind.LIGHTS, bytes -> bytes), map);
        if (at != records.size()) {
            throw new BlockException("manifest goes on behind the lights");
        }
        final Scene scene = new Scene(meshes, images, materials, instances, lighting.lights(),
            lighting.environment());
        final String problem = SceneLimits.problemBesideMeshes(scene);
        if (problem != null) {
            throw new BlockException(problem);
        }
        return scene;
    }

    private Mesh mesh(final int number) throws BlockException {
        isFresh = false;
        final float[] positions = floats(RecordKind.POSITIONS);
        final int[] indices = next(RecordKind.INDICES) ? record(IndexDeltas::decode) : NO_INDICES;
        final float[] normals = floats(RecordKind.NORMALS);
        final float[] tangents = floats(RecordKind.TANGENTS);
        final List<float[]> texcoords = new ArrayList<>();
        while (next(RecordKind.TEXCOORDS) && texcoords.size() < Mesh.TEXCOORD_SETS_MAX) {
            texcoords.add(floats(RecordKind.TEXCOORDS));
        }
        final float[] colors = floats(RecordKind.COLORS);
        try {
            final Mesh mesh = new Mesh(positions, indices, normals, tangents, texcoords, colors);
            if (isFresh && !SceneLimits.isFinite(mesh)) {
                throw new BlockException("mesh " + number + " has a number that is not finite");
            }
            return mesh;
        } catch (final IllegalArgumentException e) {
            throw new BlockException(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean next(final RecordKind kind) {
        return at < records.size() && records.get(at).kind() == kind;
    }

    private float[] floats(final RecordKind kind) throws BlockException {
        return next(kind) ? record(SceneReader::floats) : NO_FLOATS;
    }

    private static float[] floats(final byte[] record) throws BlockException {
        if (record.length % Float.BYTES != 0) {
            throw new BlockException("mesh stream of " + record.length + " bytes");
        }
        final float[] values = new float[record.length / Float.BYTES];
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private <T> T record(final RecordKind kind, final Decoding<T> decoding) throws BlockException {
        if (!next(kind)) {
            throw new BlockException("manifest has no " + kind + " where they belong");
        }
        return record(decoding);
    }

    /** The next record; one that is known is not decoded. */
    @SuppressWarnings("unchecked") // a record's kind is part of its entry, and each kind is decoded in one way
    private <T> T record(final Decoding<T> decoding) throws BlockException {
        final Manifest.Entry entry = records.get(at);
        Object value = read.get(entry);
        if (value == null) {
            value = known.apply(entry);
        }
        if (value == null) {
            value = decoding.of(bytes());
            isFresh = true;
        } else {
            at++;
        }
        read.put(entry, value);
        return (T) value;
    }

    /** The next record. Its blocks are all there and claim their lengths before anything of its length is allocated. */
    private byte[] bytes() throws BlockException {
        final Manifest.Entry record = records.get(at++);
        final List<Block> blocks = new ArrayList<>(record.pieces().size());
        for (final Manifest.Piece piece : record.pieces()) {
            final Block block = lookup.apply(piece.id());
            if (block == null) {
                throw new BlockException("block " + piece.id() + " is not there");
            }
            blocks.add(SceneBlocks.checked(block, piece.id()));
            if (block.rawLength() != piece.bytes()) {
                throw new BlockException(
                    "block " + piece.id() + " of " + block.rawLength() + " bytes, not " + piece.bytes());
            }
        }
        final ByteBuffer joined = ByteBuffer.allocate((int) record.bytes());
        for (final Block block : blocks) {
            joined.put(BlockCodec.decode(block));
        }
        return joined.array();
    }
}
