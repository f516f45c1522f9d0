package org.umbel.tracer.material;

/** Numbers from 0 to 1 by which lobes are mixed and chosen. */
final class Shares {
    private Shares() {}

    /** The nearest to x. */
    static float clamp01(final float x) {
        return Math.max(0f, Math.min(x, 1f));
    }

    /** Of linear Rec. 709. */
    static float luminance(final float r, final float g, final float b) {
        return 0.2126f * r + 0.7152f * g + 0.0722f * b;
    }
}
