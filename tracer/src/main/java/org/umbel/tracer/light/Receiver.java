package org.umbel.tracer.light;

import org.umbel.tracer.material.Surface;

/** A point that light is sought for, and the side from which it can be lit. A scratch object of one thread. */
public final class Receiver {
    /** Position, world units. */
    public float x;
    public float y;
    public float z;
    /** The shading normal that light must be above, or zero where light may come from everywhere. */
    public float nx;
    public float ny;
    public float nz;

    /** Takes up a surface's point that rays leave at (x, y, z). */
    public void set(final Surface s, final float placeX, final float placeY, final float placeZ) {
        x = placeX;
        y = placeY;
        z = placeZ;
        final boolean isGlass = !s.lambert && s.layered && s.transmission > 0;
        nx = isGlass ? 0f : s.frame.nx;
        ny = isGlass ? 0f : s.frame.ny;
        nz = isGlass ? 0f : s.frame.nz;
    }
}
