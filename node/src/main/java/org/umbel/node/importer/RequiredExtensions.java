package org.umbel.node.importer;

import java.util.List;
import java.util.Set;

/**
 * Refuses what a file demands and we do not have. Draco meshes, read as if they were plain, come
 * out empty.
 */
final class RequiredExtensions {
    private static final Set<String> SUPPORTED =
        Set.of("KHR_lights_punctual", "KHR_materials_emissive_strength", "KHR_texture_transform",
            "KHR_mesh_quantization");
    /** Read as far as flat records go; what is left out is noted where it occurs. */
    private static final Set<String> KNOWN = Set.of("KHR_draco_mesh_compression");

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
            if (name != null && !isSupported(name) && !KNOWN.contains(name)) {
                document.note("the extension " + name + " is ignored");
            }
        }
    }

    private static boolean isSupported(final String name) {
        return SUPPORTED.contains(name) || ExtensionImport.NAMES.contains(name);
    }

    static String remedy(final String extension) {
        return switch (extension) {
            case "KHR_draco_mesh_compression", "EXT_meshopt_compression" ->
                "decompress it, for example with gltf-transform: gltf-transform copy IN.glb OUT.glb";
            case "KHR_texture_basisu", "EXT_texture_webp", "EXT_texture_avif" ->
                "convert its textures to PNG or JPEG";
            default -> "export the scene without this extension";
        };
    }
}
