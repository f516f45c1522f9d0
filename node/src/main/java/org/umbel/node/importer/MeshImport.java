package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.scene.Mesh;

/** Primitives as meshes: one record per set of accessors, however many nodes or meshes of the file use it. */
final class MeshImport {
    private static final String DRACO = "KHR_draco_mesh_compression";
    private static final float[] NONE = {};
    private static final List<String> MODES =
        List.of("points", "lines", "line loops", "line strips", "triangles", "triangle strips",
            "triangle fans");

    private final GltfDocument document;
    private final AccessorReader accessors;
    private final MaterialImport materials;
    private final Map<Integer, List<Part>> partsOfMesh = new HashMap<>();
    private final Map<Key, Integer> meshByKey = new HashMap<>();
    private final List<Mesh> meshes = new ArrayList<>();

    /**
     * A drawable primitive.
     *
     * @param mesh     index into {@link #meshes()}
     * @param material index into the scene's materials
     */
    record Part(int mesh, int material) {}

    private record Key(List<Integer> accessors, int mode, TexcoordUse texcoords) {}

    MeshImport(final GltfDocument document, final AccessorReader accessors, final MaterialImport materials) {
        this.document = document;
        this.accessors = accessors;
        this.materials = materials;
    }

    List<Mesh> meshes() {
        return meshes;
    }

    /**
     * The parts of a mesh of the file. A malformed primitive is kept as a refusal of the document, once.
     *
     * @param path JSON pointer of the reference
     */
    List<Part> parts(final Integer index, final String path) {
        final var mesh = follow(document.gltf().meshes(), "meshes", index, path);
        final List<Part> known = partsOfMesh.get(index);
        if (known != null) {
            return known;
        }
        final List<Part> parts = new ArrayList<>();
        partsOfMesh.put(index, parts);
        final String place = "/meshes/" + index + "/primitives";
        final List<Gltf.Primitive> primitives = GltfDocument.required(mesh.primitives(), place);
        for (int i = 0; i < primitives.size(); i++) {
            try {
                part(follow(primitives, "primitives", i, place), place + "/" + i, parts);
            } catch (final Refusal refusal) {
                document.refusals().add(refusal);
            }
        }
        return parts;
    }

    private void part(final Gltf.Primitive primitive, final String place, final List<Part> parts) {
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
        if (primitive.targets() != null) {
            document.note(place + ": morph targets are ignored");
        }
        if (attributes.containsKey("JOINTS_0")) {
            document.note(place + ": skinning is ignored, the mesh is drawn unposed");
        }
        refuseDraco(primitive, attributes, place);
        final MaterialImport.Use material = materials.use(primitive.material(), place + "/material");
        final String texcoord = "TEXCOORD_" + material.texcoords().set();
        final Key key = new Key(List.of(attributes.get("POSITION"), orDefault(primitive.indices(), -1),
            orDefault(attributes.get("NORMAL"), -1), orDefault(attributes.get("TANGENT"), -1),
            orDefault(attributes.get(texcoord), -1), orDefault(attributes.get("COLOR_0"), -1)), mode,
            material.texcoords());
        Integer mesh = meshByKey.get(key);
        if (mesh == null) {
            final Mesh made = new Streams(attributes, place)
                .mesh(primitive, mode, texcoord, material.texcoords());
            if (made.triangleCount() == 0) {
                document.note(place + " is ignored: it has no triangles");
                return;
            }
            meshes.add(made);
            mesh = meshes.size() - 1;
            meshByKey.put(key, mesh);
        }
        parts.add(new Part(mesh, material.material()));
    }

    /**
     * Draco need not be among the required extensions; without plain data beside it there is nothing to draw.
     */
    private void refuseDraco(final Gltf.Primitive primitive, final Map<String, Integer> attributes,
                             final String place) {
        final boolean compressed = primitive.extensions() != null
            && primitive.extensions().containsKey(DRACO);
        if (compressed && follow(document.gltf().accessors(), "accessors", attributes.get("POSITION"),
            place + "/attributes/POSITION").bufferView() == null) {
            throw new Refusal(place + "/extensions/" + DRACO, "the mesh is compressed with Draco",
                RequiredExtensions.remedy(DRACO));
        }
    }

    /** Reads the streams of one primitive. */
    private final class Streams {
        private final Map<String, Integer> attributes;
        private final String place;

        Streams(final Map<String, Integer> attributes, final String place) {
            this.attributes = attributes;
            this.place = place;
        }

        Mesh mesh(final Gltf.Primitive primitive, final int mode, final String texcoord,
                  final TexcoordUse use) {
            final float[] positions = accessors.floats(attributes.get("POSITION"), 3, at("POSITION"));
            final int vertices = positions.length / 3;
            final float[] normals = optional("NORMAL", 3, vertices);
            // Without normals there is no frame that given tangents could belong to.
            final float[] tangents = normals.length == 0 ? NONE : optional("TANGENT", 4, vertices);
            final float[] texcoords = optional(texcoord, 2, vertices);
            use.bake(texcoords);
            final int[] order = primitive.indices() == null ? Triangles.sequence(vertices)
                : accessors.indices(primitive.indices(), vertices, place + "/indices");
            if (mode != 4) {
                document.budget().take(12L * order.length, place);
            }
            final int[] indices = switch (mode) {
                case 5 -> Triangles.ofStrip(order);
                case 6 -> Triangles.ofFan(order);
                default -> whole(order);
            };
            Triangles.repairNormals(positions, indices, normals);
            return new Mesh(positions, indices, normals, tangents, texcoords, colors(vertices));
        }

        private int[] whole(final int[] order) {
            if (order.length % 3 != 0) {
                document.note(place + ": " + order.length % 3 + " indices at the end make no triangle");
            }
            return Arrays.copyOf(order, order.length / 3 * 3);
        }

        private float[] optional(final String attribute, final int components, final int vertices) {
            if (attributes.get(attribute) == null) {
                return NONE;
            }
            final int count = accessors.count(attributes.get(attribute), at(attribute));
            if (count != vertices) {
                throw new Refusal(at(attribute), count + " elements for " + vertices + " vertices");
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
}
