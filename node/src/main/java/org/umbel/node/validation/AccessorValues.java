package org.umbel.node.validation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The elements of an accessor whose bytes are there, strided, of matrices too, with what is sparse over them. */
final class AccessorValues {
    private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final MemorySegment NONE = MemorySegment.ofArray(new byte[0]);

    private final AccessorFormat format;
    private final long count;
    /** Empty: all zero. */
    private final MemorySegment base;
    private final long stride;
    private final long[] sparseAt;
    private final MemorySegment sparse;

    private AccessorValues(final AccessorFormat format, final long count, final MemorySegment base,
                           final long stride, final long[] sparseAt, final MemorySegment sparse) {
        this.format = format;
        this.count = count;
        this.base = base;
        this.stride = stride;
        this.sparseAt = sparseAt;
        this.sparse = sparse;
    }

    /** Empty when the accessor has no data, or not all of its bytes are there. */
    static Optional<AccessorValues> of(final Document document, final Resources resources, final int index) {
        final JsonNode accessor = document.item("accessors", index);
        final Optional<AccessorFormat> known = AccessorFormat.of(accessor);
        final long count = Json.whole(accessor, "count", -1);
        final JsonNode sparse = accessor.path("sparse");
        if (known.isEmpty() || count < 1 || !accessor.has("bufferView") && !sparse.isObject()) {
            return Optional.empty();
        }
        final AccessorFormat format = known.get();
        MemorySegment base = NONE;
        long stride = format.packedStride();
        if (accessor.has("bufferView")) {
            final int view = document.reference(accessor, "bufferView", "bufferViews");
            stride = Json.whole(document.item("bufferViews", view), "byteStride", stride);
            final Optional<MemorySegment> rows = part(resources.view(view), Json.whole(accessor, "byteOffset", 0),
                stride < format.elementBytes() ? -1 : stride * (count - 1.0) + format.elementBytes());
            if (rows.isEmpty()) {
                return Optional.empty();
            }
            base = rows.get();
        }
        if (!sparse.isObject()) {
            return Optional.of(new AccessorValues(format, count, base, stride, new long[0], NONE));
        }
        final Optional<long[]> at = sparseIndices(document, resources, sparse);
        final Optional<MemorySegment> values = at.flatMap(indices -> sparsePart(document, resources,
            sparse.path("values"), (double) format.packedStride() * indices.length));
        if (at.isEmpty() || values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AccessorValues(format, count, base, stride, at.get(), values.get()));
    }

    /** The indices of what is sparse, whatever they are; empty when their bytes are not there. */
    static Optional<long[]> sparseIndices(final Document document, final Resources resources,
                                          final JsonNode sparse) {
        final JsonNode indices = sparse.path("indices");
        final long component = Json.whole(indices, "componentType", 0);
        final int bytes = AccessorFormat.componentBytes(component);
        final long count = Json.whole(sparse, "count", -1);
        if (bytes == 0 || count < 1) {
            return Optional.empty();
        }
        return sparsePart(document, resources, indices, (double) bytes * count).map(from -> {
            // As many as there are bytes for.
            final long[] all = new long[(int) count];
            for (int i = 0; i < all.length; i++) {
                all[i] = (long) read(from, (long) i * bytes, (int) component);
            }
            return all;
        });
    }

    private static Optional<MemorySegment> sparsePart(final Document document, final Resources resources,
                                                      final JsonNode part, final double bytes) {
        final int view = document.reference(part, "bufferView", "bufferViews");
        return part(resources.view(view), Json.whole(part, "byteOffset", 0), bytes);
    }

    private static Optional<MemorySegment> part(final Optional<MemorySegment> view, final long offset,
                                                final double bytes) {
        return view.filter(all -> bytes >= 0 && bytes <= Integer.MAX_VALUE && offset >= 0
            && offset + bytes <= all.byteSize()).map(all -> all.asSlice(offset, (long) bytes));
    }

    AccessorFormat format() {
        return format;
    }

    long count() {
        return count;
    }

    /** A component as it is in the file; columns of a matrix follow each other. */
    double raw(final long element, final int component) {
        final long within = (long) component / format.rows() * format.columnBytes()
            + (long) component % format.rows() * format.componentBytes();
        final int place = sparseAt.length == 0 ? -1 : Arrays.binarySearch(sparseAt, element);
        if (place >= 0) {
            return read(sparse, (long) place * format.packedStride() + within, format.component());
        }
        return base.byteSize() == 0 ? 0 : read(base, element * stride + within, format.component());
    }

    /** What it stands for. */
    double value(final long element, final int component) {
        return format.meaning(raw(element, component));
    }

    private static double read(final MemorySegment from, final long offset, final int component) {
        return switch (component) {
            case AccessorFormat.INT8 -> from.get(ValueLayout.JAVA_BYTE, offset);
            case AccessorFormat.UINT8 -> from.get(ValueLayout.JAVA_BYTE, offset) & 0xFF;
            case AccessorFormat.INT16 -> from.get(I16, offset);
            case AccessorFormat.UINT16 -> from.get(I16, offset) & 0xFFFF;
            case AccessorFormat.UINT32 -> from.get(I32, offset) & 0xFFFF_FFFFL;
            default -> from.get(F32, offset);
        };
    }
}
