package org.umbel.codec.scene;

/** A light that is not a mesh. */
public sealed interface Light {
    /**
     * A delta light at infinity.
     *
     * @param direction  float[3], unit, the direction in which light travels
     * @param irradiance float[3], on a surface that faces it
     */
    record Sun(float[] direction, float[] irradiance) implements Light {}

    /**
     * A delta light in one place, the same to all sides. At distance d a facing surface gets the irradiance
     * intensity / d^2, times max(0, 1 - (d / range)^4) where there is a range (glTF's KHR_lights_punctual).
     *
     * @param position  float[3], world
     * @param intensity float[3], W/sr
     * @param range     where light ends; 0 for nowhere
     */
    record Point(float[] position, float[] intensity, float range) implements Light {}

    /**
     * A point light into a cone. Its intensity goes from full inside the inner cone to nothing at the outer
     * one by the square of (c - outer) / (inner - outer), clamped, with c the cosine of the angle from the axis.
     *
     * @param position     float[3], world
     * @param direction    float[3], unit, the axis along which light travels
     * @param intensity    float[3], W/sr, along the axis
     * @param innerConeCos cosine of the inner half angle
     * @param outerConeCos cosine of the outer half angle, at most the inner one
     * @param range        where light ends; 0 for nowhere
     */
    record Spot(float[] position, float[] direction, float[] intensity, float innerConeCos,
                float outerConeCos, float range)
        implements Light {}
}
