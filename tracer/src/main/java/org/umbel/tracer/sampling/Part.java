package org.umbel.tracer.sampling;

/**
 * A number of [0, 1) that has chosen one of several parts of it is used once more within that part: numbers that are
 * evenly spread over the whole are so in each part, and a point set in two dimensions keeps its strata there.
 */
public final class Part {
    private static final float BELOW_ONE = 0x1.fffffep-1f;

    private Part() {}

    /** Where u lies in the part that begins at {@code from} and is {@code share} long, in [0, 1). */
    public static float within(final float u, final float from, final float share) {
        return Math.min((u - from) / share, BELOW_ONE);
    }
}
