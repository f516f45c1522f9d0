package org.umbel.node.validation;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How an accessor's elements lie in memory (glTF 2.0, section 3.6.2).
 *
 * @param type           such as {@code VEC3}
 * @param component      the number of its component type
 * @param isNormalized   whether integers stand for 0..1 or -1..1
 * @param componentBytes of one component
 * @param rows           components of a column; of a vector all
 * @param columns        1 but for matrices
 */
record AccessorFormat(String type, int component, boolean isNormalized, int componentBytes, int rows, int columns) {
    static final int INT8 = 5120;
    static final int UINT8 = 5121;
    static final int INT16 = 5122;
    static final int UINT16 = 5123;
    static final int UINT32 = 5125;
    static final int FLOAT32 = 5126;
    private static final Map<Integer, Integer> COMPONENT_BYTES =
        Map.of(INT8, 1, UINT8, 1, INT16, 2, UINT16, 2, UINT32, 4, FLOAT32, 4);
    private static final Map<Integer, String> COMPONENT_NAMES = Map.of(INT8, "i8", UINT8, "u8", INT16, "i16",
        UINT16, "u16", UINT32, "u32", FLOAT32, "f32");
    private static final Map<String, Integer> ROWS =
        Map.of("SCALAR", 1, "VEC2", 2, "VEC3", 3, "VEC4", 4, "MAT2", 2, "MAT3", 3, "MAT4", 4);

    /** Empty when the accessor does not say, or what it says has no meaning. */
    static Optional<AccessorFormat> of(final JsonNode accessor) {
        final String type = Json.text(accessor, "type");
        final int component = (int) Json.whole(accessor, "componentType", 0);
        if (!COMPONENT_BYTES.containsKey(component) || !ROWS.containsKey(type)) {
            return Optional.empty();
        }
        final int rows = ROWS.get(type);
        return Optional.of(new AccessorFormat(type, component, Json.flag(accessor, "normalized"),
            COMPONENT_BYTES.get(component), rows, type.startsWith("MAT") ? rows : 1));
    }

    /** 0 for what is no component type. */
    static int componentBytes(final long component) {
        return COMPONENT_BYTES.getOrDefault((int) component, 0);
    }

    boolean isFloat() {
        return component == FLOAT32;
    }

    boolean isMatrix() {
        return columns > 1;
    }

    int components() {
        return rows * columns;
    }

    /** From column to column: columns of a matrix begin at multiples of four bytes. */
    int columnBytes() {
        final int bytes = rows * componentBytes;
        return isMatrix() ? (bytes + 3) & ~3 : bytes;
    }

    /** What one element takes; the last column of a matrix needs no padding. */
    int elementBytes() {
        return columnBytes() * (columns - 1) + rows * componentBytes;
    }

    /** From element to element where the view does not say. */
    int packedStride() {
        return columnBytes() * columns;
    }

    /** Type, component and whether it is normalised, as in {@code VEC2 u8n}. */
    String word() {
        return type + " " + COMPONENT_NAMES.getOrDefault(component, "?") + (isNormalized ? "n" : "");
    }

    /** The value that a raw component stands for. */
    double meaning(final double raw) {
        if (!isNormalized || isFloat()) {
            return raw;
        }
        final boolean isSigned = component == INT8 || component == INT16;
        final double most = Math.pow(2, 8 * componentBytes - (isSigned ? 1 : 0)) - 1;
        return Math.max(raw / most, -1);
    }

    /** Whether a raw component can be this number. */
    boolean holds(final double number) {
        if (isFloat()) {
            return Double.isFinite(number);
        }
        final boolean isSigned = component == INT8 || component == INT16;
        final double span = Math.pow(2, 8 * componentBytes);
        return number == Math.rint(number) && number >= (isSigned ? -span / 2 : 0)
            && number < (isSigned ? span / 2 : span);
    }

}
