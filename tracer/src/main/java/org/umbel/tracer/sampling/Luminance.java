package org.umbel.tracer.sampling;

/** How bright a linear Rec. 709 colour is: by it lights and lobes are chosen. */
public final class Luminance {
    private Luminance() {}

    /** In single precision: of what the sample path computes for each hit. */
    public static float of(final float r, final float g, final float b) {
        return 0.2126f * r + 0.7152f * g + 0.0722f * b;
    }

    /** In double precision: of what is summed up over many. */
    public static double precise(final double r, final double g, final double b) {
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }
}
