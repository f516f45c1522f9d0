package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.scene.Mesh;

/** Primitives as meshes: one record per set of accessors, however many nodes or meshes of the file use it. */
final class MeshImport {
    private static final List<String> MODES =
        List.of("points", "lines", "line loops", "line strips", "triangles", "triangle strips",
            "triangle fans");

    private final GltfDocument document;
    private final AccessorReader accessors;
    private final MaterialImport materials;
    private final MaterialVariants variants;
    private final Skinning skinning;
    private final BufferStore buffers;
    private final Map<Use, List<Part>> partsOfMesh = new HashMap<>();
    private final Map<Key, Integer> meshByKey = new HashMap<>();
    private final List<Mesh> meshes = new ArrayList<>();

    /**
     * A drawable primitive.
     *
     * @param mesh     index into {@link #meshes()}
     * @param material index into the scene's materials
     * @param isInWorld whether its vertices are in the world already, whatever node it belongs to
     */
    record Part(int mesh, int material, boolean isInWorld) {}

    /**
     * How a mesh is posed.
     *
     * @param weights of the morph targets; none when all are 0
     * @param skin    index of the file's skin, or -1
     */
    record Deformation(List<Float> weights, int skin) {
        static final Deformation NONE = new Deformation(List.of(), -1);
    }

    private record Use(int mesh, Deformation deformation) {}

    private record Key(List<Integer> accessors, int mode, List<TexcoordUse> texcoords, Deformation deformation,
                       List<Object> source) {}

    MeshImport(final GltfDocument document, final BufferStore buffers, final AccessorReader accessors,
               final MaterialImport materials, final MaterialVariants variants, final Skinning skinning) {
        this.document = document;
        this.buffers = buffers;
        this.accessors = accessors;
        this.materials = materials;
        this.variants = variants;
        this.skinning = skinning;
    }

    List<Mesh> meshes() {
        return meshes;
    }

    /**
     * The parts of a node's mesh. A malformed primitive is kept as a refusal of the document, once.
     *
     * @param node  that has a mesh
     * @param place JSON pointer of the node
     */
    List<Part> parts(final Gltf.Node node, final String place) {
        final Integer index = node.mesh();
        final Gltf.Mesh mesh = follow(document.gltf().meshes(), "meshes", index, place + "/mesh");
        final List<Float> weights = MorphTargets.weights(node, mesh, place);
        final Use use = new Use(index, weights.isEmpty() && node.skin() == null ? Deformation.NONE
            : new Deformation(weights, orDefault(node.skin(), -1)));
        final List<Part> known = partsOfMesh.get(use);
        if (known != null) {
            return known;
        }
        return parts(mesh, use);
    }

    private List<Part> parts(final Gltf.Mesh mesh, final Use use) {
        final List<Part> parts = new ArrayList<>();
        partsOfMesh.put(use, parts);
        final String place = "/meshes/" + use.mesh() + "/primitives";
        final List<Gltf.Primitive> primitives = GltfDocument.required(mesh.primitives(), place);
        for (int i = 0; i < primitives.size(); i++) {
            try {
                part(follow(primitives, "primitives", i, place), place + "/" + i, use.deformation(), parts);
            } catch (final Refusal refusal) {
                document.refusals().add(refusal);
            }
        }
        return parts;
    }

    private void part(final Gltf.Primitive primitive, final String place, final Deformation wanted,
                      final List<Part> parts) {
        final int mode = orDefault(primitive.mode(), 4);
        final Map<String, Integer> attributes = orDefault(primitive.attributes(), Map.of());
        if (mode < 0 || mode >= MODES.size()) {
            throw new Refusal(place + "/mode", "there is no primitive mode " + mode);
        }
        if (mode < 4) {
            document.note(place + " is ignored: " + MODES.get(mode) + " are not drawn");
            return;
        }
        if (attributes.get("POSITION") == null) {
            document.note(place + " is ignored: it has no positions");
            return;
        }
        final MaterialImport.Use material = materials.use(variants.material(primitive, place), place + "/material");
        final Deformation deformation = deformation(primitive, attributes, wanted);
        final List<Integer> streams = new ArrayList<>(List.of(attributes.get("POSITION"),
            orDefault(primitive.indices(), -1), orDefault(attributes.get("NORMAL"), -1),
            orDefault(attributes.get("TANGENT"), -1), orDefault(attributes.get("COLOR_0"), -1)));
        material.texcoords().forEach(use -> streams.add(orDefault(attributes.get(use.attribute()), -1)));
        final Key key = new Key(streams, mode, material.texcoords(), deformation,
            deformation.equals(Deformation.NONE) ? List.of() : List.of(place));
        Integer mesh = meshByKey.get(key);
        if (mesh == null) {
            final Mesh made = new PrimitiveStreams(document, accessors, attributes,
                DracoPrimitive.of(primitive, document, buffers, accessors, place), place)
                .mesh(primitive, mode, material.texcoords(), deformation, skinning);
            if (made.triangleCount() == 0) {
                document.note(place + " is ignored: it has no triangles");
                return;
            }
            meshes.add(made);
            mesh = meshes.size() - 1;
            meshByKey.put(key, mesh);
        }
        parts.add(new Part(mesh, material.material(), deformation.skin() >= 0));
    }

    /** What of a deformation a primitive has targets and joints for. */
    private static Deformation deformation(final Gltf.Primitive primitive, final Map<String, Integer> attributes,
                                           final Deformation wanted) {
        final boolean isMorphed = primitive.targets() != null && !wanted.weights().isEmpty();
        final boolean isSkinned = wanted.skin() >= 0 && Skinning.influences(attributes);
        return !isMorphed && !isSkinned ? Deformation.NONE
            : new Deformation(isMorphed ? wanted.weights() : List.of(), isSkinned ? wanted.skin() : -1);
    }
}
