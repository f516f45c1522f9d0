package org.umbel.tracer.integrator;

import org.umbel.tracer.material.Surface;

/**
 * Where rays leave a triangle. They do not hit the triangle itself, and start a rounding error behind it: so another
 * triangle in the same place is in their way, whatever way both are turned, as it is in Cycles where the numbers come
 * out even. Near the triangle's edges, as seen along the ray, a neighbour could be hit from behind: there rays start in
 * front.
 *
 * <p>That no neighbour is hit elsewhere rests on the watertight triangle test: a ray's line that passes inside one
 * triangle passes none that shares an edge with it, but for one that turns towards the ray. A scratch object of one
 * thread.
 */
final class Departure {
    /** How far behind, in offsets: a position is off by less, without the offset's margin. */
    private static final float BEHIND = 0.25f;
    /** Where a ray passes its triangle it is off sideways by less than this, in offsets, over the cosine. */
    private static final float ASIDE = 1f;

    /** The start behind the triangle, world units. */
    float x;
    float y;
    float z;
    private float gx;
    private float gy;
    private float gz;
    private float offset;
    private float inset;

    /** Takes up the point to leave, on the side of its geometric normal. */
    void set(final Surface s) {
        gx = s.gx;
        gy = s.gy;
        gz = s.gz;
        offset = s.offset;
        inset = s.inset;
        x = Math.fma(-BEHIND * offset, gx, s.px);
        y = Math.fma(-BEHIND * offset, gy, s.py);
        z = Math.fma(-BEHIND * offset, gz, s.pz);
    }

    /**
     * How far from there along the geometric normal a ray of unit direction (dx, dy, dz) starts: 0 or {@link #across}.
     * A ray that goes through the triangle starts as one that leaves it from its other side does.
     */
    float step(final float dx, final float dy, final float dz) {
        final float cosine = gx * dx + gy * dy + gz * dz;
        if (inset * cosine >= ASIDE * offset) {
            return 0f;
        }
        if (cosine < 0) {
            return inset * -cosine >= ASIDE * offset ? 2f * BEHIND * offset : (BEHIND - 1f) * offset;
        }
        return across();
    }

    /** From behind the triangle to in front of it. */
    float across() {
        return (1f + BEHIND) * offset;
    }

    float stepX(final float step) {
        return Math.fma(step, gx, x);
    }

    float stepY(final float step) {
        return Math.fma(step, gy, y);
    }

    float stepZ(final float step) {
        return Math.fma(step, gz, z);
    }
}
