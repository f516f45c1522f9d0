package org.umbel.codec.scene;

/** What rays that leave the scene see. */
public sealed interface Environment {
    /**
     * Radiance that goes linearly from the nadir's colour to the horizon's to the zenith's over the sine of elevation.
     * All three equal is a constant environment.
     *
     * @param zenith  float[3], linear radiance straight up (+y)
     * @param horizon float[3]
     * @param nadir   float[3]
     */
    record Gradient(float[] zenith, float[] horizon, float[] nadir) implements Environment {}

    /**
     * A picture of all directions.
     *
     * @param map      its texels, which stay when it is turned or dimmed
     * @param turns    how far it is turned about +y, counter-clockwise as seen from above
     * @param strength factor of its radiance, 0 to {@link #STRENGTH_MAX}
     */
    record Mapped(EnvironmentMap map, float turns, float strength) implements Environment {
        /** Brighter would leave no room for what a texel holds. */
        public static final float STRENGTH_MAX = 1e6f;
    }

    static Environment constant(final float r, final float g, final float b) {
        final float[] c = {r, g, b};
        return new Gradient(c, c, c);
    }
}
