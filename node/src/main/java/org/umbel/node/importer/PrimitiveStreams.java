package org.umbel.node.importer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbel.codec.scene.Mesh;

/** Reads the streams of one primitive, plain or compressed, and poses them. */
final class PrimitiveStreams {
    private static final float[] NONE = {};

    private final GltfDocument document;
    private final AccessorReader accessors;
    private final Map<String, Integer> attributes;
    private final Optional<DracoPrimitive> draco;
    private final String place;

    /**
     * @param place JSON pointer of the primitive
     */
    PrimitiveStreams(final GltfDocument document, final AccessorReader accessors, final Map<String, Integer> attributes,
                     final Optional<DracoPrimitive> draco, final String place) {
        this.document = document;
        this.accessors = accessors;
        this.attributes = attributes;
        this.draco = draco;
        this.place = place;
    }

    /**
     * @param texcoords the sets that the material looks up
     * @param skinning moves the vertices into the world by the deformation's skin, if it has one
     */
    Mesh mesh(final Gltf.Primitive primitive, final int mode, final List<TexcoordUse> texcoords,
              final MeshImport.Deformation deformation, final Skinning skinning) {
        final float[] positions = floats("POSITION", 3);
        final int vertices = positions.length / 3;
        final float[] normals = optional("NORMAL", 3, vertices);
        // Without normals there is no frame that given tangents could belong to.
        final float[] tangents = normals.length == 0 ? NONE : optional("TANGENT", 4, vertices);
        final List<float[]> sets = texcoords(texcoords, vertices);
        deform(primitive, deformation, skinning, positions, normals, tangents);
        final int[] order = order(primitive, vertices);
        if (mode != 4) {
            document.budget().take(12L * order.length, place);
        }
        final int[] indices = switch (mode) {
            case 5 -> Triangles.ofStrip(order);
            case 6 -> Triangles.ofFan(order);
            default -> whole(order);
        };
        Triangles.repairNormals(positions, indices, normals);
        return new Mesh(positions, indices, normals, tangents, sets, colors(vertices));
    }

    /** A set that is missing is zeros where another one follows; else it is left out. */
    private List<float[]> texcoords(final List<TexcoordUse> uses, final int vertices) {
        final List<float[]> sets = new ArrayList<>();
        for (final TexcoordUse use : uses) {
            final float[] set = optional(use.attribute(), 2, vertices);
            use.bake(set);
            sets.add(set);
        }
        while (!sets.isEmpty() && sets.getLast().length == 0) {
            sets.removeLast();
        }
        for (int i = 0; i < sets.size(); i++) {
            if (sets.get(i).length != 2 * vertices) {
                document.budget().take(2L * Float.BYTES * vertices, place);
                sets.set(i, new float[2 * vertices]);
            }
        }
        return sets;
    }

    private void deform(final Gltf.Primitive primitive, final MeshImport.Deformation deformation,
                        final Skinning skinning, final float[] positions, final float[] normals,
                        final float[] tangents) {
        final List<Map<String, Integer>> targets = primitive.targets();
        MorphTargets.add(targets, deformation.weights(), "POSITION", positions, 3, accessors, place);
        MorphTargets.add(targets, deformation.weights(), "NORMAL", normals, 3, accessors, place);
        MorphTargets.add(targets, deformation.weights(), "TANGENT", tangents, 4, accessors, place);
        if (deformation.skin() >= 0) {
            skinning.apply(deformation.skin(), Skinning.read(this, attributes, positions.length / 3), positions,
                normals,
                tangents, place);
        }
        for (int i = 0; i < positions.length && !deformation.equals(MeshImport.Deformation.NONE); i++) {
            if (!Float.isFinite(positions[i])) {
                throw new Refusal(place, "its pose moves vertex " + i / 3 + " beyond all numbers");
            }
        }
    }

    private int[] order(final Gltf.Primitive primitive, final int vertices) {
        if (draco.isPresent()) {
            return draco.get().indices();
        }
        return primitive.indices() == null ? Triangles.sequence(vertices)
            : accessors.indices(primitive.indices(), vertices, place + "/indices");
    }

    private int[] whole(final int[] order) {
        if (order.length % 3 == 0) {
            return order;
        }
        document.note(place + ": " + order.length % 3 + " indices at the end make no triangle");
        return Arrays.copyOf(order, order.length / 3 * 3);
    }

    /**
     * The values of an attribute that a primitive may have.
     *
     * @return {@code float[components * vertices]}, or nothing when the primitive has no such attribute
     */
    float[] optional(final String attribute, final int components, final int vertices) {
        if (attributes.get(attribute) == null) {
            return NONE;
        }
        final int count = draco.filter(d -> d.has(attribute)).map(DracoPrimitive::vertices)
            .orElseGet(() -> accessors.count(attributes.get(attribute), at(attribute)));
        if (count != vertices) {
            throw new Refusal(at(attribute), count + " elements for " + vertices + " vertices");
        }
        return floats(attribute, components);
    }

    private float[] floats(final String attribute, final int components) {
        if (draco.isPresent() && draco.get().has(attribute)) {
            return draco.get().floats(attribute, components,
                accessors.isNormalized(attributes.get(attribute), at(attribute)), at(attribute));
        }
        return accessors.floats(attributes.get(attribute), components, at(attribute));
    }

    /** RGB becomes RGBA; values are clamped to 0..1 as glTF demands of whoever draws. */
    private float[] colors(final int vertices) {
        if (attributes.get("COLOR_0") == null) {
            return NONE;
        }
        final int components = accessors.components(attributes.get("COLOR_0"), at("COLOR_0"));
        final float[] given = optional("COLOR_0", components == 3 ? 3 : 4, vertices);
        final float[] colors = components == 3 ? new float[4 * vertices] : given;
        for (int i = 0; i < colors.length; i++) {
            final int component = i & 3;
            colors[i] = component >= components ? 1
                : Math.clamp(given[(i >> 2) * components + component], 0f, 1f);
        }
        return colors;
    }

    private String at(final String attribute) {
        return place + "/attributes/" + attribute;
    }
}
