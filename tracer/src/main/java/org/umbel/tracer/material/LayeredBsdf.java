package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Frame;
import org.umbel.tracer.sampling.Turns;

/**
 * How a surface with glTF's material extensions scatters light: GGX reflection over a base that is part diffuse, part
 * glass. Transmission is that of rough dielectrics (Walter et al. 2007), each facet reflecting by Fresnel's equations
 * and letting the rest through; a thin wall does not bend it, but blurs it as much. Radiance is not scaled by the
 * square of the index of refraction: what enters a volume also leaves it, and a lamp inside looks as bright as outside.
 * What is diffuse is as in {@link Bsdf}.
 *
 * <p>A scratch object of one thread, used as a {@link Bsdf} is.
 */
final class LayeredBsdf {
    private static final float INVERSE_PI = 0.31830988618379067f;
    private static final float ALPHA_MIN = 1e-3f;
    private static final float SHARE_MIN = 0.1f;
    /** Nearer to 1 an index of refraction bends nothing: half vectors would be all rounding. */
    private static final float STRAIGHT = 5e-3f;
    /** Less than that is let into the diffuse layer: then nothing is. */
    private static final float TRANSMITTED_MIN = 1e-3f;

    /** As {@link Bsdf} has them; the density is infinite of a direction that passes straight. */
    float r;
    float g;
    float b;
    float pdf;
    float wx;
    float wy;
    float wz;

    private final Frame frame = new Frame();
    private final Microfacets facets = new Microfacets();
    private float gx;
    private float gy;
    private float gz;
    private float vx;
    private float vy;
    private float vz;
    private float ox;
    private float oy;
    private float oz;
    private float baseR;
    private float baseG;
    private float baseB;
    private float metallic;
    /** Shares of the base that are glass and diffuse. */
    private float glass;
    private float body;
    private boolean thin;
    private boolean straight;
    /** Index of refraction beyond the surface over that before it. */
    private float eta;
    private float f0;
    private float f0R;
    private float f0G;
    private float f0B;
    private float f0Most;
    private float f90;
    /** Fresnel reflectance by {@link #fresnel}; the most of its dielectric part, which nothing goes through. */
    private float fresnelR;
    private float fresnelG;
    private float fresnelB;
    private float dielectric;
    private float inverseTransmitted;
    private float transmittedO;
    private float facetShare;

    void prepare(final Surface s, final float x, final float y, final float z) {
        gx = s.gx;
        gy = s.gy;
        gz = s.gz;
        vx = x;
        vy = y;
        vz = z;
        Facing.set(s.frame, x, y, z, frame);
        ox = frame.localX(x, y, z);
        oy = frame.localY(x, y, z);
        oz = Math.max(frame.localZ(x, y, z), Facing.COSINE_MIN * 0.5f);
        baseR = s.baseR;
        baseG = s.baseG;
        baseB = s.baseB;
        metallic = clamp01(s.metallic);
        final float through = clamp01(s.transmission);
        glass = (1f - metallic) * through;
        body = (1f - metallic) * (1f - through);
        thin = s.thin;
        straight = !thin && Math.abs(s.ior - 1f) < STRAIGHT;
        eta = s.behind && !thin ? 1f / s.ior : s.ior;
        f0 = Dielectric.normalReflectance(s.ior);
        f90 = clamp01(s.specular);
        f0R = f90 * Math.min(1f, f0 * s.specularR);
        f0G = f90 * Math.min(1f, f0 * s.specularG);
        f0B = f90 * Math.min(1f, f0 * s.specularB);
        f0Most = Math.max(f0R, Math.max(f0G, f0B));
        final float roughness = clamp01(s.roughness);
        final float alpha = Math.max(ALPHA_MIN, roughness * roughness);
        facets.set(alpha, alpha, ox, oy, oz);
        final float transmitted = 1f - Math.fma(f90 - f0Most, 1f / 21f, f0Most);
        inverseTransmitted = transmitted > TRANSMITTED_MIN ? 1f / transmitted : 0f;
        transmittedO = transmitted(oz);
        chooseShare();
    }

    private void chooseShare() {
        fresnel(oz);
        final float facet = luminance(fresnelR, fresnelG, fresnelB) + glass();
        final float diffuse = body * luminance(baseR, baseG, baseB) * transmittedO;
        final float sum = facet + diffuse;
        facetShare = diffuse > 0 && sum > 0 ? Math.max(SHARE_MIN, Math.min(facet / sum, 1f - SHARE_MIN)) : 1f;
    }

    /** What facets at this cosine to the viewer reflect. */
    private void fresnel(final float cosine) {
        final float c = Math.min(Math.max(cosine, 0f), 1f);
        final float schlick = schlick(c);
        final float rise =
            glass > 0 && f0 < 1f ? clamp01((Dielectric.reflectance(c, eta) - f0) / (1f - f0)) : schlick;
        dielectric = Math.fma(f90 - f0Most, rise, f0Most);
        fresnelR = fresnel(baseR, f0R, schlick, rise);
        fresnelG = fresnel(baseG, f0G, schlick, rise);
        fresnelB = fresnel(baseB, f0B, schlick, rise);
    }

    private float fresnel(final float metal, final float f, final float schlick, final float rise) {
        return Math.fma(metallic, Math.fma(1f - metal, schlick, metal), (1f - metallic) * Math.fma(f90 - f, rise, f));
    }

    /** What goes through the surface into the diffuse layer. */
    private float transmitted(final float cosine) {
        return 1f - Math.fma(f90 - f0Most, schlick(cosine), f0Most);
    }

    /** Luminance of what facets with {@link #fresnel} let through. */
    private float glass() {
        return glass * (1f - dielectric) * luminance(baseR, baseG, baseB);
    }

    /** Chance that a facet with {@link #fresnel} is sampled as a mirror. */
    private float mirrorChance() {
        final float reflected = luminance(fresnelR, fresnelG, fresnelB);
        final float through = glass();
        return through > 0 ? reflected / (reflected + through) : 1f;
    }

    void eval(final float x, final float y, final float z) {
        r = 0f;
        g = 0f;
        b = 0f;
        pdf = 0f;
        final float iz = frame.localZ(x, y, z);
        final float side = gx * x + gy * y + gz * z;
        if (iz > 0 && side > 0) {
            reflect(frame.localX(x, y, z), frame.localY(x, y, z), iz);
        } else if (iz < 0 && side < 0 && glass > 0 && !straight) {
            transmit(frame.localX(x, y, z), frame.localY(x, y, z), iz);
        }
    }

    private void reflect(final float ix, final float iy, final float iz) {
        facets.half(ox + ix, oy + iy, oz + iz);
        fresnel(facets.oh);
        final float d = facets.density();
        final float specular = d * facets.shadowing(ix, iy, iz);
        final float diffuse = body * INVERSE_PI * inverseTransmitted * iz * transmittedO
            * transmitted(iz);
        r = Math.fma(diffuse, baseR, specular * fresnelR);
        g = Math.fma(diffuse, baseG, specular * fresnelG);
        b = Math.fma(diffuse, baseB, specular * fresnelB);
        final float facetPdf = 0.25f * d * facets.visibility() * mirrorChance();
        pdf = Math.fma(facetShare, facetPdf, (1f - facetShare) * (iz * INVERSE_PI));
    }

    private void transmit(final float ix, final float iy, final float iz) {
        final float jacobian;
        if (thin) {
            // as the mirror image of reflection
            facets.half(ox + ix, oy + iy, oz - iz);
            jacobian = 0.25f;
        } else {
            facets.half(Math.fma(eta, ix, ox), Math.fma(eta, iy, oy), Math.fma(eta, iz, oz));
            final float ih = ix * facets.hx + iy * facets.hy + iz * facets.hz;
            if (!(facets.oh > 0) || !(ih < 0)) {
                return;
            }
            final float sum = Math.fma(eta, ih, facets.oh);
            jacobian = -eta * eta * ih * facets.oh / (sum * sum);
        }
        fresnel(facets.oh);
        final float through = glass * (1f - dielectric);
        final float d = facets.density() * jacobian;
        final float value = 4f * d * facets.shadowing(ix, iy, iz) * through;
        r = value * baseR;
        g = value * baseG;
        b = value * baseB;
        pdf = facetShare * d * facets.visibility() * (1f - mirrorChance());
    }

    boolean sample(final float uLobe, final float u1, final float u2) {
        boolean found = true;
        if (uLobe >= facetShare) {
            cosine(u1, u2);
        } else {
            facets.sample(u1, u2);
            fresnel(facets.oh);
            final float chance = mirrorChance();
            if (uLobe < facetShare * chance) {
                found = mirror(1f);
            } else if (thin) {
                found = mirror(-1f);
            } else if (straight) {
                return pass(glass * (1f - dielectric) / (facetShare * (1f - chance)));
            } else {
                found = refract();
            }
        }
        // what ends on the wrong side of the surface is no sample of the density there
        if (!found) {
            return false;
        }
        eval(wx, wy, wz);
        if (!(pdf > 0)) {
            return false;
        }
        final float scale = 1f / pdf;
        r *= scale;
        g *= scale;
        b *= scale;
        return r > 0 || g > 0 || b > 0;
    }

    /** Away by the facet taken up, to the other side of the surface where {@code side} is -1. */
    private boolean mirror(final float side) {
        final float twice = 2f * facets.oh;
        final float z = Math.fma(twice, facets.hz, -oz);
        toWorld(Math.fma(twice, facets.hx, -ox), Math.fma(twice, facets.hy, -oy), side * z);
        return z > 0;
    }

    /** Through the facet taken up; along it where it reflects all, which nothing is evaluated for. */
    private boolean refract() {
        final float inverse = 1f / eta;
        final float squared = 1f - inverse * inverse * Math.fma(-facets.oh, facets.oh, 1f);
        final float along = Math.fma(inverse, facets.oh, -(float) Math.sqrt(Math.max(0f, squared)));
        final float z = Math.fma(along, facets.hz, -inverse * oz);
        toWorld(Math.fma(along, facets.hx, -inverse * ox), Math.fma(along, facets.hy, -inverse * oy), z);
        return z < 0;
    }

    private boolean pass(final float weight) {
        wx = -vx;
        wy = -vy;
        wz = -vz;
        r = weight * baseR;
        g = weight * baseG;
        b = weight * baseB;
        pdf = Float.POSITIVE_INFINITY;
        return r > 0 || g > 0 || b > 0;
    }

    private void cosine(final float u1, final float u2) {
        final float radius = (float) Math.sqrt(u1);
        toWorld(radius * Turns.cos(u2), radius * Turns.sin(u2), (float) Math.sqrt(1f - u1));
    }

    private void toWorld(final float x, final float y, final float z) {
        final float x1 = frame.worldX(x, y, z);
        final float y1 = frame.worldY(x, y, z);
        final float z1 = frame.worldZ(x, y, z);
        final float scale = 1f / (float) Math.sqrt(x1 * x1 + y1 * y1 + z1 * z1);
        wx = x1 * scale;
        wy = y1 * scale;
        wz = z1 * scale;
    }

    private static float schlick(final float cosine) {
        final float c = Math.max(0f, 1f - cosine);
        final float c2 = c * c;
        return c2 * c2 * c;
    }

    private static float luminance(final float r, final float g, final float b) {
        return 0.2126f * r + 0.7152f * g + 0.0722f * b;
    }

    private static float clamp01(final float x) {
        return Math.max(0f, Math.min(x, 1f));
    }
}
