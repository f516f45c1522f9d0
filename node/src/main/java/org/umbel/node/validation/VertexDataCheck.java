package org.umbel.node.validation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The numbers of meshes: directions, colours, indices, joints and their weights (glTF 2.0, section 3.7.2). */
final class VertexDataCheck {
    /** How far from 1 the length of a vector may be that was kept in bytes. */
    private static final double UNIT_VECTOR_ERROR_MAX = 0.00674;
    private static final double WEIGHT_STEP = 1 / 255.0;
    private static final String ACCESSORS = "accessors";

    private final Document document;
    private final DataCheck data;
    private final Findings findings;
    /** The least joints that any skin has for a mesh. */
    private final Map<Integer, Integer> jointsOfMesh = new HashMap<>();

    private VertexDataCheck(final Document document, final DataCheck data, final Findings findings) {
        this.document = document;
        this.data = data;
        this.findings = findings;
        for (int i = 0; i < document.size("nodes"); i++) {
            final JsonNode node = document.item("nodes", i);
            final int mesh = document.reference(node, "mesh", "meshes");
            final int skin = document.reference(node, "skin", "skins");
            if (mesh >= 0 && skin >= 0) {
                jointsOfMesh.merge(mesh, document.item("skins", skin).path("joints").size(), Math::min);
            }
        }
    }

    static void check(final Document document, final DataCheck data, final Findings findings) {
        final VertexDataCheck check = new VertexDataCheck(document, data, findings);
        for (int m = 0; m < document.size("meshes"); m++) {
            final List<JsonNode> primitives = Json.items(document.item("meshes", m).path("primitives"));
            for (int p = 0; p < primitives.size(); p++) {
                check.primitive(primitives.get(p), check.jointsOfMesh.getOrDefault(m, 0),
                    "/meshes/" + m + "/primitives/" + p);
            }
        }
    }

    private void primitive(final JsonNode primitive, final int joints, final String place) {
        final JsonNode attributes = primitive.path("attributes");
        long vertices = -1;
        for (final String name : Json.names(attributes)) {
            final int accessor = document.reference(attributes, name, ACCESSORS);
            vertices = vertices >= 0 ? vertices : Json.whole(document.item(ACCESSORS, accessor), "count", -1);
            attribute(name, accessor, place + "/attributes" + Json.step(name));
        }
        indices(document.reference(primitive, "indices", ACCESSORS), vertices, place + "/indices");
        if (joints > 0) {
            influences(attributes, joints, place + "/attributes");
        }
    }

    private void attribute(final String name, final int accessor, final String place) {
        switch (AttributeRules.meaning(name)) {
            case "NORMAL" -> data.values(accessor, "NORMAL").ifPresent(values -> unit(values, 3, place));
            case "TANGENT" -> data.values(accessor, "TANGENT").ifPresent(values -> unit(values, 4, place));
            case "COLOR" -> data.values(accessor, "COLOR").ifPresent(values -> clamped(values, place));
            default -> {
                // Nothing that a single element can be wrong in.
            }
        }
    }

    private void unit(final AccessorValues values, final int components, final String place) {
        if (values.format().components() != components) {
            return;
        }
        for (long i = 0; i < values.count(); i++) {
            final double length = Math.sqrt(square(values.value(i, 0)) + square(values.value(i, 1))
                + square(values.value(i, 2)));
            if (Math.abs(length - 1) > UNIT_VECTOR_ERROR_MAX) {
                findings.error("ACCESSOR_VECTOR3_NON_UNIT", place, "element " + i + " is of length " + length);
                return;
            }
            if (components == 4 && Math.abs(values.value(i, 3)) != 1) {
                findings.error("ACCESSOR_INVALID_SIGN", place,
                    "the sign of element " + i + " is " + values.value(i, 3) + ", neither 1 nor -1");
                return;
            }
        }
    }

    private static double square(final double value) {
        return value * value;
    }

    private void clamped(final AccessorValues values, final String place) {
        for (long i = 0; i < values.count(); i++) {
            for (int c = 0; c < values.format().components(); c++) {
                final double value = values.value(i, c);
                if (value < 0 || value > 1) {
                    findings.error("ACCESSOR_NON_CLAMPED", place, "element " + i + " is " + value + ", outside 0..1");
                    return;
                }
            }
        }
    }

    private void indices(final int accessor, final long vertices, final String place) {
        if (vertices < 0) {
            return;
        }
        data.values(accessor, "indices of " + vertices).filter(values -> !values.format().isFloat())
            .ifPresent(values -> {
                final double restart = Math.pow(2, 8 * values.format().componentBytes()) - 1;
                for (long i = 0; i < values.count(); i++) {
                    final double index = values.raw(i, 0);
                    if (index == restart) {
                        findings.error("ACCESSOR_INDEX_PRIMITIVE_RESTART", place,
                            "element " + i + " is " + (long) index + ", which stands for no vertex");
                        return;
                    }
                    if (index >= vertices) {
                        findings.error("ACCESSOR_INDEX_OOB", place,
                            "element " + i + " is " + (long) index + ": there are " + vertices + " vertices");
                        return;
                    }
                }
            });
    }

    /** All sets of joints and weights of a primitive at once: their weights add up together. */
    private void influences(final JsonNode attributes, final int joints, final String place) {
        final int sets = AttributeRules.consecutive("JOINTS", Json.names(attributes));
        final AccessorValues[] which = new AccessorValues[sets];
        final AccessorValues[] weights = new AccessorValues[sets];
        for (int set = 0; set < sets; set++) {
            final String kind = "influences " + joints + " " + attributes;
            final Optional<AccessorValues> j =
                data.values(document.reference(attributes, "JOINTS_" + set, ACCESSORS), kind);
            final Optional<AccessorValues> w =
                data.values(document.reference(attributes, "WEIGHTS_" + set, ACCESSORS), kind);
            if (!isInfluence(j) || !isInfluence(w) || j.get().count() != w.get().count()) {
                return;
            }
            which[set] = j.get();
            weights[set] = w.get();
        }
        final long count = sets == 0 ? 0 : which[0].count();
        for (long i = 0; i < count; i++) {
            if (!isSound(which, weights, i, joints, place)) {
                return;
            }
        }
    }

    private static boolean isInfluence(final Optional<AccessorValues> values) {
        return values.isPresent() && values.get().format().components() == 4;
    }

    private boolean isSound(final AccessorValues[] which, final AccessorValues[] weights, final long vertex,
                            final int joints, final String place) {
        final Set<Double> seen = new HashSet<>();
        double sum = 0;
        for (int set = 0; set < which.length; set++) {
            if (vertex >= which[set].count()) {
                return false;
            }
            for (int c = 0; c < 4; c++) {
                final double joint = which[set].raw(vertex, c);
                final double weight = weights[set].value(vertex, c);
                if (joint >= joints) {
                    return tell("ACCESSOR_JOINTS_INDEX_OOB", place + "/JOINTS_" + set, vertex,
                        "joint " + (long) joint + " of " + joints);
                }
                if (weight < 0) {
                    return tell("ACCESSOR_WEIGHTS_NEGATIVE", place + "/WEIGHTS_" + set, vertex, "weight " + weight);
                }
                if (weight != 0 && !seen.add(joint)) {
                    return tell("ACCESSOR_JOINTS_INDEX_DUPLICATE", place + "/JOINTS_" + set, vertex,
                        "joint " + (long) joint + " twice");
                }
                sum += weight;
            }
        }
        // Weights that were kept in bytes, rounded each.
        final double errorMax = WEIGHT_STEP * Math.max(1, (seen.size() + 1) / 2 - 1);
        return Math.abs(sum - 1) <= errorMax
            || tell("ACCESSOR_WEIGHTS_NON_NORMALIZED", place + "/WEIGHTS_0", vertex, "weights whose sum is " + sum);
    }

    private boolean tell(final String code, final String place, final long vertex, final String what) {
        findings.error(code, place, "vertex " + vertex + " has " + what);
        return false;
    }
}
