package org.umbel.codec.scene;

/**
 * glTF 2.0 metallic-roughness, section 3.9 of its specification, with extensions; factors linear.
 *
 * @param model             which reflectance model
 * @param baseColor         float[4], linear RGB and alpha
 * @param baseColorTexture  sRGB-encoded, multiplied with the factor
 * @param metallic          factor 0..1
 * @param roughness         factor 0..1, perceptual (alpha = roughness^2)
 * @param metallicRoughnessTexture linear: G roughness, B metallic
 * @param normalTexture     linear tangent-space normals
 * @param normalScale       scales x and y of the normal
 * @param emission          float[3], linear radiance = factor x strength
 * @param emissionTexture   sRGB-encoded, multiplied with the factor
 * @param alphaMode         how alpha of the base colour is used
 * @param alphaCutoff       for {@link AlphaMode#MASK}
 * @param doubleSided       kept for completeness; surfaces are hit from both sides
 * @param extensions        what comes on top; ignored by {@link Model#LAMBERT}
 */
public record Material(Model model, float[] baseColor, TextureRef baseColorTexture, float metallic, float roughness,
                       TextureRef metallicRoughnessTexture, TextureRef normalTexture, float normalScale,
                       float[] emission, TextureRef emissionTexture, AlphaMode alphaMode, float alphaCutoff,
                       boolean doubleSided, MaterialExtensions extensions) {
    /** A material without extensions. */
    public Material(final Model model, final float[] baseColor, final TextureRef baseColorTexture, final float metallic,
                    final float roughness, final TextureRef metallicRoughnessTexture, final TextureRef normalTexture,
                    final float normalScale, final float[] emission, final TextureRef emissionTexture,
                    final AlphaMode alphaMode, final float alphaCutoff, final boolean doubleSided) {
        this(model, baseColor, baseColorTexture, metallic, roughness, metallicRoughnessTexture, normalTexture,
            normalScale, emission, emissionTexture, alphaMode, alphaCutoff, doubleSided, MaterialExtensions.NONE);
    }

    /** GLTF: metallic-roughness. LAMBERT: base colour / pi, two-sided, opaque, no normal map; emission kept. */
    public enum Model {
        GLTF, LAMBERT
    }

    /** As in glTF. */
    public enum AlphaMode { OPAQUE, MASK, BLEND }
}
