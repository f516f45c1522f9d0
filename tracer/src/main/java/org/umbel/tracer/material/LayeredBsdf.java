package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Frame;
import org.umbel.tracer.sampling.Luminance;
import org.umbel.tracer.sampling.Part;
import org.umbel.tracer.sampling.Turns;

/**
 * How a surface with glTF's material extensions scatters light: a clearcoat over sheen over GGX reflection over a base
 * that is part diffuse, part glass. Transmission is that of rough dielectrics (Walter et al. 2007), each facet
 * reflecting by Fresnel's equations and letting the rest through; a thin wall does not bend it, but blurs it as much.
 * Radiance is not scaled by the square of the index of refraction: what enters a volume also leaves it, and a lamp
 * inside looks as bright as outside. What is diffuse is as in {@link Bsdf}.
 *
 * <p>A scratch object of one thread, used as a {@link Bsdf} is.
 */
final class LayeredBsdf {
    private static final float INVERSE_PI = 0.31830988618379067f;
    private static final float ALPHA_MIN = 1e-3f;
    private static final float SHARE_MIN = 0.1f;
    /** Half the spread of indices of refraction for an Abbe number of 20, over the index less 1. */
    private static final float DISPERSION = 0.025f;
    /** Nearer to 1 an index of refraction bends nothing: half vectors would be all rounding. */
    private static final float STRAIGHT = 5e-3f;

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
    private final Coat coat = new Coat();
    private final Sheen sheen = new Sheen();
    private final Reflectance reflectance = new Reflectance();
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
    private boolean dispersive;
    private boolean woven;
    /** Index of refraction beyond the surface over that before it. */
    private float eta;
    private final float[] etas = new float[3];
    private float transmittedO;
    private float facetShare;
    private float coatShare;
    private float sheenR;
    private float sheenG;
    private float sheenB;
    private float sheenMost;
    private float sheenO;
    /** What a facet lets through, by {@link #refracted}, and with which density. */
    private float through;
    private float throughPdf;

    void prepare(final Surface s, final float x, final float y, final float z) {
        gx = s.gx;
        gy = s.gy;
        gz = s.gz;
        vx = x;
        vy = y;
        vz = z;
        Facing.set(s.frame, x, y, z, frame);
        if (s.anisotropy > 0) {
            frame.align(s.tx, s.ty, s.tz);
        }
        ox = frame.localX(x, y, z);
        oy = frame.localY(x, y, z);
        oz = Math.max(frame.localZ(x, y, z), Facing.COSINE_MIN * 0.5f);
        baseR = s.baseR;
        baseG = s.baseG;
        baseB = s.baseB;
        metallic = Shares.clamp01(s.metallic);
        final float transmission = Shares.clamp01(s.transmission);
        glass = (1f - metallic) * transmission;
        body = (1f - metallic) * (1f - transmission);
        thin = s.thin;
        straight = !thin && Math.abs(s.ior - 1f) < STRAIGHT;
        eta = s.behind && !thin ? 1f / s.ior : s.ior;
        dispersive = s.dispersion > 0 && glass > 0 && !thin && !straight;
        if (dispersive) {
            disperse(s);
        }
        final float roughness = Shares.clamp01(s.roughness);
        final float alpha = Math.max(ALPHA_MIN, roughness * roughness);
        final float stretch = Shares.clamp01(s.anisotropy);
        facets.set(Math.fma(stretch * stretch, 1f - alpha, alpha), alpha, ox, oy, oz);
        reflectance.prepare(s, metallic, glass > 0);
        transmittedO = reflectance.transmitted(oz);
        sheenR = s.sheenR;
        sheenG = s.sheenG;
        sheenB = s.sheenB;
        sheenMost = Math.max(sheenR, Math.max(sheenG, sheenB));
        woven = sheenMost > 0;
        if (woven) {
            sheen.prepare(s.sheenRoughness);
            sheenO = sheen.albedo(oz);
        }
        coat.prepare(s, x, y, z);
        chooseShares();
    }

    /** Red is bent least (KHR_materials_dispersion). */
    private void disperse(final Surface s) {
        final float half = (s.ior - 1f) * DISPERSION * s.dispersion;
        for (int c = 0; c < 3; c++) {
            final float n = Math.max(1f, Math.fma(c - 1, half, s.ior));
            etas[c] = s.behind ? 1f / n : n;
        }
    }

    private void chooseShares() {
        reflectance.at(oz, eta);
        final float facet = Luminance.of(reflectance.r, reflectance.g, reflectance.b) + glass();
        float diffuse = body * Luminance.of(baseR, baseG, baseB) * transmittedO;
        if (woven) {
            diffuse += sheenO * Luminance.of(sheenR, sheenG, sheenB);
        }
        final float sum = facet + diffuse;
        facetShare = diffuse > 0 && sum > 0 ? Math.max(SHARE_MIN, Math.min(facet / sum, 1f - SHARE_MIN)) : 1f;
        final float over = coat.isThere() ? coat.reflectance() : 0f;
        coatShare = over > 0 ? Math.max(SHARE_MIN, over / (over + sum)) : 0f;
    }

    /** Luminance of what facets with {@link Reflectance} let through. */
    private float glass() {
        return glass * (1f - reflectance.most) * Luminance.of(baseR, baseG, baseB);
    }

    /** Chance that a facet with {@link Reflectance} is sampled as a mirror. */
    private float mirrorChance() {
        final float reflected = Luminance.of(reflectance.r, reflectance.g, reflectance.b);
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
            cover(x, y, z, iz);
            if (coatShare > 0) {
                coat.eval(x, y, z);
                r += coat.value;
                g += coat.value;
                b += coat.value;
                pdf = Math.fma(coatShare, coat.pdf, pdf);
            }
        } else if (iz < 0 && side < 0 && glass > 0 && !straight) {
            transmit(frame.localX(x, y, z), frame.localY(x, y, z), iz);
            cover(x, y, z, iz);
        }
    }

    /** Puts the layers above over what was evaluated below them, but for what they reflect. */
    private void cover(final float x, final float y, final float z, final float iz) {
        float left = 1f;
        if (woven) {
            left = 1f - sheenMost * Math.max(sheenO, sheen.albedo(Math.abs(iz)));
            r *= left;
            g *= left;
            b *= left;
            if (iz > 0) {
                final float value = sheen.value(oz, iz, facets.hz);
                r = Math.fma(sheenR, value, r);
                g = Math.fma(sheenG, value, g);
                b = Math.fma(sheenB, value, b);
            }
        }
        if (coatShare > 0) {
            left = coat.through(x, y, z);
            r *= left;
            g *= left;
            b *= left;
            pdf *= 1f - coatShare;
        }
    }

    private void reflect(final float ix, final float iy, final float iz) {
        facets.half(ox + ix, oy + iy, oz + iz);
        final float chance = mirrors();
        final float d = facets.density();
        final float specular = d * facets.shadowing(ix, iy, iz);
        final float diffuse = body * INVERSE_PI * reflectance.inverseTransmitted() * iz * transmittedO
            * reflectance.transmitted(iz);
        r = Math.fma(diffuse, baseR, specular * reflectance.r);
        g = Math.fma(diffuse, baseG, specular * reflectance.g);
        b = Math.fma(diffuse, baseB, specular * reflectance.b);
        final float facetPdf = 0.25f * d * facets.visibility() * chance;
        pdf = Math.fma(facetShare, facetPdf, (1f - facetShare) * (iz * INVERSE_PI));
    }

    /** Fresnel of the facet taken up, each channel by its own index of refraction, and the chance to sample it so. */
    private float mirrors() {
        if (!dispersive) {
            reflectance.at(facets.oh, eta);
            return mirrorChance();
        }
        float chance = 0f;
        float red = 0f;
        float green = 0f;
        for (int c = 0; c < 3; c++) {
            eta = etas[c];
            reflectance.at(facets.oh, eta);
            chance = Math.fma(mirrorChance(), 1f / 3f, chance);
            red = c == 0 ? reflectance.r : red;
            green = c == 1 ? reflectance.g : green;
        }
        reflectance.r = red;
        reflectance.g = green;
        return chance;
    }

    private void transmit(final float ix, final float iy, final float iz) {
        if (!dispersive) {
            refracted(ix, iy, iz);
            r = through * baseR;
            g = through * baseG;
            b = through * baseB;
            pdf = facetShare * throughPdf;
            return;
        }
        for (int c = 0; c < 3; c++) {
            eta = etas[c];
            refracted(ix, iy, iz);
            r = c == 0 ? through * baseR : r;
            g = c == 1 ? through * baseG : g;
            b = c == 2 ? through * baseB : b;
            pdf = Math.fma(facetShare * (1f / 3f), throughPdf, pdf);
        }
    }

    private void refracted(final float ix, final float iy, final float iz) {
        through = 0f;
        throughPdf = 0f;
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
        reflectance.at(facets.oh, eta);
        final float d = facets.density() * jacobian;
        through = 4f * d * facets.shadowing(ix, iy, iz) * glass * (1f - reflectance.most);
        throughPdf = d * facets.visibility() * (1f - mirrorChance());
    }

    boolean sample(final float uFacet, final float u1, final float u2) {
        final float below = Part.within(u1, coatShare, 1f - coatShare);
        final boolean found;
        if (below < 0) {
            found = coat.sample(Part.within(u1, 0f, coatShare), u2) && frame.localZ(coat.wx, coat.wy, coat.wz) > 0;
            wx = coat.wx;
            wy = coat.wy;
            wz = coat.wz;
        } else if (below >= facetShare) {
            cosine(Part.within(below, facetShare, 1f - facetShare), u2);
            found = true;
        } else {
            facets.sample(Part.within(below, 0f, facetShare), u2);
            float choice = uFacet;
            if (dispersive) {
                final int channel = Math.min((int) (choice * 3f), 2);
                choice = Math.fma(choice, 3f, -channel);
                eta = etas[channel];
            }
            reflectance.at(facets.oh, eta);
            final float chance = mirrorChance();
            if (choice < chance) {
                found = mirror(1f);
            } else if (straight) {
                return pass(glass * (1f - reflectance.most) / (facetShare * (1f - chance)));
            } else {
                found = thin ? mirror(-1f) : refract();
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
        pdf = 1f;
        cover(wx, wy, wz, -oz);
        final float scale = 1f / pdf;
        r *= scale;
        g *= scale;
        b *= scale;
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
}
