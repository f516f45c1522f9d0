package org.umbel.tracer.light;

/** By what one of a scene's emissive triangles is chosen. Pictures are made by {@link #TREE}; benches, by any. */
public enum LightChoice {
    /** All alike. */
    UNIFORM,
    /** In proportion to emitted power, from wherever they are seen. */
    POWER,
    /** By power, distance and the angles at both ends: {@link LightTree}. */
    TREE
}
