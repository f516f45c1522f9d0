package org.umbel.tracer.material;

/** What a smooth boundary between two transparent media reflects. */
final class Dielectric {
    private Dielectric() {}

    /**
     * The share of unpolarised light that is reflected (Walter et al. 2007, equation 22); 1 where all is.
     *
     * @param cosine of the angle of incidence, 0..1
     * @param eta    index of refraction beyond the boundary over that before it
     */
    static float reflectance(final float cosine, final float eta) {
        final float squared = Math.fma(eta, eta, Math.fma(cosine, cosine, -1f));
        if (!(squared > 0)) {
            return 1f;
        }
        final float g = (float) Math.sqrt(squared);
        final float a = (g - cosine) / (g + cosine);
        final float b = Math.fma(cosine, g + cosine, -1f) / Math.fma(cosine, g - cosine, 1f);
        return Math.min(1f, 0.5f * a * a * Math.fma(b, b, 1f));
    }

    /** Schlick's rise from normal incidence, 0, to grazing, 1. */
    static float schlick(final float cosine) {
        final float c = Math.max(0f, 1f - cosine);
        final float c2 = c * c;
        return c2 * c2 * c;
    }

    /** Reflectance at normal incidence, from either side; 1 for an index of 0, as KHR_materials_ior has it. */
    static float normalReflectance(final float ior) {
        final float root = (ior - 1f) / (ior + 1f);
        return root * root;
    }
}
