package org.umbel.tracer.light;

import org.umbel.codec.scene.Environment;

/** The environment as a light. Directions are of unit length. Immutable. */
public sealed interface Sky permits GradientSky, MapSky {
    /** Whether sampling it as a light is of use. */
    boolean isSampled();

    /** Gives a sample the radiance that comes from a direction. */
    void radiance(float x, float y, float z, LightSample out);

    /** Density over solid angle of {@link #sample} in a direction. */
    float pdf(float x, float y, float z);

    /** Samples a direction in proportion to luminance. */
    void sample(float u1, float u2, LightSample out);

    /** The sky of a scene; tables of a map that the cache has are not made again. */
    static Sky of(final Environment environment, final SkyCache cache) {
        return switch (environment) {
            case Environment.Gradient gradient -> new GradientSky(gradient);
            case Environment.Mapped mapped ->
                new MapSky(cache.of(mapped.map()), mapped.turns(), mapped.strength());
        };
    }
}
