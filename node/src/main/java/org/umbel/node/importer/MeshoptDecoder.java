package org.umbel.node.importer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lwjgl.util.meshoptimizer.MeshOptimizer;

/**
 * Decodes a buffer view of EXT_meshopt_compression (or KHR_meshopt_compression, its successor) by meshoptimizer. The
 * native decoder checks its reads against the length that it is given; what the extension demands of counts and
 * strides, which it takes for granted, is checked here first.
 */
final class MeshoptDecoder {
    static final List<String> EXTENSIONS = List.of("EXT_meshopt_compression", "KHR_meshopt_compression");
    private static final int STRIDE_BYTES_MAX = 256;

    private final Arena arena;
    private final MemoryBudget budget;

    private enum Mode { ATTRIBUTES, TRIANGLES, INDICES }

    private enum Filter { NONE, OCTAHEDRAL, QUATERNION, EXPONENTIAL, COLOR }

    MeshoptDecoder(final Arena arena, final MemoryBudget budget) {
        this.arena = arena;
        this.budget = budget;
    }

    /**
     * Decodes a view.
     *
     * @param extension the extension's object
     * @param source    the compressed bytes
     * @param place     JSON pointer of the extension
     * @return {@code count * byteStride} bytes, valid as long as the arena
     */
    MemorySegment decode(final Map<String, Object> extension, final MemorySegment source, final String place) {
        final int count = ExtensionIntegers.required(extension, "count", place);
        final int stride = ExtensionIntegers.required(extension, "byteStride", place);
        final Mode mode = choice(Mode.class, extension.get("mode"), null, place + "/mode");
        final Filter filter = choice(Filter.class, extension.get("filter"), Filter.NONE, place + "/filter");
        check(mode, filter, count, stride, place);
        final long bytes = (long) count * stride;
        if (bytes > Integer.MAX_VALUE || source.byteSize() > Integer.MAX_VALUE) {
            throw new Refusal(place, "more than 2 GiB in one buffer view", "split the scene's buffers");
        }
        budget.take(bytes, place);
        final MemorySegment decoded = arena.allocate(bytes, Long.BYTES);
        final ByteBuffer to = decoded.asByteBuffer();
        final ByteBuffer from = nativeBytes(source).asByteBuffer();
        final int result = switch (mode) {
            case ATTRIBUTES -> MeshOptimizer.meshopt_decodeVertexBuffer(to, count, stride, from);
            case TRIANGLES -> MeshOptimizer.meshopt_decodeIndexBuffer(to, count, stride, from);
            case INDICES -> MeshOptimizer.meshopt_decodeIndexSequence(to, count, stride, from);
        };
        if (result != 0) {
            throw new Refusal(place, "the compressed data is damaged (meshopt says " + result + ")",
                "copy the file again");
        }
        switch (filter) {
            case NONE -> {}
            case OCTAHEDRAL -> MeshOptimizer.meshopt_decodeFilterOct(to, count, stride);
            case QUATERNION -> MeshOptimizer.meshopt_decodeFilterQuat(to, count, stride);
            case EXPONENTIAL -> MeshOptimizer.meshopt_decodeFilterExp(to, count, stride);
            case COLOR -> MeshOptimizer.meshopt_decodeFilterColor(to, count, stride);
        }
        return decoded;
    }

    private static void check(final Mode mode, final Filter filter, final int count, final int stride,
                              final String place) {
        if (count < 1) {
            throw new Refusal(place + "/count", "is below 1");
        }
        final boolean fits = mode == Mode.ATTRIBUTES ? stride >= 4 && stride <= STRIDE_BYTES_MAX && stride % 4 == 0
            : stride == 2 || stride == 4;
        if (!fits) {
            throw new Refusal(place + "/byteStride", stride + " is not a stride for " + mode);
        }
        if (mode == Mode.TRIANGLES && count % 3 != 0) {
            throw new Refusal(place + "/count", count + " indices are no whole triangles");
        }
        final boolean filtered = switch (filter) {
            case NONE -> true;
            case OCTAHEDRAL, COLOR -> mode == Mode.ATTRIBUTES && (stride == 4 || stride == 8);
            case QUATERNION -> mode == Mode.ATTRIBUTES && stride == 8;
            case EXPONENTIAL -> mode == Mode.ATTRIBUTES;
        };
        if (!filtered) {
            throw new Refusal(place + "/filter", filter + " does not go with " + mode + " of " + stride + " bytes");
        }
    }

    private MemorySegment nativeBytes(final MemorySegment source) {
        if (source.isNative()) {
            return source;
        }
        return arena.allocate(Math.max(1, source.byteSize()), Long.BYTES).asSlice(0, source.byteSize())
            .copyFrom(source);
    }

    private static <E extends Enum<E>> E choice(final Class<E> type, final @Nullable Object value,
                                                final @Nullable E otherwise, final String path) {
        if (value == null && otherwise != null) {
            return otherwise;
        }
        for (final E known : type.getEnumConstants()) {
            if (known.name().equals(value)) {
                return known;
            }
        }
        throw new Refusal(path,
            value == null ? "is missing" : "there is no " + type.getSimpleName().toLowerCase(Locale.ROOT)
                + " " + value);
    }
}
