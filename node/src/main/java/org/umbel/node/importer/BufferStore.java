package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;
import static org.umbel.node.importer.GltfDocument.required;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/** Buffers and buffer views, each range checked against the bytes that are really there. */
final class BufferStore {
    private final GltfDocument document;
    private final SceneFolder folder;
    private final Map<Integer, MemorySegment> buffers = new HashMap<>();

    BufferStore(final GltfDocument document, final SceneFolder folder) {
        this.document = document;
        this.folder = folder;
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
        final MemorySegment buffer = buffer(view.buffer(), place + "/buffer");
        final long offset = orDefault(view.byteOffset(), 0L);
        final long length = required(view.byteLength(), place + "/byteLength");
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
