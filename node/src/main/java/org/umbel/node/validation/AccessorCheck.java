package org.umbel.node.validation;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Accessors, buffer views and buffers against each other, by the numbers that they declare. */
final class AccessorCheck {
    private static final int TARGET_INDICES = 34963;
    private static final String VIEW = "/bufferView";
    private static final String STRIDE = "byteStride";
    private static final String LENGTH = "byteLength";
    private static final String OFFSET = "byteOffset";
    private static final String BUFFER_VIEW = "bufferView";
    private static final String BUFFER_VIEWS = "bufferViews";

    private final Document document;
    private final Findings findings;

    private AccessorCheck(final Document document, final Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(final Document document, final Findings findings) {
        final AccessorCheck check = new AccessorCheck(document, findings);
        for (int i = 0; i < document.size(BUFFER_VIEWS); i++) {
            check.view(document.item(BUFFER_VIEWS, i), "/bufferViews/" + i);
        }
        for (int i = 0; i < document.size("accessors"); i++) {
            final JsonNode accessor = document.item("accessors", i);
            final String place = "/accessors/" + i;
            AccessorFormat.of(accessor).ifPresent(format -> check.accessor(accessor, format, place));
        }
    }

    private void view(final JsonNode view, final String place) {
        final long length = Json.whole(view, LENGTH, -1);
        final long stride = Json.whole(view, STRIDE, -1);
        if (length >= 0 && stride > length) {
            findings.error("BUFFER_VIEW_TOO_BIG_BYTE_STRIDE", place + "/byteStride",
                "a stride of " + stride + " bytes in a view of " + length);
        }
        if (view.has(STRIDE) && Json.whole(view, "target", 0) == TARGET_INDICES) {
            findings.error("BUFFER_VIEW_INVALID_BYTE_STRIDE", place + "/byteStride", "only vertex data has a stride");
        }
        final int buffer = document.reference(view, "buffer", "buffers");
        final long room = Json.whole(document.item("buffers", buffer), LENGTH, -1);
        final long offset = Json.whole(view, OFFSET, 0);
        if (room >= 0 && offset >= room) {
            findings.error("BUFFER_VIEW_TOO_LONG", place + "/byteOffset",
                "begins at byte " + offset + " of a buffer of " + room);
        } else if (room >= 0 && length > room - offset) {
            findings.error("BUFFER_VIEW_TOO_LONG", place + "/byteLength",
                "ends at byte " + (offset + length) + " of a buffer of " + room);
        }
    }

    private void accessor(final JsonNode accessor, final AccessorFormat format, final String place) {
        if (format.isNormalized() && (format.isFloat() || format.component() == AccessorFormat.UINT32)) {
            findings.error("ACCESSOR_NORMALIZED_INVALID", place + "/normalized",
                "only 8 and 16 bit integers are normalised");
        }
        if (format.isMatrix() && Json.whole(accessor, OFFSET, 0) % 4 != 0) {
            findings.error("ACCESSOR_MATRIX_ALIGNMENT", place + "/byteOffset",
                "matrices begin at multiples of 4 bytes");
        }
        for (final String bounds : List.of("min", "max")) {
            bounds(accessor.path(bounds), format, place + "/" + bounds);
        }
        final long count = Json.whole(accessor, "count", -1);
        if (count < 1) {
            return;
        }
        final int index = document.reference(accessor, BUFFER_VIEW, BUFFER_VIEWS);
        if (index >= 0) {
            final JsonNode view = document.item(BUFFER_VIEWS, index);
            final long stride = Json.whole(view, STRIDE, -1);
            if (stride >= 0 && stride < format.elementBytes()) {
                findings.error("ACCESSOR_SMALL_BYTESTRIDE", place, "the view's stride of " + stride
                    + " bytes is less than an element's " + format.elementBytes());
            }
            final long step = stride > 0 ? stride : format.packedStride();
            // Counts are integers below 2^53 and strides small: a double holds the product well enough.
            fits(accessor, view, format.componentBytes(), step * (count - 1.0) + format.elementBytes(), place);
        }
        sparse(accessor.path("sparse"), format, count, place + "/sparse");
    }

    private void bounds(final JsonNode bounds, final AccessorFormat format, final String place) {
        final List<JsonNode> values = Json.items(bounds);
        if (values.isEmpty()) {
            return;
        }
        if (values.size() != format.components()) {
            findings.error("ARRAY_LENGTH_NOT_IN_LIST", place, "has " + values.size() + " elements, not "
                + format.components() + " as " + format.type() + " has");
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isNumber() && !format.holds(Json.number(values.get(i)))) {
                findings.error("INVALID_GL_VALUE", place + "/" + i, Json.shown(values.get(i))
                    + " is no value of the component type");
            }
        }
    }

    /** Alignment and length of something in a view. */
    private void fits(final JsonNode part, final JsonNode view, final int alignment, final double bytes,
                      final String place) {
        final long offset = Json.whole(part, OFFSET, 0);
        final long viewOffset = Json.whole(view, OFFSET, 0);
        final long room = Json.whole(view, LENGTH, -1);
        if (offset % alignment != 0) {
            findings.error("ACCESSOR_OFFSET_ALIGNMENT", place + "/byteOffset", offset + " is not a multiple of the "
                + alignment + " bytes of a component");
        }
        if ((viewOffset + offset) % alignment != 0) {
            findings.error("ACCESSOR_TOTAL_OFFSET_ALIGNMENT", place, "begins at byte " + (viewOffset + offset)
                + " of its buffer, which is not a multiple of the " + alignment + " bytes of a component");
        }
        if (room >= 0 && offset + bytes > room) {
            findings.error("ACCESSOR_TOO_LONG", offset >= room ? place + "/byteOffset" : place,
                (long) bytes + " bytes from byte " + offset + " on do not fit into a view of " + room);
        }
    }

    private void sparse(final JsonNode sparse, final AccessorFormat format, final long elements, final String place) {
        final long count = Json.whole(sparse, "count", -1);
        if (count < 1) {
            return;
        }
        if (count > elements) {
            findings.error("ACCESSOR_SPARSE_COUNT_OUT_OF_RANGE", place + "/count",
                count + " of " + elements + " elements");
        }
        final JsonNode indices = sparse.path("indices");
        final int indexBytes = AccessorFormat.componentBytes(Json.whole(indices, "componentType", 0));
        sparsePart(indices, indexBytes, (double) indexBytes * count, place + "/indices");
        sparsePart(sparse.path("values"), format.componentBytes(), (double) format.packedStride() * count,
            place + "/values");
    }

    private void sparsePart(final JsonNode part, final int alignment, final double bytes, final String place) {
        final int index = document.reference(part, BUFFER_VIEW, BUFFER_VIEWS);
        final JsonNode view = document.item(BUFFER_VIEWS, index);
        if (index < 0 || alignment == 0) {
            return;
        }
        if (view.has(STRIDE)) {
            findings.error("BUFFER_VIEW_INVALID_BYTE_STRIDE", place + VIEW, "only vertex data has a stride");
        }
        fits(part, view, alignment, bytes, place);
    }

    /** The view of an accessor, when it says how far apart elements are. */
    static Optional<JsonNode> stridedView(final Document document, final JsonNode accessor) {
        final JsonNode view = document.item(BUFFER_VIEWS, document.reference(accessor, BUFFER_VIEW, BUFFER_VIEWS));
        return view.has(STRIDE) ? Optional.of(view) : Optional.empty();
    }
}
