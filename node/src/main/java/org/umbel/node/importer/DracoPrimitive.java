package org.umbel.node.importer;

import com.openize.drako.DataType;
import com.openize.drako.Draco;
import com.openize.drako.DracoMesh;
import com.openize.drako.DrakoException;
import com.openize.drako.PointAttribute;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A primitive whose streams are compressed with Draco (KHR_draco_mesh_compression). The decoder is Java, so that
 * hostile bytes end in an exception and not in a crash; what it may allocate is bounded by the header before it
 * starts, and how long it takes by a clock.
 */
final class DracoPrimitive {
    static final String EXTENSION = "KHR_draco_mesh_compression";
    private static final int BYTES_MAX = 1 << 30;
    private static final int FACES_PER_SECOND_MIN = 20_000;
    private static final int SECONDS_MIN = 2;
    /** What the decoder holds of a face and of a point while it works, measured. */
    private static final long FACE_BYTES = 200;

    private final DracoMesh mesh;
    private final Map<String, PointAttribute> attributes;
    private final String place;

    private DracoPrimitive(final DracoMesh mesh, final Map<String, PointAttribute> attributes, final String place) {
        this.mesh = mesh;
        this.attributes = attributes;
        this.place = place;
    }

    /**
     * Decodes a primitive.
     *
     * @param place JSON pointer of the primitive
     * @return empty when it is not compressed
     * @throws Refusal when the data is damaged, or does not agree with the accessors
     */
    static Optional<DracoPrimitive> of(final Gltf.Primitive primitive, final GltfDocument document,
                                       final BufferStore buffers, final AccessorReader accessors, final String place) {
        final Map<String, Object> extension = ExtensionValues.object(primitive.extensions(), EXTENSION, place);
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        final String path = place + "/extensions/" + EXTENSION;
        final MemorySegment bytes =
            buffers.bytes(ExtensionIntegers.required(extension, "bufferView", path), path + "/bufferView");
        if (bytes.byteSize() > BYTES_MAX) {
            throw new Refusal(path, "is more than " + (BYTES_MAX >> 20) + " MiB of Draco data", "split the mesh");
        }
        final DracoHeader header = DracoHeader.read(bytes, path);
        final int points = accessors.count(primitive.attributes().get("POSITION"), place + "/attributes/POSITION");
        final long faces = primitive.indices() == null ? points
            : accessors.count(primitive.indices(), place + "/indices") / 3L;
        if (header.faces() > faces || header.vertices() > points) {
            throw new Refusal(path, "has " + header.faces() + " triangles and " + header.vertices()
                + " vertices where the accessors have " + faces + " and " + points);
        }
        document.budget().take(FACE_BYTES * (header.faces() + points), path);
        final DracoMesh mesh = decode(bytes.toArray(ValueLayout.JAVA_BYTE), header.faces(), path);
        if (mesh.getNumPoints() != points) {
            throw new Refusal(path,
                "decodes to " + mesh.getNumPoints() + " vertices where the accessors have " + points);
        }
        final Map<String, Object> ids = ExtensionValues.asObject(
            GltfDocument.required(extension.get("attributes"), path + "/attributes"), path + "/attributes");
        final Map<String, PointAttribute> attributes = new HashMap<>();
        for (final String name : ids.keySet()) {
            attributes.put(name, attribute(mesh, ExtensionIntegers.required(ids, name, path + "/attributes"),
                path + "/attributes/" + name));
        }
        if (!attributes.containsKey("POSITION")) {
            throw new Refusal(path + "/attributes/POSITION", "is missing");
        }
        return Optional.of(new DracoPrimitive(mesh, attributes, path));
    }

    private static PointAttribute attribute(final DracoMesh mesh, final int id, final String path) {
        for (int i = 0; i < mesh.getNumAttributes(); i++) {
            if ((mesh.attribute(i).getUniqueId() & 0xFFFF) == id) {
                return mesh.attribute(i);
            }
        }
        throw new Refusal(path, "the Draco data has no attribute " + id);
    }

    private static DracoMesh decode(final byte[] bytes, final long faces, final String path) {
        final AtomicReference<DracoMesh> decoded = new AtomicReference<>();
        final AtomicReference<String> failure = new AtomicReference<>("");
        final Thread thread = Thread.ofPlatform().daemon().name("draco").start(() -> {
            try {
                if (Draco.decode(bytes) instanceof DracoMesh mesh) {
                    decoded.set(mesh);
                }
            } catch (final DrakoException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
                failure.set(": " + e);
            }
        });
        final Duration limit = Duration.ofSeconds(SECONDS_MIN + faces / FACES_PER_SECOND_MIN);
        try {
            if (!thread.join(limit)) {
                throw new Refusal(path, "the Draco data is damaged: decoding does not end");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(path, "decoding was interrupted");
        }
        final DracoMesh mesh = decoded.get();
        if (mesh == null) {
            throw new Refusal(path, "the Draco data is damaged" + failure.get(), "copy the file again");
        }
        return mesh;
    }

    boolean has(final String attribute) {
        return attributes.containsKey(attribute);
    }

    int vertices() {
        return mesh.getNumPoints();
    }

    /**
     * The values of an attribute.
     *
     * @param attribute  one that it {@link #has}
     * @param normalized whether integers stand for 0..1 or -1..1
     * @param path       JSON pointer of the reference
     * @return {@code float[components * vertices]}, all finite
     */
    float[] floats(final String attribute, final int components, final boolean normalized, final String path) {
        final PointAttribute from = Objects.requireNonNull(attributes.get(attribute));
        if (from.getComponentsCount() != components) {
            throw new Refusal(path,
                "the Draco data has " + from.getComponentsCount() + " components where " + components
                    + " are expected");
        }
        final ElementFormat format = format(from.getDataType(), path);
        final MemorySegment bytes = MemorySegment.ofArray(from.getBuffer().getBuffer());
        final float[] values = new float[components * vertices()];
        try {
            for (int i = 0; i < values.length; i++) {
                final long element =
                    from.getByteOffset() + (long) from.mappedIndex(i / components) * from.getByteStride();
                values[i] = format.read(bytes, element + (long) (i % components) * format.bytes(), normalized);
                if (!Float.isFinite(values[i])) {
                    throw new Refusal(path, "element " + i / components + " is not a finite number");
                }
            }
        } catch (final IndexOutOfBoundsException e) {
            throw new Refusal(path, "the Draco data is damaged: vertices without values");
        }
        return values;
    }

    /**
     * The triangles.
     *
     * @return {@code int[3 * triangles]}, all below {@link #vertices}
     */
    int[] indices() {
        final int[] indices = new int[3 * mesh.getNumFaces()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = mesh.readCorner(i);
            if (indices[i] < 0 || indices[i] >= vertices()) {
                throw new Refusal(place, "the Draco data is damaged: it has no vertex " + indices[i]);
            }
        }
        return indices;
    }

    private static ElementFormat format(final int type, final String path) {
        return switch (type) {
            case DataType.INT8 -> ElementFormat.INT8;
            case DataType.UINT8 -> ElementFormat.UINT8;
            case DataType.INT16 -> ElementFormat.INT16;
            case DataType.UINT16 -> ElementFormat.UINT16;
            case DataType.UINT32 -> ElementFormat.UINT32;
            case DataType.FLOAT32 -> ElementFormat.FLOAT32;
            default -> throw new Refusal(path, "Draco data type " + type + " is not supported");
        };
    }
}
