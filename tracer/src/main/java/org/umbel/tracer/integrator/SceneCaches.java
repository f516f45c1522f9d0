package org.umbel.tracer.integrator;

import org.umbel.tracer.accel.MeshAccelCache;
import org.umbel.tracer.light.LampCache;
import org.umbel.tracer.light.SkyCache;
import org.umbel.tracer.texture.TextureCache;

/**
 * What was made of scenes before, so that the next prepares only what is new in it.
 *
 * @param accels   acceleration structures of meshes
 * @param textures decoded images
 * @param skies    tables of environment maps
 * @param lamps    tables of emissive triangles
 */
public record SceneCaches(MeshAccelCache accels, TextureCache textures, SkyCache skies, LampCache lamps) {
    private static final int TEXTURED_SCENES_MAX = 3;
    private static final int SKIES_MAX = 2;
    private static final int LIT_SCENES_MAX = 2;

    /** Of the last few scenes. */
    public static SceneCaches ofScenes(final MeshAccelCache accels) {
        return new SceneCaches(accels, new TextureCache(TEXTURED_SCENES_MAX), new SkyCache(SKIES_MAX),
            new LampCache(LIT_SCENES_MAX));
    }

    /** Keeps nothing any longer. */
    public void clear() {
        accels.clear();
        textures.clear();
        skies.clear();
        lamps.clear();
    }
}
