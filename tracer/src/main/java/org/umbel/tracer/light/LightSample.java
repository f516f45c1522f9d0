package org.umbel.tracer.light;

/** A sampled direction towards a light, as seen from a point. A scratch object of one thread. */
public final class LightSample {
    /** Unit direction towards the light. */
    public float x;
    public float y;
    public float z;
    /** Distance, or positive infinity. */
    public float distance;
    /** Radiance that arrives when nothing is between; for a delta light irradiance on a facing surface. */
    public float r;
    public float g;
    public float b;
    /** Density over solid angle, all choices included; for a delta light the probability of its choice. */
    public float pdf;
}
