package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Frame;

/** Shading normals that look away from the viewer, as bent and interpolated ones do near silhouettes, are turned. */
final class Facing {
    /** The cosine that is left. */
    static final float COSINE_MIN = 1e-3f;

    private Facing() {}

    /** Sets a frame to the normal of another, turned as little as the unit direction (x, y, z) to the viewer needs. */
    static void set(final Frame f, final float x, final float y, final float z, final Frame to) {
        final float cosine = f.nx * x + f.ny * y + f.nz * z;
        if (cosine >= COSINE_MIN) {
            to.set(f.nx, f.ny, f.nz);
            return;
        }
        final float push = COSINE_MIN - cosine;
        final float nx = Math.fma(push, x, f.nx);
        final float ny = Math.fma(push, y, f.ny);
        final float nz = Math.fma(push, z, f.nz);
        final float squared = nx * nx + ny * ny + nz * nz;
        if (squared > 0.01f) {
            final float scale = 1f / (float) Math.sqrt(squared);
            to.set(nx * scale, ny * scale, nz * scale);
        } else {
            to.set(x, y, z);
        }
    }
}
