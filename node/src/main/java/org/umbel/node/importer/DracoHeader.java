package org.umbel.node.importer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What a Draco bitstream promises, read before anything is decoded: the decoder allocates by these numbers. Draco
 * Bitstream Specification 2.2, sections 3 to 5; older bitstreams are not in glTF files.
 *
 * @param faces    triangles
 * @param vertices points for sequential connectivity; for edgebreaker, points may be more by the seams, three a face
 *                 at most
 */
record DracoHeader(long faces, long vertices) {
    private static final int MAJOR = 2;
    private static final int MINOR = 2;
    private static final int HAS_METADATA = 0x8000;
    private static final int METADATA_DEPTH_MAX = 16;
    private static final long METADATA_ENTRIES_MAX = 1 << 16;

    /**
     * @param place JSON pointer, for the error
     */
    static DracoHeader read(final MemorySegment bytes, final String place) {
        final Reader reader = new Reader(bytes, place);
        for (final char letter : "DRACO".toCharArray()) {
            if (reader.unsignedByte() != letter) {
                throw new Refusal(place, "is not Draco data");
            }
        }
        final int major = reader.unsignedByte();
        final int minor = reader.unsignedByte();
        if (major != MAJOR || minor != MINOR) {
            throw new Refusal(place, "Draco bitstream " + major + "." + minor + " is not supported",
                "compress it anew");
        }
        if (reader.unsignedByte() != 1) {
            throw new Refusal(place, "is a Draco point cloud where a mesh is expected");
        }
        final int method = reader.unsignedByte();
        final int flags = reader.unsignedByte() | reader.unsignedByte() << 8;
        if ((flags & HAS_METADATA) != 0) {
            reader.skipGeometryMetadata();
        }
        return switch (method) {
            case 0 -> new DracoHeader(reader.number(), reader.number());
            case 1 -> {
                reader.unsignedByte();
                final long vertices = reader.number();
                yield new DracoHeader(reader.number(), vertices);
            }
            default -> throw new Refusal(place, "there is no Draco connectivity " + method);
        };
    }

    /** Bytes and LEB128 numbers, each read checked. */
    private static final class Reader {
        private final MemorySegment bytes;
        private final String place;
        private long at;

        Reader(final MemorySegment bytes, final String place) {
            this.bytes = bytes;
            this.place = place;
        }

        int unsignedByte() {
            if (at >= bytes.byteSize()) {
                throw new Refusal(place, "the Draco data is cut off");
            }
            return bytes.get(ValueLayout.JAVA_BYTE, at++) & 0xFF;
        }

        long number() {
            long value = 0;
            for (int shift = 0; shift < Integer.SIZE; shift += 7) {
                final int next = unsignedByte();
                value |= (long) (next & 0x7F) << shift;
                if (next < 0x80) {
                    return value;
                }
            }
            throw new Refusal(place, "the Draco data is damaged: a number has no end");
        }

        void skipGeometryMetadata() {
            final long attributes = bounded(number());
            for (long i = 0; i < attributes; i++) {
                number();
                skipMetadata(0);
            }
            skipMetadata(0);
        }

        private void skipMetadata(final int depth) {
            if (depth > METADATA_DEPTH_MAX) {
                throw new Refusal(place, "the Draco metadata nest too deep");
            }
            final long entries = bounded(number());
            for (long i = 0; i < entries; i++) {
                skip(unsignedByte());
                skip(number());
            }
            final long children = bounded(number());
            for (long i = 0; i < children; i++) {
                skip(unsignedByte());
                skipMetadata(depth + 1);
            }
        }

        private long bounded(final long count) {
            if (count > METADATA_ENTRIES_MAX) {
                throw new Refusal(place, "too many Draco metadata");
            }
            return count;
        }

        private void skip(final long count) {
            if (count > bytes.byteSize() - at) {
                throw new Refusal(place, "the Draco data is cut off");
            }
            at += count;
        }
    }
}
