package org.umbel.node.importer;

import static org.umbel.node.importer.GltfDocument.follow;
import static org.umbel.node.importer.GltfDocument.orDefault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.MaterialExtensions;
import org.umbel.codec.scene.Mesh;
import org.umbel.codec.scene.TextureRef;

/** Materials that something uses, with their textures; one record per material of the file. */
final class MaterialImport {
    private static final String EMISSIVE_STRENGTH = "KHR_materials_emissive_strength";
    private static final float[] WHITE = {1, 1, 1, 1};
    private static final float[] BLACK = {0, 0, 0};
    private static final float[] ONES = {1, 1, 1};
    private static final String UNLIT = "KHR_materials_unlit";
    private static final String SPECULAR_GLOSSINESS = "KHR_materials_pbrSpecularGlossiness";
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
     * @param texcoords the sets that its meshes carry, by their number in the scene's records
     */
    record Use(int material, List<TexcoordUse> texcoords) {}

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
        final Reader survey = new Reader("/materials/" + key, List.of(), true);
        survey.material(source);
        final List<TexcoordUse> baked = TexcoordUse.sets(survey.uses);
        materials.add(new Reader("/materials/" + key, baked, false).material(source));
        final Use use = new Use(materials.size() - 1, baked);
        imported.put(key, use);
        return use;
    }

    /** Reads one material. */
    private final class Reader {
        private final String place;
        /** What the mesh's sets of texture coordinates are. */
        private final List<TexcoordUse> baked;
        /** Whether it only looks what its textures look up, and imports none. */
        private final boolean surveys;
        private final List<TexcoordUse> uses = new ArrayList<>();

        Reader(final String place, final List<TexcoordUse> baked, final boolean surveys) {
            this.place = place;
            this.baked = baked;
            this.surveys = surveys;
        }

        Material material(final Gltf.Material source) {
            final boolean lambert = mode == MaterialMode.LAMBERT;
            final Base base = has(source, SPECULAR_GLOSSINESS) ? specularGlossiness(source) : base(source);
            if (has(source, UNLIT) && !lambert) {
                return unlit(source, base);
            }
            final TextureRef normal = lambert ? TextureRef.NONE
                : texture(source.normalTexture(), place + "/normalTexture");
            final float normalScale = lambert || source.normalTexture() == null ? 1
                : finite(orDefault(source.normalTexture().scale(), 1f), place + "/normalTexture/scale");
            final float[] emission = emission(source);
            final TextureRef emissionTexture = texture(source.emissiveTexture(), place + "/emissiveTexture");
            final MaterialExtensions extensions = lambert ? MaterialExtensions.NONE
                : has(source, SPECULAR_GLOSSINESS) ? base.extensions
                : new ExtensionImport(source.extensions(), place, this::texture).read();
            return new Material(lambert ? Material.Model.LAMBERT : Material.Model.GLTF, base.color, base.colorTexture,
                base.metallic, base.roughness, base.roughnessTexture, normal, normalScale, emission, emissionTexture,
                lambert ? Material.AlphaMode.OPAQUE : alphaMode(source.alphaMode()), cutoff(source),
                orDefault(source.doubleSided(), false), extensions);
        }

        /** Metallic-roughness, or what stands for it. */
        private record Base(float[] color, TextureRef colorTexture, float metallic, float roughness,
                            TextureRef roughnessTexture, MaterialExtensions extensions) {}

        private Base base(final Gltf.Material source) {
            final boolean lambert = mode == MaterialMode.LAMBERT;
            final Gltf.MetallicRoughness pbr =
                orDefault(source.pbrMetallicRoughness(), Gltf.MetallicRoughness.DEFAULT);
            final String at = place + "/pbrMetallicRoughness";
            return new Base(factor(pbr.baseColorFactor(), WHITE, at + "/baseColorFactor"),
                texture(pbr.baseColorTexture(), at + "/baseColorTexture"),
                lambert ? 0 : unit(orDefault(pbr.metallicFactor(), 1f), at + "/metallicFactor"),
                lambert ? 1 : unit(orDefault(pbr.roughnessFactor(), 1f), at + "/roughnessFactor"),
                lambert ? TextureRef.NONE : texture(pbr.metallicRoughnessTexture(), at + "/metallicRoughnessTexture"),
                MaterialExtensions.NONE);
        }

        /** As Khronos converts it: a dielectric that reflects the specular colour, by an index of refraction of 0. */
        private Base specularGlossiness(final Gltf.Material source) {
            final boolean lambert = mode == MaterialMode.LAMBERT;
            final Map<String, Object> old = ExtensionValues.object(source.extensions(), SPECULAR_GLOSSINESS, place);
            final String at = place + "/extensions/" + SPECULAR_GLOSSINESS;
            final float[] diffuse = factor(floats(old, "diffuseFactor", WHITE, at), WHITE, at + "/diffuseFactor");
            final TextureRef texture = texture(ExtensionValues.texture(old, "diffuseTexture", at), at
                + "/diffuseTexture");
            if (lambert) {
                return new Base(diffuse, texture, 0, 1, TextureRef.NONE, MaterialExtensions.NONE);
            }
            final float[] specular =
                factor(floats(old, "specularFactor", ONES, at), ONES, at + "/specularFactor");
            final float glossiness =
                unit((float) ExtensionValues.number(old, "glossinessFactor", 1, at), at + "/glossinessFactor");
            final TextureRef both = texture(ExtensionValues.texture(old, "specularGlossinessTexture", at),
                at + "/specularGlossinessTexture");
            return new Base(diffuse, texture, 0, glossiness, both, MaterialExtensions.reflecting(0, true,
                new MaterialExtensions.Specular(1, TextureRef.NONE, specular, both)));
        }

        /** What is not lit is black and shines with its colour; vertex colours do not count. */
        private Material unlit(final Gltf.Material source, final Base base) {
            final float[] shine = Arrays.copyOf(base.color, 3);
            return new Material(Material.Model.GLTF, new float[] {0, 0, 0, base.color[3]}, base.colorTexture, 0, 1,
                TextureRef.NONE, TextureRef.NONE, 1, shine, base.colorTexture, alphaMode(source.alphaMode()),
                cutoff(source), orDefault(source.doubleSided(), false),
                MaterialExtensions.reflecting(MaterialExtensions.IOR_DEFAULT, false,
                    new MaterialExtensions.Specular(0, TextureRef.NONE, ONES, TextureRef.NONE)));
        }

        private float cutoff(final Gltf.Material source) {
            return finite(orDefault(source.alphaCutoff(), 0.5f), place + "/alphaCutoff");
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
            if (surveys) {
                uses.add(wanted);
                return TextureRef.NONE;
            }
            int set = 0;
            while (set < baked.size() && baked.get(set).set() != wanted.set()) {
                set++;
            }
            if (set == baked.size()) {
                document.note(path + " is ignored: the material's textures look up more than " + Mesh.TEXCOORD_SETS_MAX
                    + " sets of texture coordinates");
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
            return new TextureRef(images.image(texture.source(), texturePlace + "/source"),
                wrap(sampler.wrapS(), texturePlace), wrap(sampler.wrapT(), texturePlace),
                orDefault(sampler.magFilter(), 9729) == 9728, set,
                wanted.equals(baked.get(set)) ? TextureRef.Transform.IDENTITY : wanted.transform());
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

    private static boolean has(final Gltf.Material source, final String extension) {
        return source.extensions() != null && source.extensions().containsKey(extension);
    }

    private static float[] floats(final Map<String, Object> object, final String key, final float[] otherwise,
                                  final String path) {
        final List<Double> defaults = new ArrayList<>();
        for (final float value : otherwise) {
            defaults.add((double) value);
        }
        final List<Double> values = ExtensionValues.numbers(object, key, defaults, path);
        final float[] result = new float[otherwise.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values.get(i).floatValue();
        }
        return result;
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
