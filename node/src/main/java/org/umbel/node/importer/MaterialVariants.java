package org.umbel.node.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which material a primitive has in the variant that is wanted (KHR_materials_variants). */
final class MaterialVariants {
    static final String EXTENSION = "KHR_materials_variants";
    private static final int NONE = -1;
    private static final int SHOWN_MAX = 20;

    private final int wanted;

    private MaterialVariants(final int wanted) {
        this.wanted = wanted;
    }

    /**
     * @throws Refusal when the file has no variant of that name; it lists those that it has
     */
    static MaterialVariants of(final GltfDocument document, final Optional<String> name) {
        final Map<String, Object> extension = ExtensionValues.object(document.gltf().extensions(), EXTENSION, "");
        final List<String> names = new ArrayList<>();
        if (extension.get("variants") instanceof List<?> variants) {
            for (int i = 0; i < variants.size(); i++) {
                names.add(String.valueOf(ExtensionValues.asObject(variants.get(i),
                    "/extensions/" + EXTENSION + "/variants/" + i).get("name")));
            }
        }
        final int wanted = name.map(names::indexOf).orElse(NONE);
        if (name.isPresent() && wanted == NONE) {
            throw new Refusal("", "there is no material variant \"" + name.get() + "\"", names.isEmpty()
                ? "the file has no variants: leave out --variant" : "it has: " + shown(names));
        }
        if (name.isEmpty() && !names.isEmpty()) {
            document.note("the materials have variants; --variant takes one of: " + shown(names));
        }
        return new MaterialVariants(wanted);
    }

    /**
     * The material of a primitive.
     *
     * @param place JSON pointer of the primitive
     * @return index of the file's material, or null for glTF's default material
     */
    Integer material(final Gltf.Primitive primitive, final String place) {
        final Map<String, Object> extension = wanted == NONE ? Map.of()
            : ExtensionValues.object(primitive.extensions(), EXTENSION, place);
        if (extension.get("mappings") instanceof List<?> mappings) {
            for (int i = 0; i < mappings.size(); i++) {
                final String path = place + "/extensions/" + EXTENSION + "/mappings/" + i;
                final Map<String, Object> mapping = ExtensionValues.asObject(mappings.get(i), path);
                if (mapping.get("variants") instanceof List<?> variants
                    && variants.stream().anyMatch(v -> v instanceof Number number && number.doubleValue() == wanted)) {
                    return ExtensionIntegers.required(mapping, "material", path);
                }
            }
        }
        return primitive.material();
    }

    private static String shown(final List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN_MAX, names.size())))
            + (names.size() > SHOWN_MAX ? ", and " + (names.size() - SHOWN_MAX) + " more" : "");
    }
}
