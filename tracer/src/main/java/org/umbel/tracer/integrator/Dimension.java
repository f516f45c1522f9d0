package org.umbel.tracer.integrator;

import org.umbel.tracer.sampling.Hash;

/** The sampler's dimensions: two for each purpose, at fixed places whatever the path's branches were. */
final class Dimension {
    static final int FILTER = 0;
    /** The point of the lens; no bounce has it. */
    static final int LENS = -1;
    /** First dimension of a bounce's purposes, and their number. */
    private static final int FIRST = 1;
    private static final int PER_BOUNCE = 6;

    static final int SCATTER = 0;
    static final int FACET = 1;
    static final int LIGHT = 2;
    static final int LIGHT_POINT = 3;
    static final int DELTA = 4;
    static final int ROULETTE = 5;

    private static final int ALPHA_SALT = 0x3c6ef372;
    private static final int PIXEL_SALT = 0x6a09e667;

    private Dimension() {}

    static int of(final int bounce, final int purpose) {
        return FIRST + PER_BOUNCE * bounce + purpose;
    }

    /** Everything random about a pixel starts here. */
    static int pixelSeed(final int x, final int y) {
        return Hash.of(PIXEL_SALT, x, y);
    }

    /** What decides about alpha along one ray of each sample. */
    static int alphaSeed(final int pixelSeed, final int bounce) {
        return Hash.of(pixelSeed ^ ALPHA_SALT, bounce);
    }
}
