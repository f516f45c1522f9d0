package org.umbel.codec.scene;

import java.util.List;

/**
 * What glTF's ratified material extensions add to metallic-roughness; {@link #NONE} has their default values, which
 * change nothing.
 *
 * @param ior                 index of refraction (KHR_materials_ior): 0 reflects all light, otherwise from 1
 * @param glossiness          the roughness is a glossiness, which the alpha of the metallic-roughness texture is
 *                            multiplied with, and the metallic factor counts alone; for
 *                            KHR_materials_pbrSpecularGlossiness
 * @param transmission        factor 0..1 of the light that enters the base and goes through it
 *                            (KHR_materials_transmission)
 * @param transmissionTexture linear, R, multiplied with the factor
 * @param thickness           0 for a thin wall, otherwise the surface bounds a volume; the number itself is for
 *                            rasterisers (KHR_materials_volume)
 * @param absorption          float[3], per world unit inside the volume: what is left after x is exp(-absorption x)
 * @param dispersion          20 over the Abbe number, 0 for none (KHR_materials_dispersion)
 * @param specular            what dielectrics reflect
 * @param clearcoat           a layer over all others
 * @param sheen               what fibres reflect, under the clearcoat
 * @param anisotropy          of the base's roughness
 * @param iridescence         a thin film over the base, under sheen and clearcoat
 */
public record MaterialExtensions(float ior, boolean glossiness, float transmission, TextureRef transmissionTexture,
                                 float thickness, float[] absorption, float dispersion, Specular specular,
                                 Clearcoat clearcoat,
                                 Sheen sheen, Anisotropy anisotropy, Iridescence iridescence) {
    /** glTF's default: that of glass and of most plastics. */
    public static final float IOR_DEFAULT = 1.5f;
    public static final MaterialExtensions NONE =
        new MaterialExtensions(IOR_DEFAULT, false, 0, TextureRef.NONE, 0, new float[3], 0, Specular.NONE,
            Clearcoat.NONE, Sheen.NONE, Anisotropy.NONE, Iridescence.NONE);

    /** Nothing but what dielectrics reflect. */
    public static MaterialExtensions reflecting(final float ior, final boolean glossiness, final Specular specular) {
        return new MaterialExtensions(ior, glossiness, 0, TextureRef.NONE, 0, new float[3], 0, specular, Clearcoat.NONE,
            Sheen.NONE, Anisotropy.NONE, Iridescence.NONE);
    }

    /**
     * KHR_materials_specular.
     *
     * @param weight        factor 0..1 of what is reflected at all angles
     * @param weightTexture linear, A, multiplied with the factor
     * @param color         float[3], linear, of what is reflected at normal incidence; may be above 1
     * @param colorTexture  sRGB-encoded, multiplied with the factor
     */
    public record Specular(float weight, TextureRef weightTexture, float[] color, TextureRef colorTexture) {
        public static final Specular NONE =
            new Specular(1, TextureRef.NONE, new float[] {1, 1, 1}, TextureRef.NONE);

        boolean isPlain() {
            return weight == 1 && !weightTexture.isPresent() && color[0] == 1 && color[1] == 1 && color[2] == 1
                && !colorTexture.isPresent();
        }
    }

    /**
     * KHR_materials_clearcoat.
     *
     * @param weight           factor 0..1
     * @param weightTexture    linear, R, multiplied with the factor
     * @param roughness        factor 0..1, perceptual
     * @param roughnessTexture linear, G, multiplied with the factor
     * @param normalTexture    linear tangent-space normals of the coat, which the base's do not bend
     * @param normalScale      scales x and y of the normal
     */
    public record Clearcoat(float weight, TextureRef weightTexture, float roughness, TextureRef roughnessTexture,
                            TextureRef normalTexture, float normalScale) {
        public static final Clearcoat NONE =
            new Clearcoat(0, TextureRef.NONE, 0, TextureRef.NONE, TextureRef.NONE, 1);
    }

    /**
     * KHR_materials_sheen.
     *
     * @param color            float[3], linear, 0..1
     * @param colorTexture     sRGB-encoded, multiplied with the factor
     * @param roughness        factor 0..1, perceptual
     * @param roughnessTexture linear, A, multiplied with the factor
     */
    public record Sheen(float[] color, TextureRef colorTexture, float roughness, TextureRef roughnessTexture) {
        public static final Sheen NONE = new Sheen(new float[3], TextureRef.NONE, 0, TextureRef.NONE);

        boolean isPlain() {
            return color[0] == 0 && color[1] == 0 && color[2] == 0;
        }
    }

    /**
     * KHR_materials_anisotropy.
     *
     * @param strength 0..1
     * @param rotation of the direction of highlights, counter-clockwise from the tangent, radians
     * @param texture  linear: RG the direction as -1..1, which the rotation turns, B multiplied with the strength
     */
    public record Anisotropy(float strength, float rotation, TextureRef texture) {
        public static final Anisotropy NONE = new Anisotropy(0, 0, TextureRef.NONE);
    }

    /**
     * KHR_materials_iridescence.
     *
     * @param weight           factor 0..1
     * @param weightTexture    linear, R, multiplied with the factor
     * @param ior              index of refraction of the film, from 1
     * @param thicknessMin     nanometres, where the texture is 0
     * @param thicknessMax     nanometres, where it is 1
     * @param thicknessTexture linear, G
     */
    public record Iridescence(float weight, TextureRef weightTexture, float ior, float thicknessMin, float thicknessMax,
                              TextureRef thicknessTexture) {
        public static final Iridescence NONE =
            new Iridescence(0, TextureRef.NONE, 1.3f, 100, 400, TextureRef.NONE);
    }

    /** Whether all of it changes nothing. */
    public boolean isPlain() {
        return ior == IOR_DEFAULT && !glossiness && transmission == 0 && specular.isPlain()
            && clearcoat.weight == 0 && sheen.isPlain() && anisotropy.strength == 0
            && iridescence.weight == 0;
    }

    /** Textures whose texels are numbers. */
    public List<TextureRef> linearTextures() {
        return List.of(transmissionTexture, specular.weightTexture, clearcoat.weightTexture, clearcoat.roughnessTexture,
            clearcoat.normalTexture, sheen.roughnessTexture, anisotropy.texture, iridescence.weightTexture,
            iridescence.thicknessTexture);
    }

    /** Textures whose texels are colours. */
    public List<TextureRef> colorTextures() {
        return List.of(specular.colorTexture, sheen.colorTexture);
    }
}
