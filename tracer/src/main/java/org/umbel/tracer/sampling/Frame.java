package org.umbel.tracer.sampling;

/**
 * An orthonormal frame about a unit normal (the local z), by Duff et al., "Building an Orthonormal Basis, Revisited",
 * JCGT 2017. A scratch object of one thread; its fields are public because kernels read them by the million.
 */
public final class Frame {
    public float sx;
    public float sy;
    public float sz;
    public float tx;
    public float ty;
    public float tz;
    public float nx;
    public float ny;
    public float nz;

    /** Turns the frame to a unit normal. */
    public void set(final float x, final float y, final float z) {
        nx = x;
        ny = y;
        nz = z;
        final float sign = z < 0 ? -1f : 1f;
        final float a = -1f / (sign + z);
        final float b = x * y * a;
        sx = Math.fma(sign * x * x, a, 1f);
        sy = sign * b;
        sz = -sign * x;
        tx = b;
        ty = Math.fma(y * y, a, sign);
        tz = -y;
    }

    /** Turns the frame about its normal so that x lies along what of a direction is at right angles to that. */
    public void align(final float x, final float y, final float z) {
        final float along = x * nx + y * ny + z * nz;
        final float ax = x - along * nx;
        final float ay = y - along * ny;
        final float az = z - along * nz;
        final float squared = ax * ax + ay * ay + az * az;
        if (squared > Float.MIN_NORMAL) {
            final float scale = 1f / (float) Math.sqrt(squared);
            sx = ax * scale;
            sy = ay * scale;
            sz = az * scale;
            tx = ny * sz - nz * sy;
            ty = nz * sx - nx * sz;
            tz = nx * sy - ny * sx;
        }
    }

    public float worldX(final float x, final float y, final float z) {
        return Math.fma(x, sx, Math.fma(y, tx, z * nx));
    }

    public float worldY(final float x, final float y, final float z) {
        return Math.fma(x, sy, Math.fma(y, ty, z * ny));
    }

    public float worldZ(final float x, final float y, final float z) {
        return Math.fma(x, sz, Math.fma(y, tz, z * nz));
    }

    public float localX(final float x, final float y, final float z) {
        return Math.fma(x, sx, Math.fma(y, sy, z * sz));
    }

    public float localY(final float x, final float y, final float z) {
        return Math.fma(x, tx, Math.fma(y, ty, z * tz));
    }

    public float localZ(final float x, final float y, final float z) {
        return Math.fma(x, nx, Math.fma(y, ny, z * nz));
    }
}
