package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Frame;

/**
 * A clear layer over a surface, with its own normal and roughness (KHR_materials_clearcoat): GGX, with Schlick's
 * Fresnel of a refractive index of 1.5. What is below gets what the coat does not reflect at the flatter of the two
 * directions: at the viewer's alone, as the specification has it, would not be reciprocal. A scratch object of one
 * thread.
 */
final class Coat {
    private static final float F0 = 0.04f;
    private static final float ALPHA_MIN = 1e-3f;

    /** What the coat reflects, times its cosine, and the density of {@link #sample}; by {@link #eval}. */
    float value;
    float pdf;
    /** Direction by {@link #sample}, world, unit. */
    float wx;
    float wy;
    float wz;
    private final Frame frame = new Frame();
    private final Microfacets facets = new Microfacets();
    private float weight;
    private float ox;
    private float oy;
    private float oz;

    /** Takes up a surface seen from the unit direction (x, y, z). */
    void prepare(final Surface s, final float x, final float y, final float z) {
        weight = Shares.clamp01(s.coat);
        Facing.set(s.coatFrame, x, y, z, frame);
        ox = frame.localX(x, y, z);
        oy = frame.localY(x, y, z);
        oz = Math.max(frame.localZ(x, y, z), Facing.COSINE_MIN * 0.5f);
        final float roughness = Shares.clamp01(s.coatRoughness);
        final float alpha = Math.max(ALPHA_MIN, roughness * roughness);
        facets.set(alpha, alpha, ox, oy, oz);
    }

    boolean isThere() {
        return weight > 0;
    }

    /** What it reflects of light towards the viewer, were it smooth. */
    float reflectance() {
        return reflectance(oz);
    }

    private float reflectance(final float cosine) {
        return weight * Math.fma(1f - F0, Dielectric.schlick(cosine), F0);
    }

    /** The share of what goes on below between the viewer and a direction on either side. */
    float through(final float x, final float y, final float z) {
        return 1f - Math.max(reflectance(oz), reflectance(Math.abs(frame.localZ(x, y, z))));
    }

    void eval(final float x, final float y, final float z) {
        final float iz = frame.localZ(x, y, z);
        if (iz <= 0) {
            value = 0f;
            pdf = 0f;
            return;
        }
        final float ix = frame.localX(x, y, z);
        final float iy = frame.localY(x, y, z);
        facets.half(ox + ix, oy + iy, oz + iz);
        final float d = facets.density();
        value = d * facets.shadowing(ix, iy, iz) * reflectance(facets.oh);
        pdf = 0.25f * d * facets.visibility();
    }

    /** Samples a direction; false where it goes below. */
    boolean sample(final float u1, final float u2) {
        facets.sample(u1, u2);
        final float twice = 2f * facets.oh;
        final float x = Math.fma(twice, facets.hx, -ox);
        final float y = Math.fma(twice, facets.hy, -oy);
        final float z = Math.fma(twice, facets.hz, -oz);
        final float x1 = frame.worldX(x, y, z);
        final float y1 = frame.worldY(x, y, z);
        final float z1 = frame.worldZ(x, y, z);
        final float scale = 1f / (float) Math.sqrt(x1 * x1 + y1 * y1 + z1 * z1);
        wx = x1 * scale;
        wy = y1 * scale;
        wz = z1 * scale;
        return z > 0;
    }
}
