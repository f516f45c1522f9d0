package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Turns;

/**
 * GGX facets seen from one direction, in a frame whose z is the normal: density, height-correlated Smith shadowing, and
 * visible normals by spherical caps (Dupuy and Benyoub 2023). A scratch object of one thread.
 */
final class Microfacets {
    private static final float INVERSE_PI = 0.31830988618379067f;

    /** The facet's normal by {@link #sample} or {@link #half}. */
    float hx;
    float hy;
    float hz;
    /** Cosine between it and the viewer. */
    float oh;
    private float alphaX;
    private float alphaY;
    private float ox;
    private float oy;
    private float oz;
    private float rootO;

    /** Takes up roughness along x and y, and the unit direction to the viewer, with z above 0. */
    void set(final float roughnessX, final float roughnessY, final float x, final float y, final float z) {
        alphaX = roughnessX;
        alphaY = roughnessY;
        ox = x;
        oy = y;
        oz = z;
        rootO = root(x, y, z);
    }

    /** Takes as facet's normal what has this direction, of any length above 0, turned above the surface. */
    void half(final float x, final float y, final float z) {
        final float length = (float) Math.sqrt(x * x + y * y + z * z);
        final float scale = z < 0 ? -1f / length : 1f / length;
        hx = x * scale;
        hy = y * scale;
        hz = z * scale;
        oh = ox * hx + oy * hy + oz * hz;
    }

    /** Samples a normal that the viewer sees. */
    void sample(final float u1, final float u2) {
        float sx = alphaX * ox;
        float sy = alphaY * oy;
        float sz = oz;
        final float length = (float) Math.sqrt(sx * sx + sy * sy + sz * sz);
        sx /= length;
        sy /= length;
        sz /= length;
        final float z = Math.fma(1f - u1, 1f + sz, -sz);
        final float radius = (float) Math.sqrt(Math.max(0f, Math.fma(-z, z, 1f)));
        hx = alphaX * Math.fma(radius, Turns.cos(u2), sx);
        hy = alphaY * Math.fma(radius, Turns.sin(u2), sy);
        hz = Math.max(0f, z + sz);
        final float scale = 1f / (float) Math.sqrt(Math.max(Float.MIN_NORMAL, hx * hx + hy * hy + hz * hz));
        hx *= scale;
        hy *= scale;
        hz *= scale;
        oh = ox * hx + oy * hy + oz * hz;
    }

    /** Density of facets about the normal taken up, per solid angle. */
    float density() {
        final float e = Math.fma(hz, hz, hx / alphaX * (hx / alphaX) + hy / alphaY * (hy / alphaY));
        return INVERSE_PI / (alphaX * alphaY * e * e);
    }

    /** Shadowing of both directions over the product of four cosines, times the cosine of (x, y, z), on either side. */
    float shadowing(final float x, final float y, final float z) {
        final float iz = Math.abs(z);
        return 0.5f * iz / Math.fma(iz, rootO, oz * root(x, y, z));
    }

    /** What makes a density over facets one over visible facets, for each facet's cosine to the viewer. */
    float visibility() {
        return 2f / (oz + rootO);
    }

    private float root(final float x, final float y, final float z) {
        return (float) Math.sqrt(Math.fma(z, z, alphaX * x * (alphaX * x) + alphaY * y * (alphaY * y)));
    }
}
