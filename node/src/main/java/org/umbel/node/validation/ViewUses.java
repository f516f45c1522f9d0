package org.umbel.node.validation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What each buffer view is used for: one view serves one purpose (glTF 2.0, section 3.6.2.4). */
final class ViewUses {
    /** A purpose. */
    enum Use { VERTICES, INDICES, ANIMATION, BIND_MATRICES, SPARSE, IMAGE }

    private static final String BUFFER_VIEWS = "bufferViews";
    private static final long TARGET_VERTICES = 34962;
    private static final long TARGET_INDICES = 34963;

    private final Document document;
    private final Findings findings;
    private final Map<Integer, Use> uses = new HashMap<>();
    /** Of views without a stride, the accessors that take vertices from it. */
    private final Map<Integer, Set<Integer>> vertexAccessors = new HashMap<>();

    ViewUses(final Document document, final Findings findings) {
        this.document = document;
        this.findings = findings;
        for (int i = 0; i < document.size(BUFFER_VIEWS); i++) {
            final long target = Json.whole(document.item(BUFFER_VIEWS, i), "target", 0);
            if (target == TARGET_VERTICES) {
                uses.put(i, Use.VERTICES);
            } else if (target == TARGET_INDICES) {
                uses.put(i, Use.INDICES);
            }
        }
    }

    /** @param place JSON pointer of the reference */
    void use(final int view, final Use use, final String place) {
        final Use before = view < 0 ? use : uses.putIfAbsent(view, use);
        if (before != null && before != use) {
            findings.error("BUFFER_VIEW_TARGET_OVERRIDE", place,
                "bufferViews[" + view + "] is for " + before + ", and used for " + use);
        }
    }

    /** The same for the view of an accessor. */
    void useAccessor(final int accessor, final Use use, final String place) {
        final JsonNode object = document.item("accessors", accessor);
        final int view = document.reference(object, "bufferView", BUFFER_VIEWS);
        use(view, use, place);
        if (view >= 0 && use == Use.VERTICES && !document.item(BUFFER_VIEWS, view).has("byteStride")) {
            final Set<Integer> sharing = vertexAccessors.computeIfAbsent(view, key -> new HashSet<>());
            if (sharing.add(accessor) && sharing.size() == 2) {
                findings.error("MESH_PRIMITIVE_ACCESSOR_WITHOUT_BYTESTRIDE", place, "bufferViews[" + view
                    + "] serves more than one vertex accessor and has no byteStride");
            }
        }
    }

    /** Sparse accessors say themselves what their views are for. */
    void useSparse() {
        for (int i = 0; i < document.size("accessors"); i++) {
            final JsonNode sparse = document.item("accessors", i).path("sparse");
            for (final String part : new String[] {"indices", "values"}) {
                use(document.reference(sparse.path(part), "bufferView", BUFFER_VIEWS), Use.SPARSE,
                    "/accessors/" + i + "/sparse/" + part + "/bufferView");
            }
        }
    }
}
