package org.umbel.codec.scene;

import java.util.List;

/**
 * What glTF's ratified material extensions add to metallic-roughness; {@link #NONE} has their default values, which
 * change nothing.
 *
 * @param ior                 index of refraction (KHR_materials_ior): 0 reflects all light, otherwise from 1
 * @param transmission        factor 0..1 of the light that enters the base and goes through it
 *                            (KHR_materials_transmission)
 * @param transmissionTexture linear, R, multiplied with the factor
 * @param thickness           0 for a thin wall, otherwise the surface bounds a volume; the number itself is for
 *                            rasterisers (KHR_materials_volume)
 * @param absorption          float[3], per world unit inside the volume: what is left after x is exp(-absorption x)
 */
public record MaterialExtensions(float ior, float transmission, TextureRef transmissionTexture, float thickness,
                                 float[] absorption) {
    /** glTF's default: that of glass and of most plastics. */
    public static final float IOR_DEFAULT = 1.5f;
    public static final MaterialExtensions NONE =
        new MaterialExtensions(IOR_DEFAULT, 0, TextureRef.NONE, 0, new float[3]);

    /** Textures whose texels are numbers. */
    public List<TextureRef> linearTextures() {
        return List.of(transmissionTexture);
    }
}
