package org.umbel.codec.scene;

/** A light that is not a mesh. */
public sealed interface Light {
    /**
     * A delta light at infinity.
     *
     * @param direction  float[3], unit, the direction in which light travels
     * @param irradiance float[3], on a surface that faces it
     */
    record Sun(float[] direction, float[] irradiance) implements Light { }
}
