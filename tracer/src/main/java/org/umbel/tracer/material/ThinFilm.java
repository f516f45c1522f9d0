package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Powers;
import org.umbel.tracer.sampling.Turns;

/**
 * What a thin film over a base reflects (KHR_materials_iridescence): Belcour and Barla 2017 with the specification's
 * fit of colour matching functions, two bounces within the film, and Schlick's Fresnel at both of its faces. A scratch
 * object of one thread.
 */
final class ThinFilm {
    private static final int BOUNCES = 2;
    private static final float LOG2_E = 1.4426950408889634f;
    private static final float TWO_PI = 6.2831853071795865f;
    private static final float HALF_TURN = 0.5f;
    private static final float F0_MAX = 0.9999f;
    /** Far beyond where colours are seen. */
    private static final float THICKNESS_MAX_NM = 1e5f;
    /** Thinner than that, in nanometres, the film fades. */
    private static final float FADE_NM = 0.03f;
    /** Gaussians over 1/m: amplitude, centre and variance for X, Y and Z, and a second for X. */
    private static final float[] AMPLITUDE = {amplitude(5.4856e-13, 4.3278e9), amplitude(4.4201e-13, 9.3046e9),
        amplitude(5.2481e-13, 6.6121e9), amplitude(9.7470e-14, 4.5282e9)};
    private static final float[] CENTRE = {1.6810e6f, 1.7953e6f, 2.2084e6f, 2.2399e6f};
    private static final float[] VARIANCE = {4.3278e9f, 9.3046e9f, 6.6121e9f, 4.5282e9f};

    /** Reflectance by {@link #reflect}, 0..1. */
    float r;
    float g;
    float b;
    private float ior;
    private float thickness;
    private float pathNm;
    private float r12;
    private float cosineInside;
    private float c0;
    private float turns;

    private static float amplitude(final double value, final double variance) {
        return (float) (value * Math.sqrt(2 * Math.PI * variance) / 1.0685e-7);
    }

    /** Takes up a film's index of refraction and thickness in nanometres. */
    void prepare(final float filmIor, final float thicknessNm) {
        final float t = Math.min(1f, Math.max(0f, thicknessNm / FADE_NM));
        final float step = t * t * (3f - 2f * t);
        ior = Math.fma(step, Math.max(1f, filmIor) - 1f, 1f);
        thickness = Math.min(THICKNESS_MAX_NM, Math.max(0f, thicknessNm));
    }

    /** Over a base that reflects so much at normal incidence, at a cosine 0..1. */
    void reflect(final float cosine, final float baseR, final float baseG, final float baseB) {
        final float sine2 = Math.fma(-cosine, cosine, 1f) / (ior * ior);
        cosineInside = (float) Math.sqrt(Math.max(0f, 1f - sine2));
        pathNm = 2f * ior * thickness * cosineInside;
        final float f0 = Dielectric.normalReflectance(ior);
        r12 = schlick(f0, cosine);
        final float x = channel(0, baseR);
        final float y = channel(1, baseG);
        final float z = channel(2, baseB);
        r = Shares.clamp01(x);
        g = Shares.clamp01(y);
        b = Shares.clamp01(z);
    }

    /** A channel sees its own base under the film, and the interference by all three matching functions. */
    private float channel(final int index, final float base) {
        interfaces(base);
        final float through = 1f - r12;
        final float r23 = c0;
        final float r123 = Math.min(F0_MAX, Math.max(1e-5f, r12 * r23));
        final float root = (float) Math.sqrt(r123);
        final float rs = through * through * r23 / (1f - r123);
        float reflected = r12 + rs;
        float order = rs - through;
        for (int m = 1; m <= BOUNCES; m++) {
            order *= root;
            reflected = Math.fma(order, 2f * sensitivity(index, m), reflected);
        }
        return reflected;
    }

    /** Leaves the lower face's reflectance, and the turns by which both faces shift the phase. */
    private void interfaces(final float base) {
        final float rootBase = (float) Math.sqrt(Math.min(F0_MAX, Math.max(0f, base)));
        final float baseIor = (1f + rootBase) / (1f - rootBase);
        final float ratio = (baseIor - ior) / (baseIor + ior);
        c0 = schlick(ratio * ratio, cosineInside);
        turns = HALF_TURN + (baseIor < ior ? HALF_TURN : 0f);
    }

    /** Rec. 709 from XYZ, for the light that went through the film m times. */
    private float sensitivity(final int index, final int m) {
        final float path = m * pathNm * 1e-9f;
        final float x = gaussian(0, path, m) + gaussian(3, path, m);
        final float y = gaussian(1, path, m);
        final float z = gaussian(2, path, m);
        return switch (index) {
            case 0 -> Math.fma(3.2404542f, x, Math.fma(-1.5371385f, y, -0.4985314f * z));
            case 1 -> Math.fma(-0.9692660f, x, Math.fma(1.8760108f, y, 0.0415560f * z));
            default -> Math.fma(0.0556434f, x, Math.fma(-0.2040259f, y, 1.0572252f * z));
        };
    }

    private float gaussian(final int i, final float path, final int m) {
        final float phase = TWO_PI * path;
        return AMPLITUDE[i] * Turns.cos(Math.fma(CENTRE[i], path, m * turns))
            * Powers.two(-LOG2_E * phase * phase * VARIANCE[i]);
    }

    private static float schlick(final float f0, final float cosine) {
        return Math.fma(1f - f0, Dielectric.schlick(cosine), f0);
    }
}
