package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;
import static org.umbel.node.importer.GltfDocument.required;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * Buffers and buffer views, each range checked against the bytes that are really there; views that are compressed with
 * meshopt are decoded when somebody asks for them.
 */
final class BufferStore {
    private final GltfDocument document;
    private final SceneFolder folder;
    private final MeshoptDecoder meshopt;
    private final Map<Integer, MemorySegment> buffers = new HashMap<>();
    private final Map<Integer, MemorySegment> decoded = new HashMap<>();

    BufferStore(final GltfDocument document, final SceneFolder folder) {
        this.document = document;
        this.folder = folder;
        this.meshopt = new MeshoptDecoder(document.arena(), document.budget());
    }

    Gltf.BufferView bufferView(final Integer index, final String path) {
        return follow(document.gltf().bufferViews(), "bufferViews", index, path);
    }

    /**
     * @param path JSON pointer of the reference to the view
     */
    MemorySegment bytes(final Integer viewIndex, final String path) {
        final Gltf.BufferView view = bufferView(viewIndex, path);
        final String place = "/bufferViews/" + viewIndex;
        for (final String extension : MeshoptDecoder.EXTENSIONS) {
            final Map<String, Object> compression = ExtensionValues.object(view.extensions(), extension, place);
            if (!compression.isEmpty()) {
                final MemorySegment known = decoded.get(viewIndex);
                return known != null ? known
                    : decoded(viewIndex, view, compression, place + "/extensions/" + extension);
            }
        }
        return range(view.buffer(), orDefault(view.byteOffset(), 0L),
            required(view.byteLength(), place + "/byteLength"),
            place);
    }

    private MemorySegment decoded(final Integer viewIndex, final Gltf.BufferView view,
                                  final Map<String, Object> compression, final String place) {
        final MemorySegment source = range(ExtensionIntegers.required(compression, "buffer", place),
            ExtensionIntegers.bytes(compression, "byteOffset", 0, place),
            ExtensionIntegers.bytes(compression, "byteLength", -1, place), place);
        final MemorySegment bytes = meshopt.decode(compression, source, place);
        if (view.byteLength() != null && view.byteLength() > bytes.byteSize()) {
            throw new Refusal(place,
                "decodes to " + bytes.byteSize() + " bytes where the view has " + view.byteLength());
        }
        decoded.put(viewIndex, bytes);
        return bytes;
    }

    private MemorySegment range(final Integer bufferIndex, final long offset, final long length, final String place) {
        final MemorySegment buffer = buffer(bufferIndex, place + "/buffer");
        if (offset < 0 || length < 0 || offset > buffer.byteSize() - length) {
            throw new Refusal(place, "bytes " + offset + " to " + (offset + length)
                + " are outside their buffer of " + buffer.byteSize() + " bytes");
        }
        return buffer.asSlice(offset, length);
    }

    private MemorySegment buffer(final Integer index, final String path) {
        final Gltf.Buffer buffer = follow(document.gltf().buffers(), "buffers", index, path);
        final MemorySegment known = buffers.get(index);
        if (known != null) {
            return known;
        }
        final String place = "/buffers/" + index;
        final long length = required(buffer.byteLength(), place + "/byteLength");
        if (length < 1) {
            throw new Refusal(place + "/byteLength", "is " + length + ": at least 1 is needed");
        }
        final MemorySegment bytes = buffer.uri() == null ? binaryChunk(index, place)
            : folder.resolve(buffer.uri(), place + "/uri");
        if (length > bytes.byteSize()) {
            throw new Refusal(place + "/byteLength", "promises " + length + " bytes, there are only "
                + bytes.byteSize(), "the data is cut off: copy it again");
        }
        final MemorySegment used = bytes.asSlice(0, length);
        buffers.put(index, used);
        return used;
    }

    private MemorySegment binaryChunk(final int index, final String place) {
        if (index != 0 || document.binaryChunk().isEmpty()) {
            throw new Refusal(place + "/uri", "is missing: a buffer without data is not supported");
        }
        return document.binaryChunk().get();
    }
}
