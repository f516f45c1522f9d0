package org.umbel.node.importer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.TextureRef;

/** The ratified extensions of one material, with their default values where it has none. */
final class ExtensionImport {
    /** What is read here and by {@link MaterialImport}. */
    static final Set<String> NAMES =
        Set.of("KHR_materials_anisotropy", "KHR_materials_clearcoat", "KHR_materials_dispersion",
            "KHR_materials_iridescence", "KHR_materials_ior",
            "KHR_materials_pbrSpecularGlossiness", "KHR_materials_sheen", "KHR_materials_specular",
            "KHR_materials_transmission", "KHR_materials_unlit", "KHR_materials_volume");

    /** So that the logarithm stays finite: less than this goes through nothing. */
    private static final double ATTENUATION_MIN = 1e-9;
    private static final double ABSORPTION_MAX = 1e12;

    private final @Nullable Map<String, Object> extensions;
    private final String place;
    private final Textures textures;

    /** Imports a texture of the material; of none when there is no textureInfo. */
    interface Textures {
        TextureRef texture(Gltf.@Nullable TextureInfo info, String path);
    }

    /**
     * @param extensions of the material, or null
     * @param place      JSON pointer of the material
     */
    ExtensionImport(final @Nullable Map<String, Object> extensions, final String place, final Textures textures) {
        this.extensions = extensions;
        this.place = place;
        this.textures = textures;
    }

    MaterialExtensions read() {
        if (extensions == null) {
            return MaterialExtensions.NONE;
        }
        final Values ior = values("KHR_materials_ior");
        final Values transmission = values("KHR_materials_transmission");
        final Values volume = values("KHR_materials_volume");
        return new MaterialExtensions(ior(ior), false, transmission.unit("transmissionFactor", 0),
            transmission.texture("transmissionTexture"), volume.positive("thicknessFactor", 0), absorption(volume),
            values("KHR_materials_dispersion").positive("dispersion", 0), specular(values("KHR_materials_specular")),
            clearcoat(values("KHR_materials_clearcoat")), sheen(values("KHR_materials_sheen")),
            anisotropy(values("KHR_materials_anisotropy")), iridescence(values("KHR_materials_iridescence")));
    }

    private static MaterialExtensions.Iridescence iridescence(final Values values) {
        final float ior = values.positive("iridescenceIor", 1.3);
        if (ior < 1) {
            throw new Refusal(values.path("iridescenceIor"), ior + " is below 1");
        }
        return new MaterialExtensions.Iridescence(values.unit("iridescenceFactor", 0),
            values.texture("iridescenceTexture"), ior, values.positive("iridescenceThicknessMinimum", 100),
            values.positive("iridescenceThicknessMaximum", 400), values.texture("iridescenceThicknessTexture"));
    }

    private static MaterialExtensions.Clearcoat clearcoat(final Values values) {
        return new MaterialExtensions.Clearcoat(values.unit("clearcoatFactor", 0), values.texture("clearcoatTexture"),
            values.unit("clearcoatRoughnessFactor", 0), values.texture("clearcoatRoughnessTexture"),
            values.texture("clearcoatNormalTexture"), values.textureScale("clearcoatNormalTexture"));
    }

    private static MaterialExtensions.Sheen sheen(final Values values) {
        final float[] color = values.color("sheenColorFactor", 0);
        for (final float channel : color) {
            if (channel > 1) {
                throw new Refusal(values.path("sheenColorFactor"), channel + " is outside 0..1");
            }
        }
        return new MaterialExtensions.Sheen(color, values.texture("sheenColorTexture"),
            values.unit("sheenRoughnessFactor", 0), values.texture("sheenRoughnessTexture"));
    }

    private static MaterialExtensions.Anisotropy anisotropy(final Values values) {
        return new MaterialExtensions.Anisotropy(values.unit("anisotropyStrength", 0),
            values.finite("anisotropyRotation"), values.texture("anisotropyTexture"));
    }

    private static MaterialExtensions.Specular specular(final Values values) {
        return new MaterialExtensions.Specular(values.unit("specularFactor", 1), values.texture("specularTexture"),
            values.color("specularColorFactor", 1), values.texture("specularColorTexture"));
    }

    private static float ior(final Values values) {
        final float ior = values.positive("ior", MaterialExtensions.IOR_DEFAULT);
        if (ior != 0 && ior < 1) {
            throw new Refusal(values.path("ior"), ior + " is neither 0 nor from 1");
        }
        return ior;
    }

    /** Of an infinite distance none. */
    private static float[] absorption(final Values values) {
        final float[] color = values.color("attenuationColor", 1);
        final float[] absorption = new float[3];
        if (values.has("attenuationDistance")) {
            final float distance = values.positive("attenuationDistance", 0);
            if (!(distance > 0)) {
                throw new Refusal(values.path("attenuationDistance"), "is not above 0");
            }
            for (int c = 0; c < 3; c++) {
                final double kept = Math.clamp(color[c], ATTENUATION_MIN, 1.0);
                absorption[c] = (float) Math.min(ABSORPTION_MAX, Math.max(0, -StrictMath.log(kept) / distance));
            }
        }
        return absorption;
    }

    private Values values(final String name) {
        return new Values(ExtensionValues.object(extensions, name, place), place + "/extensions/" + name);
    }

    /** One extension. */
    private final class Values {
        private final Map<String, Object> object;
        private final String at;

        Values(final Map<String, Object> object, final String at) {
            this.object = object;
            this.at = at;
        }

        String path(final String key) {
            return at + "/" + key;
        }

        boolean has(final String key) {
            return object.containsKey(key);
        }

        float unit(final String key, final double otherwise) {
            final float value = positive(key, otherwise);
            if (value > 1) {
                throw new Refusal(path(key), value + " is outside 0..1");
            }
            return value;
        }

        /** From 0. */
        float positive(final String key, final double otherwise) {
            return positive((float) ExtensionValues.number(object, key, otherwise, at), path(key));
        }

        private static float positive(final float value, final String path) {
            if (!(value >= 0) || !Float.isFinite(value)) {
                throw new Refusal(path, value + " is below 0, or too large");
            }
            return value;
        }

        /** float[3], each from 0. */
        float[] color(final String key, final double otherwise) {
            final List<Double> values =
                ExtensionValues.numbers(object, key, List.of(otherwise, otherwise, otherwise), at);
            final float[] color = new float[3];
            for (int c = 0; c < 3; c++) {
                color[c] = positive(values.get(c).floatValue(), path(key));
            }
            return color;
        }

        float finite(final String key) {
            final float value = (float) ExtensionValues.number(object, key, 0, at);
            if (!Float.isFinite(value)) {
                throw new Refusal(path(key), "is too large");
            }
            return value;
        }

        /** Of a normal texture. */
        float textureScale(final String key) {
            final Gltf.TextureInfo info = ExtensionValues.texture(object, key, at);
            return info == null || info.scale() == null ? 1 : info.scale();
        }

        TextureRef texture(final String key) {
            return textures.texture(ExtensionValues.texture(object, key, at), path(key));
        }
    }
}
