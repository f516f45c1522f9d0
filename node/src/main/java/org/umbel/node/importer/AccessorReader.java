package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;
import static org.umbel.node.importer.GltfDocument.required;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Accessors as flat arrays: every component type, normalised or not, strided, sparse, or all zero. Nothing is
 * allocated by a declared count before the bytes behind it are known to be there.
 */
final class AccessorReader {
    static final int MATRIX = 16;
    private static final Map<String, Integer> COMPONENTS =
        Map.of("SCALAR", 1, "VEC2", 2, "VEC3", 3, "VEC4", 4, "MAT4", 16);
    /** Bound on an accessor without bytes behind it, which the size of no file bounds. */
    private static final int UNBACKED_COUNT_MAX = 1 << 20;

    private final GltfDocument document;
    private final BufferStore buffers;

    AccessorReader(final GltfDocument document, final BufferStore buffers) {
        this.document = document;
        this.buffers = buffers;
    }

    int components(final @Nullable Integer index, final String path) {
        final String type = required(accessor(index, path).type(), "/accessors/" + index + "/type");
        return orDefault(COMPONENTS.get(type), 0);
    }

    int count(final @Nullable Integer index, final String path) {
        return required(accessor(index, path).count(), "/accessors/" + index + "/count");
    }

    /**
     * @param components how many components an element must have
     * @param path       JSON pointer of the reference
     * @return {@code float[components * count]}, all finite
     * @throws Refusal when the accessor is malformed
     */
    float[] floats(final @Nullable Integer index, final int components, final String path) {
        final Gltf.Accessor accessor = accessor(index, path);
        final String place = "/accessors/" + index;
        if (components(index, path) != components) {
            throw new Refusal(path, accessor.type() + " where " + components + " components are expected");
        }
        final ElementFormat format = format(accessor.componentType(), place);
        if (components == MATRIX && format != ElementFormat.FLOAT32) {
            throw new Refusal(place + "/componentType", "matrices are of floats");
        }
        final boolean normalized = orDefault(accessor.normalized(), false);
        final float[] values = new float[checkedLength(accessor, components, place, path)];
        if (accessor.bufferView() != null) {
            final Rows rows = rows(accessor.bufferView(), accessor.byteOffset(), count(index, path),
                format.bytes() * components, true, place);
            read(values, rows, format, components, normalized);
        }
        if (accessor.sparse() != null) {
            overlay(values.length / components, accessor.sparse(), format, components, place + "/sparse",
                (at, component, from, offset) -> values[at * components + component] =
                    format.read(from, offset, normalized));
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new Refusal(place, "element " + i / components + " is not a finite number");
            }
        }
        return values;
    }

    /**
     * @param limit all indices must be below
     * @return {@code int[count]}
     * @throws Refusal when the accessor is malformed or an index is out of range
     */
    int[] indices(final @Nullable Integer index, final int limit, final String path) {
        final Gltf.Accessor accessor = accessor(index, path);
        final String place = "/accessors/" + index;
        final ElementFormat format = format(accessor.componentType(), place);
        if (components(index, path) != 1 || !format.isUnsignedInteger()
            || orDefault(accessor.normalized(), false)) {
            throw new Refusal(path, "indices are not plain unsigned integers");
        }
        final int[] values = new int[checkedLength(accessor, 1, place, path)];
        if (accessor.bufferView() != null) {
            final Rows rows = rows(accessor.bufferView(), accessor.byteOffset(), values.length,
                format.bytes(), true, place);
            for (int i = 0; i < values.length; i++) {
                values[i] = below(format.unsigned(rows.bytes, i * rows.stride), limit, i, place);
            }
        } else if (limit == 0 && values.length > 0) {
            throw new Refusal(place, "index 0 into a mesh without vertices");
        }
        if (accessor.sparse() != null) {
            overlay(values.length, accessor.sparse(), format, 1, place + "/sparse",
                (at, component, from, offset) -> values[at] =
                    below(format.unsigned(from, offset), limit, at, place + "/sparse"));
        }
        return values;
    }

    private Gltf.Accessor accessor(final @Nullable Integer index, final String path) {
        return follow(document.gltf().accessors(), "accessors", index, path);
    }

    /** Whether integers stand for 0..1 or -1..1, also those that are compressed elsewhere. */
    boolean isNormalized(final @Nullable Integer index, final String path) {
        return orDefault(accessor(index, path).normalized(), false);
    }

    private static ElementFormat format(final Integer code, final String place) {
        return ElementFormat.of(required(code, place + "/componentType"), place + "/componentType");
    }

    private int checkedLength(final Gltf.Accessor accessor, final int components, final String place,
                              final String path) {
        final int count = required(accessor.count(), place + "/count");
        if (count < 1) {
            throw new Refusal(place + "/count", "is below 1");
        }
        if (accessor.bufferView() == null && count > UNBACKED_COUNT_MAX) {
            throw new Refusal(place + "/count", count + " elements without a bufferView; at most "
                + UNBACKED_COUNT_MAX + " are accepted");
        }
        final long length = (long) count * components;
        if (length > Integer.MAX_VALUE - 8) {
            throw new Refusal(place + "/count", count + " elements are too many for one mesh",
                "split the mesh");
        }
        if (accessor.bufferView() != null) {
            // Before the allocation: the bytes must be there, at least one per component.
            final long there = buffers.bytes(accessor.bufferView(), place + "/bufferView").byteSize();
            if (length > there) {
                throw new Refusal(place + "/count", count + " elements do not fit into " + there + " bytes");
            }
        }
        document.budget().take(4 * length, path);
        return (int) length;
    }

    /** Bytes from the first element on, {@code stride} bytes from element to element. */
    private record Rows(MemorySegment bytes, long stride) {}

    private Rows rows(final Integer view, final Long byteOffset, final int count, final int elementBytes,
                      final boolean strided, final String place) {
        final MemorySegment bytes = buffers.bytes(view, place + "/bufferView");
        final Integer declared = buffers.bufferView(view, place).byteStride();
        final long stride = strided ? orDefault(declared, elementBytes) : elementBytes;
        final long offset = orDefault(byteOffset, 0L);
        if (stride < elementBytes) {
            throw new Refusal("/bufferViews/" + view + "/byteStride",
                stride + " is less than an element's " + elementBytes + " bytes");
        }
        if (offset < 0 || offset > bytes.byteSize() - stride * (count - 1L) - elementBytes) {
            throw new Refusal(place, count + " elements of " + elementBytes + " bytes from byte " + offset
                + " do not fit into their buffer view of " + bytes.byteSize() + " bytes");
        }
        return new Rows(bytes.asSlice(offset), stride);
    }

    private static void read(final float[] into, final Rows rows, final ElementFormat format,
                             final int components, final boolean normalized) {
        if (format == ElementFormat.FLOAT32 && rows.stride == 4L * components) {
            MemorySegment.copy(rows.bytes, ElementFormat.F32, 0, into, 0, into.length);
            return;
        }
        for (int i = 0; i < into.length; i++) {
            final long offset = i / components * rows.stride + (long) (i % components) * format.bytes();
            into[i] = format.read(rows.bytes, offset, normalized);
        }
    }

    /** Takes one component of an element from the bytes at an offset. */
    private interface Overlay {
        void set(int element, int component, MemorySegment from, long offset);
    }

    private void overlay(final int elements, final Gltf.Sparse sparse, final ElementFormat format,
                         final int components, final String place, final Overlay into) {
        final int count = required(sparse.count(), place + "/count");
        if (count < 1 || count > elements) {
            throw new Refusal(place + "/count", count + " is outside 1.." + elements);
        }
        final var where = required(sparse.indices(), place + "/indices");
        final var what = required(sparse.values(), place + "/values");
        final ElementFormat indexFormat = format(where.componentType(), place + "/indices");
        if (!indexFormat.isUnsignedInteger()) {
            throw new Refusal(place + "/indices/componentType", "is not an unsigned integer");
        }
        final Rows indices = rows(where.bufferView(), where.byteOffset(), count, indexFormat.bytes(), false,
            place + "/indices");
        final Rows rows = rows(what.bufferView(), what.byteOffset(), count, format.bytes() * components,
            false, place + "/values");
        for (int i = 0; i < count; i++) {
            final int at = below(indexFormat.unsigned(indices.bytes, i * indices.stride), elements, i,
                place + "/indices");
            for (int c = 0; c < components; c++) {
                into.set(at, c, rows.bytes, i * rows.stride + (long) c * format.bytes());
            }
        }
    }

    private static int below(final long value, final int limit, final int element, final String place) {
        if (value >= limit) {
            throw new Refusal(place, "element " + element + " is " + value + ", outside 0.." + (limit - 1));
        }
        return (int) value;
    }
}
