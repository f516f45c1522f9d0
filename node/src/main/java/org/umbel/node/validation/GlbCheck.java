package org.umbel.node.validation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The chunks of a GLB file (glTF 2.0, section 4.4).
 *
 * @param json   the JSON chunk, empty when the file has none that can be read
 * @param binary the binary chunk
 */
record GlbCheck(Optional<MemorySegment> json, Optional<MemorySegment> binary) {
    private static final int MAGIC = 0x46546C67;
    private static final int JSON = 0x4E4F534A;
    private static final int BIN = 0x004E4942;
    private static final int HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final ValueLayout.OfInt U32 =
        ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    static GlbCheck read(final MemorySegment file, final Findings findings) {
        final GlbCheck nothing = new GlbCheck(Optional.empty(), Optional.empty());
        if (file.byteSize() < HEADER_BYTES) {
            findings.error("GLB_UNEXPECTED_END_OF_HEADER", "", "the GLB header is cut off");
            return nothing;
        }
        if (file.get(U32, 0) != MAGIC) {
            findings.error("GLB_INVALID_MAGIC", "", "does not begin as a GLB does");
            return nothing;
        }
        if (file.get(U32, 4) != 2) {
            findings.error("GLB_INVALID_VERSION", "", "is of GLB version "
                + Integer.toUnsignedString(file.get(U32, 4)) + ", not 2");
            return nothing;
        }
        final long length = Integer.toUnsignedLong(file.get(U32, 8));
        if (length <= HEADER_BYTES) {
            findings.error("GLB_LENGTH_TOO_SMALL", "", "the GLB header promises " + length + " bytes");
        }
        if (length > file.byteSize()) {
            findings.error("GLB_LENGTH_MISMATCH", "",
                "the GLB header promises " + length + " bytes, the file has " + file.byteSize());
        } else if (length < file.byteSize()) {
            findings.warning("GLB_EXTRA_DATA", "", (file.byteSize() - length) + " bytes follow the GLB");
        }
        return chunks(file.asSlice(0, Math.min(length, file.byteSize())), findings);
    }

    private static GlbCheck chunks(final MemorySegment glb, final Findings findings) {
        Optional<MemorySegment> json = Optional.empty();
        Optional<MemorySegment> binary = Optional.empty();
        final Set<Integer> seen = new HashSet<>();
        long at = HEADER_BYTES;
        for (int index = 0; at < glb.byteSize(); index++) {
            if (glb.byteSize() - at < CHUNK_HEADER_BYTES) {
                findings.error("GLB_UNEXPECTED_END_OF_CHUNK_HEADER", "",
                    "a GLB chunk header is cut off at byte " + at);
                break;
            }
            final long length = Integer.toUnsignedLong(glb.get(U32, at));
            final int type = glb.get(U32, at + 4);
            header(index, at, length, type, seen, findings);
            final long room = glb.byteSize() - at - CHUNK_HEADER_BYTES;
            if (length > room) {
                findings.error("GLB_CHUNK_TOO_BIG", "", "the GLB chunk at byte " + at + " is longer than the file");
                break;
            }
            final MemorySegment bytes = glb.asSlice(at + CHUNK_HEADER_BYTES, length);
            if (type == JSON && json.isEmpty()) {
                json = Optional.of(bytes);
            } else if (type == BIN && binary.isEmpty()) {
                binary = Optional.of(bytes);
            }
            at += CHUNK_HEADER_BYTES + length;
        }
        return new GlbCheck(json, binary);
    }

    private static void header(final int index, final long at, final long length, final int type,
                               final Set<Integer> seen, final Findings findings) {
        final String chunk = "the GLB chunk at byte " + at;
        if (length % 4 != 0) {
            findings.error("GLB_CHUNK_LENGTH_UNALIGNED", "", chunk + " has " + length + " bytes, no multiple of 4");
        }
        if (index == 0 && type != JSON) {
            findings.error("GLB_UNEXPECTED_FIRST_CHUNK", "", "the first chunk of the GLB is not JSON");
        }
        if (type != JSON && type != BIN) {
            findings.warning("GLB_UNKNOWN_CHUNK_TYPE", "", chunk + " is of no type that glTF knows");
            return;
        }
        if (type == JSON && length == 0) {
            findings.error("GLB_EMPTY_CHUNK", "", chunk + " is empty");
        }
        if (!seen.add(type)) {
            findings.error("GLB_DUPLICATE_CHUNK", "", chunk + " is the second of its type");
        } else if (type == BIN && index > 1) {
            findings.error("GLB_UNEXPECTED_BIN_CHUNK", "", "the binary chunk is not the second chunk");
        }
    }
}
