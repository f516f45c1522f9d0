package org.umbel.node.importer;

import java.util.List;
import java.util.Set;

/** Refuses what a file demands and we do not have, and notes what it merely uses. */
final class RequiredExtensions {
    private static final Set<String> SUPPORTED =
        Set.of("KHR_lights_punctual", "KHR_materials_emissive_strength", "KHR_texture_transform",
            "KHR_mesh_quantization", DracoPrimitive.EXTENSION, "EXT_meshopt_compression", "KHR_meshopt_compression",
            InstanceTransforms.EXTENSION, MaterialVariants.EXTENSION, "EXT_texture_webp", "KHR_texture_basisu");

    private RequiredExtensions() {}

    static void check(final GltfDocument document) {
        final Gltf gltf = document.gltf();
        final List<String> required = GltfDocument.orDefault(gltf.extensionsRequired(), List.of());
        for (int i = 0; i < required.size(); i++) {
            final String name = String.valueOf(required.get(i));
            if (!isSupported(name)) {
                document.refusals().add(new Refusal("/extensionsRequired/" + i,
                    "the scene requires the extension " + name + ", which is not supported", remedy(name)));
            }
        }
        for (final String name : GltfDocument.orDefault(gltf.extensionsUsed(), List.<String>of())) {
            // What a converted scene uses its file did not ask for.
            if (name != null && !isSupported(name) && !ConvertedScene.isForeign(document.file())) {
                document.note("the extension " + name + " is ignored");
            }
        }
    }

    private static boolean isSupported(final String name) {
        return SUPPORTED.contains(name) || ExtensionImport.NAMES.contains(name);
    }

    static String remedy(final String extension) {
        return switch (extension) {
            case "EXT_texture_avif" ->
                "convert its textures to PNG or JPEG";
            default -> "export the scene without this extension";
        };
    }
}
