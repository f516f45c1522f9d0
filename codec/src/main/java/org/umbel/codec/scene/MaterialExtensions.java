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
 * @param specular            what dielectrics reflect
 */
public record MaterialExtensions(float ior, boolean glossiness, float transmission, TextureRef transmissionTexture,
                                 float thickness, float[] absorption, Specular specular) {
    /** glTF's default: that of glass and of most plastics. */
    public static final float IOR_DEFAULT = 1.5f;
    public static final MaterialExtensions NONE =
        new MaterialExtensions(IOR_DEFAULT, false, 0, TextureRef.NONE, 0, new float[3], Specular.NONE);

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

    /** Whether all of it changes nothing. */
    public boolean isPlain() {
        return ior == IOR_DEFAULT && !glossiness && transmission == 0 && specular.isPlain();
    }

    /** Textures whose texels are numbers. */
    public List<TextureRef> linearTextures() {
        return List.of(transmissionTexture, specular.weightTexture);
    }

    /** Textures whose texels are colours. */
    public List<TextureRef> colorTextures() {
        return List.of(specular.colorTexture);
    }
}
