package org.umbel.codec.block;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Instance;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.Scene;

/** Reads one scene: a cursor over a manifest's records, which must come in the one order that a writer gives them. */
final class SceneReader {
    private static final float[] NO_FLOATS = {};

    private final Function<BlockId, Block> lookup;
    private List<Manifest.Entry> records = List.of();
    private int at;

    SceneReader(final Function<BlockId, Block> lookup) {
        this.lookup = lookup;
    }

    Scene read(final Manifest manifest) throws BlockException {
        records = manifest.records();
        at = 0;
        final List<Mesh> meshes = new ArrayList<>();
        while (next(RecordKind.POSITIONS)) {
            meshes.add(mesh());
        }
        final List<Image> images = new ArrayList<>();
        while (next(RecordKind.IMAGE_PNG) || next(RecordKind.IMAGE_JPEG)) {
            final Image.Format format = next(RecordKind.IMAGE_PNG) ? Image.Format.PNG : Image.Format.JPEG;
            images.add(new Image(format, bytes()));
        }
        final List<Material> materials = FlatRecords.materials(bytes(RecordKind.MATERIALS));
        final List<Instance> instances = FlatRecords.instances(bytes(RecordKind.INSTANCES));
        final byte[] lighting = bytes(RecordKind.LIGHTS);
        final Environment environment = FlatRecords.environment(lighting);
        final List<Light> lights = FlatRecords.lights(lighting);
        if (at != records.size()) {
            throw new BlockException("manifest goes on behind the lights");
        }
        final Scene scene = new Scene(meshes, images, materials, instances, lights, environment);
        final String problem = SceneLimits.problem(scene);
        if (problem != null) {
            throw new BlockException(problem);
        }
        return scene;
    }

    private Mesh mesh() throws BlockException {
        final float[] positions = floats(RecordKind.POSITIONS);
        final int[] indices = next(RecordKind.INDICES) ? IndexDeltas.decode(bytes()) : new int[0];
        final float[] normals = floats(RecordKind.NORMALS);
        final float[] tangents = floats(RecordKind.TANGENTS);
        final float[] texcoords = floats(RecordKind.TEXCOORDS);
        final float[] colors = floats(RecordKind.COLORS);
        try {
            return new Mesh(positions, indices, normals, tangents, texcoords, colors);
        } catch (final IllegalArgumentException e) {
            throw new BlockException(String.valueOf(e.getMessage()), e);
        }
    }

    private boolean next(final RecordKind kind) {
        return at < records.size() && records.get(at).kind() == kind;
    }

    private float[] floats(final RecordKind kind) throws BlockException {
        if (!next(kind)) {
            return NO_FLOATS;
        }
        final byte[] record = bytes();
        if (record.length % Float.BYTES != 0) {
            throw new BlockException("mesh stream of " + record.length + " bytes");
        }
        final float[] values = new float[record.length / Float.BYTES];
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private byte[] bytes(final RecordKind kind) throws BlockException {
        if (!next(kind)) {
            throw new BlockException("manifest has no " + kind + " where they belong");
        }
        return bytes();
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
