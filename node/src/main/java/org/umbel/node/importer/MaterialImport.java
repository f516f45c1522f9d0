package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.TextureRef;

/** Materials that something uses, with their textures; one record per material of the file. */
final class MaterialImport {
    private static final String EMISSIVE_STRENGTH = "KHR_materials_emissive_strength";
    private static final float[] WHITE = {1, 1, 1, 1};
    private static final float[] BLACK = {0, 0, 0};
    private static final int DEFAULT_MATERIAL = -1;

    private final GltfDocument document;
    private final ImageImport images;
    private final MaterialMode mode;
    private final Map<Integer, Use> imported = new HashMap<>();
    private final List<Material> materials = new ArrayList<>();

    /**
     * A material in use.
     *
     * @param material  index into {@link #materials()}
     * @param texcoords what its textures look up
     */
    record Use(int material, TexcoordUse texcoords) {}

    MaterialImport(final GltfDocument document, final ImageImport images, final MaterialMode mode) {
        this.document = document;
        this.images = images;
        this.mode = mode;
    }

    List<Material> materials() {
        return materials;
    }

    /**
     * @param index of the file's material, or null for glTF's default material
     * @param path  JSON pointer of the reference
     */
    Use use(final Integer index, final String path) {
        final int key = orDefault(index, DEFAULT_MATERIAL);
        final Use known = imported.get(key);
        if (known != null) {
            return known;
        }
        final var source = index == null ? Gltf.Material.DEFAULT
            : follow(document.gltf().materials(), "materials", index, path);
        final Reader reader = new Reader("/materials/" + key);
        final Material material = reader.material(source);
        materials.add(material);
        final Use use = new Use(materials.size() - 1, orDefault(reader.texcoords, TexcoordUse.PLAIN));
        imported.put(key, use);
        return use;
    }

    /** Reads one material. Its textures must agree about texture coordinates; the first one decides. */
    private final class Reader {
        private final String place;
        private @Nullable TexcoordUse texcoords;

        Reader(final String place) {
            this.place = place;
        }

        Material material(final Gltf.Material source) {
            final Gltf.MetallicRoughness pbr =
                orDefault(source.pbrMetallicRoughness(), Gltf.MetallicRoughness.DEFAULT);
            final String pbrPlace = place + "/pbrMetallicRoughness";
            final float[] baseColor =
                factor(pbr.baseColorFactor(), WHITE, pbrPlace + "/baseColorFactor");
            final TextureRef baseColorTexture =
                texture(pbr.baseColorTexture(), pbrPlace + "/baseColorTexture");
            final boolean lambert = mode == MaterialMode.LAMBERT;
            final TextureRef metallicRoughness = lambert ? TextureRef.NONE
                : texture(pbr.metallicRoughnessTexture(), pbrPlace + "/metallicRoughnessTexture");
            final TextureRef normal = lambert ? TextureRef.NONE
                : texture(source.normalTexture(), place + "/normalTexture");
            final float normalScale = lambert || source.normalTexture() == null ? 1
                : finite(orDefault(source.normalTexture().scale(), 1f), place + "/normalTexture/scale");
            final float[] emission = emission(source);
            final TextureRef emissionTexture = texture(source.emissiveTexture(), place + "/emissiveTexture");
            return new Material(lambert ? Material.Model.LAMBERT : Material.Model.GLTF, baseColor,
                baseColorTexture,
                lambert ? 0 : unit(orDefault(pbr.metallicFactor(), 1f), pbrPlace + "/metallicFactor"),
                lambert ? 1 : unit(orDefault(pbr.roughnessFactor(), 1f), pbrPlace + "/roughnessFactor"),
                metallicRoughness, normal, normalScale, emission, emissionTexture,
                lambert ? Material.AlphaMode.OPAQUE : alphaMode(source.alphaMode()),
                finite(orDefault(source.alphaCutoff(), 0.5f), place + "/alphaCutoff"),
                orDefault(source.doubleSided(), false),
                lambert ? MaterialExtensions.NONE
                    : new ExtensionImport(source.extensions(), place, this::texture).read());
        }

        private float[] emission(final Gltf.Material source) {
            final float[] emission =
                factor(source.emissiveFactor(), BLACK, place + "/emissiveFactor");
            final Map<String, Object> strength =
                ExtensionValues.object(source.extensions(), EMISSIVE_STRENGTH, place);
            final String strengthPlace = place + "/extensions/" + EMISSIVE_STRENGTH;
            final double value = ExtensionValues.number(strength, "emissiveStrength", 1, strengthPlace);
            if (value < 0) {
                throw new Refusal(strengthPlace + "/emissiveStrength", "is below 0");
            }
            for (int i = 0; i < emission.length; i++) {
                emission[i] = finite((float) (emission[i] * value), strengthPlace);
            }
            return emission;
        }

        private Material.AlphaMode alphaMode(final String name) {
            return switch (orDefault(name, "OPAQUE")) {
                case "OPAQUE" -> Material.AlphaMode.OPAQUE;
                case "MASK" -> Material.AlphaMode.MASK;
                case "BLEND" -> Material.AlphaMode.BLEND;
                default -> throw new Refusal(place + "/alphaMode", "there is no alpha mode " + name);
            };
        }

        private TextureRef texture(final Gltf.@Nullable TextureInfo info, final String path) {
            if (info == null) {
                return TextureRef.NONE;
            }
            final TexcoordUse wanted = TexcoordUse.of(orDefault(info.texCoord(), 0), info.extensions(), path);
            if (texcoords != null && !texcoords.equals(wanted)) {
                document.note(path + " is ignored: its texture coordinates or their transform differ from"
                    + " those of the material's other textures");
                return TextureRef.NONE;
            }
            final Gltf.Texture texture = follow(document.gltf().textures(), "textures", info.index(),
                path + "/index");
            final String texturePlace = "/textures/" + info.index();
            if (texture.source() == null) {
                document.note(texturePlace + " is ignored: it has no image in a format of glTF itself");
                return TextureRef.NONE;
            }
            final Gltf.Sampler sampler = texture.sampler() == null ? Gltf.Sampler.DEFAULT
                : follow(document.gltf().samplers(), "samplers", texture.sampler(),
                    texturePlace + "/sampler");
            final TextureRef ref = new TextureRef(images.image(texture.source(), texturePlace + "/source"),
                wrap(sampler.wrapS(), texturePlace), wrap(sampler.wrapT(), texturePlace),
                orDefault(sampler.magFilter(), 9729) == 9728);
            texcoords = wanted;
            return ref;
        }

        private TextureRef.Wrap wrap(final Integer code, final String path) {
            return switch (orDefault(code, 10497)) {
                case 10497 -> TextureRef.Wrap.REPEAT;
                case 33071 -> TextureRef.Wrap.CLAMP;
                case 33648 -> TextureRef.Wrap.MIRROR;
                default -> throw new Refusal(path + "/sampler", "there is no wrapping mode " + code);
            };
        }
    }

    private static float[] factor(final float[] value, final float[] otherwise, final String path) {
        final float[] result = (value == null ? otherwise : value).clone();
        if (result.length != otherwise.length) {
            throw new Refusal(path, otherwise.length + " numbers are expected");
        }
        for (final float component : result) {
            if (!(component >= 0)) {
                throw new Refusal(path, "is below 0");
            }
            finite(component, path);
        }
        return result;
    }

    private static float unit(final float value, final String path) {
        if (!(value >= 0 && value <= 1)) {
            throw new Refusal(path, value + " is outside 0..1");
        }
        return value;
    }

    private static float finite(final float value, final String path) {
        if (!Float.isFinite(value)) {
            throw new Refusal(path, "is not a finite number");
        }
        return value;
    }
}
