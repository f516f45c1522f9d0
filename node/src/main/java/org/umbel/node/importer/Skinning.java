package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.required;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves vertices by the joints of a skin (glTF 2.0, section 3.7.3.3), into the world: where the node of a skinned mesh
 * stands is of no account.
 */
final class Skinning {
    private static final int INFLUENCE_SETS_MAX = 8;

    private final GltfDocument document;
    private final AccessorReader accessors;
    private final Pose pose;
    private final Map<Integer, double[][]> jointMatrices = new HashMap<>();

    /**
     * Which joints move the vertices, and how much.
     *
     * @param joints  float[4 * v] per set, whole numbers
     * @param weights float[4 * v] per set
     */
    record Influences(List<float[]> joints, List<float[]> weights) {}

    Skinning(final GltfDocument document, final AccessorReader accessors, final Pose pose) {
        this.document = document;
        this.accessors = accessors;
        this.pose = pose;
    }

    static boolean influences(final Map<String, Integer> attributes) {
        return attributes.get("JOINTS_0") != null && attributes.get("WEIGHTS_0") != null;
    }

    /** All sets of a primitive. */
    static Influences read(final PrimitiveStreams streams, final Map<String, Integer> attributes, final int vertices) {
        final List<float[]> joints = new ArrayList<>();
        final List<float[]> weights = new ArrayList<>();
        for (int set = 0; set < INFLUENCE_SETS_MAX && attributes.get("JOINTS_" + set) != null
            && attributes.get("WEIGHTS_" + set) != null; set++) {
            joints.add(streams.optional("JOINTS_" + set, 4, vertices));
            weights.add(streams.optional("WEIGHTS_" + set, 4, vertices));
        }
        return new Influences(joints, weights);
    }

    /**
     * Moves all streams in place.
     *
     * @param skin  index of the file's skin
     * @param place JSON pointer of the primitive
     */
    void apply(final int skin, final Influences influences, final float[] positions, final float[] normals,
               final float[] tangents, final String place) {
        final double[][] matrices = matrices(skin);
        final double[] blended = new double[12];
        for (int v = 0; v < positions.length / 3; v++) {
            blend(influences, matrices, v, blended, place);
            move(positions, 3 * v, blended, true);
            if (normals.length > 0) {
                turn(normals, 3 * v, blended);
            }
            if (tangents.length > 0) {
                move(tangents, 4 * v, blended, false);
                normalize(tangents, 4 * v);
            }
        }
    }

    private static void blend(final Influences influences, final double[][] matrices, final int vertex,
                              final double[] blended, final String place) {
        Arrays.fill(blended, 0);
        double sum = 0;
        for (int k = 0; k < 4 * influences.joints().size(); k++) {
            final double weight = influences.weights().get(k / 4)[4 * vertex + k % 4];
            final int joint = (int) influences.joints().get(k / 4)[4 * vertex + k % 4];
            if (weight == 0) {
                continue;
            }
            if (joint < 0 || joint >= matrices.length) {
                throw new Refusal(place + "/attributes/JOINTS_" + k / 4, "vertex " + vertex + " wants joint " + joint
                    + " of a skin that has " + matrices.length);
            }
            sum += weight;
            for (int i = 0; i < 12; i++) {
                blended[i] += weight * matrices[joint][i];
            }
        }
        // Weights are to add up to one, and when they were stored as bytes they do not quite.
        for (int i = 0; i < 12; i++) {
            blended[i] = sum > 0 ? blended[i] / sum : matrices[0][i];
        }
    }

    private static void move(final float[] values, final int at, final double[] m, final boolean isPoint) {
        final double[] moved = NodeTransform.direction(m, values[at], values[at + 1], values[at + 2]);
        for (int axis = 0; axis < 3; axis++) {
            values[at + axis] = (float) (moved[axis] + (isPoint ? m[4 * axis + 3] : 0));
        }
    }

    /** Normals go by the matrix of cofactors, which is the inverse transpose but for its length. */
    private static void turn(final float[] normals, final int at, final double[] m) {
        final double[] x = {m[0], m[1], m[2]};
        final double[] y = {m[4], m[5], m[6]};
        final double[] z = {m[8], m[9], m[10]};
        final double[] n = {normals[at], normals[at + 1], normals[at + 2]};
        normals[at] = (float) Vectors.dot(Vectors.cross(y, z), n);
        normals[at + 1] = (float) Vectors.dot(Vectors.cross(z, x), n);
        normals[at + 2] = (float) Vectors.dot(Vectors.cross(x, y), n);
        normalize(normals, at);
    }

    private static void normalize(final float[] values, final int at) {
        final double length =
            Vectors.length(new double[] {values[at], values[at + 1], values[at + 2]});
        for (int axis = 0; axis < 3; axis++) {
            values[at + axis] = length > 0 ? (float) (values[at + axis] / length) : 0;
        }
    }

    /** Joint to world, after the inverse of how the joint was bound. */
    private double[][] matrices(final int index) {
        final double[][] known = jointMatrices.get(index);
        if (known != null) {
            return known;
        }
        final String place = "/skins/" + index;
        final Gltf.Skin skin = follow(document.gltf().skins(), "skins", index, place);
        final List<Integer> joints = required(skin.joints(), place + "/joints");
        if (joints.isEmpty()) {
            throw new Refusal(place + "/joints", "is empty");
        }
        final float[] bound = skin.inverseBindMatrices() == null ? new float[0]
            : accessors.floats(skin.inverseBindMatrices(), AccessorReader.MATRIX, place + "/inverseBindMatrices");
        if (bound.length > 0 && bound.length < AccessorReader.MATRIX * joints.size()) {
            throw new Refusal(place + "/inverseBindMatrices", "has " + bound.length / AccessorReader.MATRIX
                + " matrices for " + joints.size() + " joints");
        }
        final double[][] matrices = new double[joints.size()][];
        for (int i = 0; i < matrices.length; i++) {
            final double[] world = pose.world(joints.get(i), place + "/joints/" + i);
            matrices[i] = bound.length == 0 ? world : NodeTransform.times(world, NodeTransform.ofColumns(
                Arrays.copyOfRange(bound, AccessorReader.MATRIX * i, AccessorReader.MATRIX * (i + 1)),
                place + "/inverseBindMatrices"));
        }
        jointMatrices.put(index, matrices);
        return matrices;
    }
}
