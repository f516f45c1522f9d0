package org.umbel.codec.scene;

/**
 * What rays that leave the scene see: radiance that goes linearly from the nadir's colour to the horizon's to the
 * zenith's over the sine of elevation. All three equal is a constant environment.
 *
 * @param zenith  float[3], linear radiance straight up (+y)
 * @param horizon float[3]
 * @param nadir   float[3]
 */
public record Environment(float[] zenith, float[] horizon, float[] nadir) {
    public static Environment constant(final float r, final float g, final float b) {
        final float[] c = {r, g, b};
        return new Environment(c, c, c);
    }
}
