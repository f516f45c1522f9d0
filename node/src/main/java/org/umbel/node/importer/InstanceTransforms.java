package org.umbel.node.importer;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/** The transforms of a node that draws its mesh many times (EXT_mesh_gpu_instancing). */
final class InstanceTransforms {
    static final String EXTENSION = "EXT_mesh_gpu_instancing";

    private final float[] translations;
    private final float[] rotations;
    private final float[] scales;
    private final int count;
    private final String place;

    private InstanceTransforms(final float[] translations, final float[] rotations, final float[] scales,
                               final int count, final String place) {
        this.translations = translations;
        this.rotations = rotations;
        this.scales = scales;
        this.count = count;
        this.place = place;
    }

    /**
     * @param node  with the extension
     * @param place JSON pointer of the node
     */
    static InstanceTransforms of(final Gltf.Node node, final AccessorReader accessors, final String place) {
        final String path = place + "/extensions/" + EXTENSION;
        final Map<String, Object> attributes = ExtensionValues.asObject(GltfDocument.required(
            ExtensionValues.object(node.extensions(), EXTENSION, place).get("attributes"), path + "/attributes"),
            path + "/attributes");
        final float[] translations = read(attributes, "TRANSLATION", 3, accessors, path);
        final float[] rotations = read(attributes, "ROTATION", 4, accessors, path);
        final float[] scales = read(attributes, "SCALE", 3, accessors, path);
        final int count = Math.max(translations.length / 3, Math.max(rotations.length / 4, scales.length / 3));
        if (translations.length % (3 * Math.max(1, count)) != 0 || rotations.length % (4 * Math.max(1, count)) != 0
            || scales.length % (3 * Math.max(1, count)) != 0) {
            throw new Refusal(path + "/attributes", "they differ in how many instances there are");
        }
        return new InstanceTransforms(translations, rotations, scales, count, path);
    }

    static boolean areIn(final Gltf.Node node, final String place) {
        return !ExtensionValues.object(node.extensions(), EXTENSION, place).isEmpty();
    }

    private static float[] read(final Map<String, Object> attributes, final String name, final int components,
                                final AccessorReader accessors, final String path) {
        final OptionalInt accessor = ExtensionIntegers.optional(attributes, name, path + "/attributes");
        return accessor.isEmpty() ? new float[0]
            : accessors.floats(accessor.getAsInt(), components, path + "/attributes/" + name);
    }

    int count() {
        return count;
    }

    /** The i-th transform, to be applied before the node's own. */
    double[] transform(final int i) {
        return NodeTransform.ofTrs(part(translations, 3, i, 0, 0, 0), part(rotations, 4, i, 0, 0, 0, 1),
            part(scales, 3, i, 1, 1, 1), place);
    }

    private static float[] part(final float[] all, final int components, final int i, final float... otherwise) {
        return all.length == 0 ? otherwise : Arrays.copyOfRange(all, components * i, components * (i + 1));
    }
}
