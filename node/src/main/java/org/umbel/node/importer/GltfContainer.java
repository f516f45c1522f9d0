package org.umbel.node.importer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The outer shell of a scene file: bare JSON, or GLB's JSON chunk and optional binary chunk (glTF 2.0,
 * section 4). The file is mapped, so that only what becomes part of the scene is copied.
 *
 * @param json        the JSON text
 * @param textual     whether the file is JSON that a person can open
 * @param binaryChunk mapped, only in GLB
 */
record GltfContainer(byte[] json, boolean textual, Optional<MemorySegment> binaryChunk) {
    static final long FILE_BYTES_MAX = 4L << 30;
    private static final int JSON_BYTES_MAX = 1 << 29;
    private static final int MAGIC = 0x46546C67;
    private static final int CHUNK_JSON = 0x4E4F534A;
    private static final int CHUNK_BIN = 0x004E4942;
    private static final int HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final String NOT_GLTF = "glTF 2.0 comes as .gltf (JSON) or .glb";
    private static final ValueLayout.OfInt U32 =
        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static GltfContainer read(final Path file, final Arena arena, final MemoryBudget budget)
        throws IOException {
        final MemorySegment bytes = map(file, arena);
        if (bytes.byteSize() >= 4 && bytes.get(U32, 0) == MAGIC) {
            return binary(bytes, budget);
        }
        for (long i = 0; i < bytes.byteSize(); i++) {
            final byte b = bytes.get(ValueLayout.JAVA_BYTE, i);
            if (b == '{' || b == '[') {
                return new GltfContainer(json(bytes, budget), true, Optional.empty());
            }
            final boolean byteOrderMark = i < 3 && (b & 0xFF) >= 0xBB;
            if (!byteOrderMark && !Character.isWhitespace(b)) {
                break;
            }
        }
        throw new Refusal("", bytes.byteSize() == 0 ? "is empty" : "is neither JSON nor GLB", NOT_GLTF);
    }

    /** Maps a file whole, read-only. */
    static MemorySegment map(final Path file, final Arena arena) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Refusal("", Files.exists(file) ? "is not a file" : "there is no such file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > FILE_BYTES_MAX) {
                throw new Refusal("", "is larger than " + (FILE_BYTES_MAX >> 30) + " GiB");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    /** From the bytes of a GLB file. */
    static GltfContainer binary(final MemorySegment bytes, final MemoryBudget budget) {
        if (bytes.byteSize() < HEADER_BYTES) {
            throw new Refusal("", "the GLB header is cut off");
        }
        final int version = bytes.get(U32, 4);
        if (version != 2) {
            throw new Refusal("", "GLB version " + Integer.toUnsignedString(version) + " is not supported",
                NOT_GLTF);
        }
        final long length = Integer.toUnsignedLong(bytes.get(U32, 8));
        if (length > bytes.byteSize()) {
            throw new Refusal("", "the GLB header promises " + length + " bytes, the file has "
                + bytes.byteSize(), "the file is cut off: copy it again");
        }
        final MemorySegment glb = bytes.asSlice(0, length);
        final MemorySegment json = chunk(glb, HEADER_BYTES, CHUNK_JSON)
            .orElseThrow(() -> new Refusal("", "the first chunk of the GLB is not JSON"));
        final long next = HEADER_BYTES + CHUNK_HEADER_BYTES + json.byteSize();
        return new GltfContainer(json(json, budget), false,
            next < length ? chunk(glb, next, CHUNK_BIN) : Optional.empty());
    }

    /** The chunk at an offset, empty when it is of another type. */
    private static Optional<MemorySegment> chunk(final MemorySegment glb, final long offset, final int type) {
        final long rest = glb.byteSize() - offset;
        if (rest < CHUNK_HEADER_BYTES) {
            throw new Refusal("", "a GLB chunk header is cut off at byte " + offset);
        }
        final long length = Integer.toUnsignedLong(glb.get(U32, offset));
        if (length > rest - CHUNK_HEADER_BYTES) {
            throw new Refusal("", "the GLB chunk at byte " + offset + " is longer than the file");
        }
        return glb.get(U32, offset + 4) == type
            ? Optional.of(glb.asSlice(offset + CHUNK_HEADER_BYTES, length)) : Optional.empty();
    }

    private static byte[] json(final MemorySegment text, final MemoryBudget budget) {
        if (text.byteSize() > JSON_BYTES_MAX) {
            throw new Refusal("", "more than " + (JSON_BYTES_MAX >> 20) + " MiB of JSON",
                "convert the scene to .glb, so that its data is not text");
        }
        // The parsed objects take several times the text.
        budget.take(6 * text.byteSize(), "");
        return text.toArray(ValueLayout.JAVA_BYTE);
    }
}
