package org.umbel.node.importer;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Component types of an accessor by their glTF numbers, and how a component is read as a float. */
enum ElementFormat {
    INT8(5120, 1), UINT8(5121, 1), INT16(5122, 2), UINT16(5123, 2), UINT32(5125, 4), FLOAT32(5126, 4);

    static final ValueLayout.OfShort I16 =
        ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat F32 =
        ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int code;
    private final int bytes;

    ElementFormat(final int code, final int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    static ElementFormat of(final int code, final String path) {
        for (final ElementFormat format : values()) {
            if (format.code == code) {
                return format;
            }
        }
        throw new Refusal(path, "there is no component type " + code);
    }

    int bytes() {
        return bytes;
    }

    boolean isUnsignedInteger() {
        return this == UINT8 || this == UINT16 || this == UINT32;
    }

    /** An unsigned integer component. */
    long unsigned(final MemorySegment from, final long offset) {
        return switch (this) {
            case UINT8 -> from.get(ValueLayout.JAVA_BYTE, offset) & 0xFFL;
            case UINT16 -> from.get(I16, offset) & 0xFFFFL;
            case UINT32 -> from.get(I32, offset) & 0xFFFF_FFFFL;
            case INT8, INT16, FLOAT32 -> throw new IllegalStateException(this + " is not unsigned");
        };
    }

    /** A component; normalised integers by the equations of glTF 2.0, section 3.11. */
    float read(final MemorySegment from, final long offset, final boolean normalized) {
        return switch (this) {
            case FLOAT32 -> from.get(F32, offset);
            case INT8 -> signed(from.get(ValueLayout.JAVA_BYTE, offset), 127, normalized);
            case INT16 -> signed(from.get(I16, offset), 32767, normalized);
            case UINT8 -> normalized ? unsigned(from, offset) / 255f : unsigned(from, offset);
            case UINT16 -> normalized ? unsigned(from, offset) / 65535f : unsigned(from, offset);
            case UINT32 -> unsigned(from, offset);
        };
    }

    private static float signed(final int value, final int max, final boolean normalized) {
        return normalized ? Math.max(value / (float) max, -1f) : value;
    }
}
