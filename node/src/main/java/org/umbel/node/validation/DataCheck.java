package org.umbel.node.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The numbers of every accessor: finite, within the bounds that it declares, and sparse ones in order. */
final class DataCheck {
    /** As many components as are looked at; views that many accessors share count each time. */
    private static final long COMPONENTS_MAX = 1L << 29;

    private final Document document;
    private final Resources resources;
    private final Findings findings;
    private final Set<List<Object>> looked = new HashSet<>();
    private long left = COMPONENTS_MAX;

    DataCheck(final Document document, final Resources resources, final Findings findings) {
        this.document = document;
        this.resources = resources;
        this.findings = findings;
    }

    void accessors() {
        for (int i = 0; i < document.size("accessors"); i++) {
            final JsonNode accessor = document.item("accessors", i);
            if (accessor.path("sparse").isObject() && !isInOrder(accessor, "/accessors/" + i + "/sparse")) {
                continue;
            }
            final String place = "/accessors/" + i;
            values(i, "").ifPresent(values -> accessor(values, accessor, place));
        }
    }

    /**
     * The values of an accessor that can be looked at.
     *
     * @param kind of check: each looks at an accessor once
     */
    Optional<AccessorValues> values(final int accessor, final String kind) {
        if (accessor < 0 || !looked.add(List.of(accessor, kind))) {
            return Optional.empty();
        }
        final Optional<AccessorValues> values = AccessorValues.of(document, resources, accessor);
        if (values.isPresent()) {
            left -= values.get().count() * values.get().format().components();
            if (left < 0) {
                if (looked.add(List.of())) {
                    findings.warning("DATA_NOT_ALL_LOOKED_AT", "", "too much data to look at all of it");
                }
                return Optional.empty();
            }
        }
        return values;
    }

    private boolean isInOrder(final JsonNode accessor, final String place) {
        final Optional<long[]> indices =
            AccessorValues.sparseIndices(document, resources, accessor.path("sparse"));
        final long count = Json.whole(accessor, "count", -1);
        long before = -1;
        for (final long index : indices.orElse(new long[0])) {
            if (index <= before) {
                findings.error("ACCESSOR_SPARSE_INDICES_NON_INCREASING", place, index + " follows " + before);
                return false;
            }
            if (index >= count) {
                findings.error("ACCESSOR_SPARSE_INDEX_OOB", place, index + " of " + count + " elements");
                return false;
            }
            before = index;
        }
        return true;
    }

    private void accessor(final AccessorValues values, final JsonNode accessor, final String place) {
        for (int c = 0; c < values.format().components(); c++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (long i = 0; i < values.count(); i++) {
                final double value = values.raw(i, c);
                if (!Double.isFinite(value)) {
                    findings.error("ACCESSOR_INVALID_FLOAT", place, "element " + i + " is " + value);
                    return;
                }
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            bound(accessor.path("min").path(c), values.format(), least, true, place + "/min/" + c);
            bound(accessor.path("max").path(c), values.format(), most, false, place + "/max/" + c);
        }
    }

    /** @param actual the least or the greatest of all elements */
    private void bound(final JsonNode bound, final AccessorFormat format, final double actual, final boolean isMin,
                       final String place) {
        if (!bound.isNumber()) {
            return;
        }
        final double number = Json.number(bound);
        final double declared = format.isFloat() ? (float) number : number;
        final String which = isMin ? "MIN" : "MAX";
        if (isMin ? actual < declared : actual > declared) {
            findings.error("ACCESSOR_ELEMENT_OUT_OF_" + which + "_BOUND", place,
                "elements reach " + actual + " beyond " + declared);
        } else if (declared != actual) {
            findings.error("ACCESSOR_" + which + "_MISMATCH", place,
                declared + " is declared, and elements reach " + actual);
        }
    }
}
