package org.umbel.tracer.light;

/** Chooses one of the emissive triangles for a receiver. Immutable. */
sealed interface TriangleChoice permits FixedChoice, LightTree {
    /** Whether there is none to choose. */
    boolean isEmpty();

    /**
     * The index of the triangle that u in [0, 1) chooses, the probability of that left as the sample's pdf: 0 where
     * none is worth it.
     */
    int choose(float u, Receiver receiver, LightSample out);

    /** The probability with which {@link #choose} finds a triangle. */
    float probability(int triangle, Receiver receiver);
}
