package org.umbel.node.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Primitives of meshes: their attributes, indices, morph targets, and what their material wants of them. */
final class MeshCheck {
    private static final String ACCESSORS = "accessors";
    /** As many textures of one material as are held against primitives. */
    private static final int TEXTURES_MAX = 64;
    private static final List<String> INDEX_FORMATS = List.of("SCALAR u16", "SCALAR u32", "SCALAR u8");

    private final Document document;
    private final ViewUses views;
    private final Findings findings;
    private final AttributeRules rules;
    private final Map<Integer, List<TextureUse>> textures = new HashMap<>();

    private MeshCheck(final Document document, final ViewUses views, final Findings findings) {
        this.document = document;
        this.views = views;
        this.findings = findings;
        this.rules = new AttributeRules(document.uses("KHR_mesh_quantization"));
    }

    static void check(final Document document, final ViewUses views, final Findings findings) {
        final MeshCheck check = new MeshCheck(document, views, findings);
        for (int i = 0; i < document.size("meshes"); i++) {
            check.mesh(document.item("meshes", i), document.mesh(i).targets(), "/meshes/" + i);
        }
    }

    private void mesh(final JsonNode mesh, final int targets, final String place) {
        final List<JsonNode> primitives = Json.items(mesh.path("primitives"));
        for (int i = 0; i < primitives.size(); i++) {
            final String primitive = place + "/primitives/" + i;
            primitive(primitives.get(i), primitive);
            if (primitives.get(i).isObject()
                && primitives.get(i).path("targets").size() != primitives.getFirst().path("targets").size()) {
                findings.error("MESH_PRIMITIVES_UNEQUAL_TARGETS_COUNT", primitive,
                    "has another number of morph targets than the mesh's first primitive");
            }
        }
        final JsonNode weights = mesh.path("weights");
        if (weights.isArray() && !primitives.isEmpty() && weights.size() != targets) {
            findings.error("MESH_INVALID_WEIGHTS_COUNT", place + "/weights",
                weights.size() + " weights for " + targets + " morph targets");
        }
    }

    private void primitive(final JsonNode primitive, final String place) {
        final JsonNode attributes = primitive.path("attributes");
        final List<String> names = Json.names(attributes);
        long count = -1;
        for (final String name : names) {
            final String at = place + "/attributes" + Json.step(name);
            final int accessor = attribute(attributes, name, false, at);
            final long its = Json.whole(document.item(ACCESSORS, accessor), "count", -1);
            if (count >= 0 && its >= 0 && its != count) {
                findings.error("MESH_PRIMITIVE_UNEQUAL_ACCESSOR_COUNT", at,
                    "has " + its + " elements where another attribute has " + count);
            }
            count = count < 0 ? its : count;
        }
        sets(names, place + "/attributes");
        indices(primitive, place + "/indices");
        targets(primitive, names, count, place + "/targets");
        material(primitive, names, place + "/material");
    }

    /** @return the accessor, or -1 */
    private int attribute(final JsonNode attributes, final String name, final boolean isMorph, final String place) {
        if (!rules.isName(name, isMorph)) {
            findings.error("MESH_PRIMITIVE_INVALID_ATTRIBUTE", place, "there is no such attribute");
        }
        final int index = document.reference(attributes, name, ACCESSORS);
        final JsonNode accessor = document.item(ACCESSORS, index);
        final Optional<AccessorFormat> known = AccessorFormat.of(accessor);
        if (index < 0 || known.isEmpty()) {
            return index;
        }
        views.useAccessor(index, ViewUses.Use.VERTICES, place);
        final AccessorFormat format = known.get();
        final List<String> allowed = rules.formats(name, isMorph);
        if (!allowed.isEmpty() && !allowed.contains(format.word())) {
            findings.error("MESH_PRIMITIVE_ATTRIBUTES_ACCESSOR_INVALID_FORMAT", place,
                "is " + format.word() + ", not one of " + allowed);
        }
        if (name.startsWith("_") && format.component() == AccessorFormat.UINT32) {
            findings.error("MESH_PRIMITIVE_ATTRIBUTES_ACCESSOR_UNSIGNED_INT", place,
                "attributes are not of 32 bit integers");
        }
        if (name.equals("POSITION") && !(accessor.has("min") && accessor.has("max"))) {
            findings.error("MESH_PRIMITIVE_POSITION_ACCESSOR_WITHOUT_BOUNDS", place,
                "positions need the accessor's min and max");
        }
        final boolean isPacked = accessor.has("bufferView")
            && AccessorCheck.stridedView(document, accessor).isEmpty();
        if (Json.whole(accessor, "byteOffset", 0) % 4 != 0 || isPacked && format.packedStride() % 4 != 0) {
            findings.error("MESH_PRIMITIVE_ACCESSOR_UNALIGNED", place,
                "vertex data begins at multiples of 4 bytes, each element of it");
        }
        return index;
    }

    private void sets(final List<String> names, final String place) {
        for (final String meaning : List.of("TEXCOORD", "COLOR", "JOINTS", "WEIGHTS")) {
            final int all = AttributeRules.numbered(meaning, names).size();
            if (AttributeRules.consecutive(meaning, names) != all) {
                findings.error("MESH_PRIMITIVE_INDEXED_SEMANTIC_CONTINUITY", place,
                    "the numbers of " + meaning + " do not begin at 0 and go on without a gap");
            }
        }
        final int joints = AttributeRules.numbered("JOINTS", names).size();
        final int weights = AttributeRules.numbered("WEIGHTS", names).size();
        if (joints != weights) {
            findings.error("MESH_PRIMITIVE_JOINTS_WEIGHTS_MISMATCH", place,
                joints + " sets of joints and " + weights + " of weights");
        }
    }

    private void indices(final JsonNode primitive, final String place) {
        final int index = document.reference(primitive, "indices", ACCESSORS);
        final JsonNode accessor = document.item(ACCESSORS, index);
        views.useAccessor(index, ViewUses.Use.INDICES, place);
        if (AccessorCheck.stridedView(document, accessor).isPresent()) {
            findings.error("MESH_PRIMITIVE_INDICES_ACCESSOR_WITH_BYTESTRIDE", place,
                "the view of indices has no byteStride");
        }
        AccessorFormat.of(accessor).map(AccessorFormat::word).filter(word -> !INDEX_FORMATS.contains(word))
            .ifPresent(word -> findings.error("MESH_PRIMITIVE_INDICES_ACCESSOR_INVALID_FORMAT", place,
                "is " + word + ", not one of " + INDEX_FORMATS));
    }

    private void targets(final JsonNode primitive, final List<String> base, final long count, final String place) {
        final List<JsonNode> targets = Json.items(primitive.path("targets"));
        for (int i = 0; i < targets.size(); i++) {
            for (final String name : Json.names(targets.get(i))) {
                final String at = place + "/" + i + Json.step(name);
                final int accessor = attribute(targets.get(i), name, true, at);
                final long its = Json.whole(document.item(ACCESSORS, accessor), "count", count);
                if (!base.contains(name)) {
                    findings.error("MESH_PRIMITIVE_MORPH_TARGET_NO_BASE_ACCESSOR", at,
                        "the primitive has no such attribute to be moved");
                } else if (its != count) {
                    findings.error("MESH_PRIMITIVE_MORPH_TARGET_INVALID_ATTRIBUTE_COUNT", at,
                        "has " + its + " elements where the primitive has " + count);
                }
            }
        }
    }

    private void material(final JsonNode primitive, final List<String> names, final String place) {
        final int index = document.reference(primitive, "material", "materials");
        final int sets = AttributeRules.consecutive("TEXCOORD", names);
        for (final TextureUse use : textures(index)) {
            if (use.set() >= sets) {
                findings.error("MESH_PRIMITIVE_TOO_FEW_TEXCOORDS", place,
                    use.place() + " needs TEXCOORD_" + use.set() + ", which the primitive has not");
            }
        }
    }

    /** A texture of a material, and the set of coordinates that it is looked up with. */
    private record TextureUse(String place, long set) {}

    /** Of a material that many primitives may share. */
    private List<TextureUse> textures(final int material) {
        return textures.computeIfAbsent(material, key -> {
            final List<TextureUse> found = new ArrayList<>();
            collect(document.item("materials", key), "/materials/" + key, found);
            return found;
        });
    }

    private static void collect(final JsonNode object, final String place, final List<TextureUse> found) {
        for (final String name : Json.names(object)) {
            final JsonNode value = object.path(name);
            if (Document.isTextureName(name) && value.isObject() && found.size() < TEXTURES_MAX) {
                final long declared = Json.whole(value, "texCoord", 0);
                found.add(new TextureUse(place + Json.step(name),
                    Json.whole(value.path("extensions").path("KHR_texture_transform"), "texCoord", declared)));
            } else if (value.isObject() && !name.equals("extras")) {
                collect(value, place + Json.step(name), found);
            }
        }
    }
}
