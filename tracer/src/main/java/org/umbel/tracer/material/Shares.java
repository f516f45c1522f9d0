package org.umbel.tracer.material;

/** Numbers from 0 to 1 by which lobes are mixed and chosen. */
final class Shares {
    private Shares() {}

    /** The nearest to x. */
    static float clamp01(final float x) {
        return Math.max(0f, Math.min(x, 1f));
    }
}
