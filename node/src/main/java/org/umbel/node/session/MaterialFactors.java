package org.umbel.node.session;

import org.umbel.codec.scene.Material;

/**
 * The numbers of a material: what its textures are multiplied with, or stands alone where it has none.
 *
 * @param baseColor   float[4], linear RGB and alpha, from 0
 * @param metallic    0..1
 * @param roughness   0..1, perceptual
 * @param normalScale scales x and y of the normal
 * @param emission    float[3], linear radiance, from 0
 * @param alphaCutoff for {@link Material.AlphaMode#MASK}
 */
public record MaterialFactors(float[] baseColor, float metallic, float roughness, float normalScale, float[] emission,
                              float alphaCutoff) {
    public MaterialFactors {
        baseColor = baseColor.clone();
        emission = emission.clone();
    }

    /** Those that a material has. */
    public static MaterialFactors of(final Material m) {
        return new MaterialFactors(m.baseColor(), m.metallic(), m.roughness(), m.normalScale(), m.emission(),
            m.alphaCutoff());
    }

    /** The same with another base colour. */
    public MaterialFactors withBaseColor(final float[] newBaseColor) {
        return new MaterialFactors(newBaseColor, metallic, roughness, normalScale, emission, alphaCutoff);
    }

    /** The same with other factors of metallic-roughness. */
    public MaterialFactors withMetallicRoughness(final float newMetallic, final float newRoughness) {
        return new MaterialFactors(baseColor, newMetallic, newRoughness, normalScale, emission, alphaCutoff);
    }

    /** The same with other light of its own. */
    public MaterialFactors withEmission(final float[] newEmission) {
        return new MaterialFactors(baseColor, metallic, roughness, normalScale, newEmission, alphaCutoff);
    }

    /** The material with these instead of its own; its textures and its kind stay. */
    Material in(final Material m) {
        return new Material(m.model(), baseColor, m.baseColorTexture(), metallic, roughness,
            m.metallicRoughnessTexture(), m.normalTexture(), normalScale, emission, m.emissionTexture(), m.alphaMode(),
            alphaCutoff, m.doubleSided(), m.extensions());
    }
}
