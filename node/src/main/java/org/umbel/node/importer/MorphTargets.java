package org.umbel.node.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds morph targets, each by its weight, to the streams of a primitive (glTF 2.0, section 3.7.2.2). */
final class MorphTargets {
    private MorphTargets() {}

    /**
     * The weights that a node gives, or else its mesh, or none.
     *
     * @param place JSON pointer of the node
     */
    static List<Float> weights(final Gltf.Node node, final Gltf.Mesh mesh, final String place) {
        final float[] given = node.weights() == null ? mesh.weights() : node.weights();
        final List<Float> weights = new ArrayList<>();
        boolean any = false;
        for (final float weight : given == null ? new float[0] : given) {
            if (!Float.isFinite(weight)) {
                throw new Refusal(place, "a morph weight is not a finite number");
            }
            weights.add(weight);
            any |= weight != 0;
        }
        return any ? weights : List.of();
    }

    /**
     * Adds to {@code values} in place.
     *
     * @param targets    of the primitive, or null
     * @param attribute  POSITION, NORMAL, TANGENT
     * @param components how many numbers an element of {@code values} has; a target has three
     * @param place      JSON pointer of the primitive
     */
    static void add(final @Nullable List<Map<String, Integer>> targets, final List<Float> weights,
                    final String attribute,
                    final float[] values, final int components, final AccessorReader accessors, final String place) {
        for (int k = 0; targets != null && k < Math.min(weights.size(), targets.size()); k++) {
            final Map<String, Integer> target = targets.get(k);
            final Integer accessor = target == null ? null : target.get(attribute);
            final float weight = weights.get(k);
            if (accessor == null || weight == 0 || values.length == 0) {
                continue;
            }
            final String path = place + "/targets/" + k + "/" + attribute;
            final int width = Math.min(components, 3);
            final float[] difference = accessors.floats(accessor, width, path);
            if (difference.length / width != values.length / components) {
                throw new Refusal(path, difference.length / width + " elements for " + values.length / components
                    + " vertices");
            }
            for (int i = 0; i < difference.length; i++) {
                values[i / width * components + i % width] += weight * difference[i];
            }
        }
    }
}
