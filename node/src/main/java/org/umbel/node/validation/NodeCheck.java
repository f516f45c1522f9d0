package org.umbel.node.validation;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Nodes: their transforms, and that they are trees (glTF 2.0, section 3.5). */
final class NodeCheck {
    /** How far from 1 the length of a quaternion may be that was kept in bytes. */
    static final double UNIT_QUATERNION_ERROR_MAX = 0.00769;
    private static final double SKEW_MAX = 0.00005;
    private static final String NODES = "nodes";

    private final Document document;
    private final Findings findings;

    private NodeCheck(final Document document, final Findings findings) {
        this.document = document;
        this.findings = findings;
    }

    static void check(final Document document, final Hierarchy hierarchy, final Findings findings) {
        final NodeCheck check = new NodeCheck(document, findings);
        for (int i = 0; i < document.size(NODES); i++) {
            check.transform(document.item(NODES, i), "/nodes/" + i);
            check.mesh(document.item(NODES, i), "/nodes/" + i);
        }
        for (int i = 0; i < document.size("scenes"); i++) {
            check.roots(document.item("scenes", i).path(NODES), hierarchy, "/scenes/" + i + "/nodes/");
        }
    }

    private void transform(final JsonNode node, final String place) {
        final JsonNode matrix = node.path("matrix");
        if (matrix.isArray() && (node.has("translation") || node.has("rotation") || node.has("scale"))) {
            findings.error("NODE_MATRIX_TRS", place + "/matrix",
                "a node has a matrix, or translation, rotation and scale");
        }
        final double[] values = numbers(matrix);
        if (values.length == 16 && !isComposable(values)) {
            findings.error("NODE_MATRIX_NON_TRS", place + "/matrix",
                "is no product of translation, rotation and scale");
        }
        final double[] rotation = numbers(node.path("rotation"));
        if (rotation.length == 4 && Arrays.stream(rotation).allMatch(Double::isFinite)
            && Math.abs(length(rotation) - 1) > UNIT_QUATERNION_ERROR_MAX) {
            findings.error("ROTATION_NON_UNIT", place + "/rotation", "is a quaternion of length " + length(rotation));
        }
    }

    private void mesh(final JsonNode node, final String place) {
        final int index = document.reference(node, "mesh", "meshes");
        if (index < 0) {
            return;
        }
        final Document.MeshSummary mesh = document.mesh(index);
        final JsonNode weights = node.path("weights");
        if (weights.isArray() && weights.size() != mesh.targets()) {
            findings.error("NODE_WEIGHTS_INVALID", place + "/weights",
                weights.size() + " weights for " + mesh.targets() + " morph targets");
        }
        if (node.has("skin") && !mesh.isJoined()) {
            findings.error("NODE_SKIN_WITH_NON_SKINNED_MESH", place, "has a skin, and a mesh without joints");
        }
    }

    private void roots(final JsonNode nodes, final Hierarchy hierarchy, final String place) {
        final List<JsonNode> items = Json.items(nodes);
        for (int i = 0; i < items.size(); i++) {
            final int node = document.reference(items.get(i), NODES);
            if (node >= 0 && hierarchy.parent(node) >= 0) {
                findings.error("SCENE_NON_ROOT_NODE", place + i,
                    "nodes[" + node + "] has a parent, nodes[" + hierarchy.parent(node) + "]");
            }
        }
    }

    /** Whether the columns of a finite affine matrix are at right angles and none is zero. */
    private static boolean isComposable(final double[] matrix) {
        if (!Arrays.stream(matrix).allMatch(Double::isFinite)) {
            // Told where the number stands.
            return true;
        }
        if (matrix[3] != 0 || matrix[7] != 0 || matrix[11] != 0 || matrix[15] != 1) {
            return false;
        }
        final double[][] columns = new double[3][];
        for (int i = 0; i < 3; i++) {
            columns[i] = Arrays.copyOfRange(matrix, 4 * i, 4 * i + 3);
        }
        for (int i = 0; i < 3; i++) {
            final double[] a = columns[i];
            final double[] b = columns[(i + 1) % 3];
            final double lengths = length(a) * length(b);
            if (lengths == 0 || Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) > SKEW_MAX * lengths) {
                return false;
            }
        }
        return true;
    }

    private static double[] numbers(final JsonNode array) {
        final double[] numbers = new double[array.isArray() ? array.size() : 0];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Json.number(array.path(i));
        }
        return numbers;
    }

    private static double length(final double... vector) {
        double squares = 0;
        for (final double component : vector) {
            squares += component * component;
        }
        return Math.sqrt(squares);
    }
}
