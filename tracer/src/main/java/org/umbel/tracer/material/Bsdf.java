package org.umbel.tracer.material;

import org.umbel.tracer.sampling.Frame;
import org.umbel.tracer.sampling.Luminance;
import org.umbel.tracer.sampling.Part;
import org.umbel.tracer.sampling.Turns;

/**
 * How a surface scatters light: Lambert, or glTF's metallic-roughness (appendix B of its specification) with GGX, the
 * height-correlated Smith term and Schlick's Fresnel. Visible normals are sampled by spherical caps (Dupuy and
 * Benyoub 2023). One departure: where the specification mixes by Fresnel at the half vector, and so gains up to a sixth
 * of the energy at grazing angles, light here enters and leaves the diffuse layer by Fresnel at the normal (Kelemen and
 * Szirmay-Kalos 2001), which is reciprocal and conserves. Light from below the geometric or the shading horizon counts
 * nothing. What glTF's material extensions add is in {@link LayeredBsdf}.
 *
 * <p>A scratch object of one thread: {@link #prepare}, then {@link #eval} and {@link #sample} as often as wanted,
 * which leave their results in the public fields.
 */
public final class Bsdf {
    private static final float INVERSE_PI = 0.31830988618379067f;
    private static final float DIELECTRIC_F0 = 0.04f;
    /** One over the share that Schlick's dielectric lets into the diffuse layer, over all directions. */
    private static final float INVERSE_TRANSMITTED = 1f / (1f - (DIELECTRIC_F0 + (1f - DIELECTRIC_F0) / 21f));
    private static final float ALPHA_MIN = 1e-3f;
    private static final float SPECULAR_SHARE_MIN = 0.1f;

    /** f times cosine after eval, f times cosine over density after sample. */
    public float r;
    public float g;
    public float b;
    /** Density over solid angle of the direction by {@link #sample}: above 0 where it answered true, maybe infinite. */
    public float pdf;
    /** Sampled direction, world, unit. */
    public float wx;
    public float wy;
    public float wz;

    private final Frame frame = new Frame();
    private final LayeredBsdf layers = new LayeredBsdf();
    private float gx;
    private float gy;
    private float gz;
    private boolean lambert;
    private boolean layered;
    private float diffuseR;
    private float diffuseG;
    private float diffuseB;
    private float f0R;
    private float f0G;
    private float f0B;
    private float alpha;
    private float ox;
    private float oy;
    private float oz;
    private float transmittedO;
    private float specularShare;

    /** Takes up a surface seen from the unit direction (x, y, z), which points away from it. */
    public void prepare(final Surface s, final float x, final float y, final float z) {
        gx = s.gx;
        gy = s.gy;
        gz = s.gz;
        lambert = s.lambert;
        final Frame f = s.frame;
        if (lambert) {
            frame.set(f.nx, f.ny, f.nz);
            diffuseR = s.baseR;
            diffuseG = s.baseG;
            diffuseB = s.baseB;
            specularShare = 0f;
            layered = false;
            return;
        }
        layered = s.layered;
        if (layered) {
            layers.prepare(s, x, y, z);
            return;
        }
        Facing.set(f, x, y, z, frame);
        ox = frame.localX(x, y, z);
        oy = frame.localY(x, y, z);
        oz = Math.max(frame.localZ(x, y, z), Facing.COSINE_MIN * 0.5f);
        final float metallic = Shares.clamp01(s.metallic);
        final float roughness = Shares.clamp01(s.roughness);
        alpha = Math.max(ALPHA_MIN, roughness * roughness);
        diffuseR = s.baseR * (1f - metallic);
        diffuseG = s.baseG * (1f - metallic);
        diffuseB = s.baseB * (1f - metallic);
        f0R = Math.fma(metallic, s.baseR - DIELECTRIC_F0, DIELECTRIC_F0);
        f0G = Math.fma(metallic, s.baseG - DIELECTRIC_F0, DIELECTRIC_F0);
        f0B = Math.fma(metallic, s.baseB - DIELECTRIC_F0, DIELECTRIC_F0);
        chooseShare();
    }

    /** The share of samples that go to the specular lobe: its part of the reflected energy, roughly. */
    private void chooseShare() {
        final float schlick = Dielectric.schlick(oz);
        final float specular = Luminance.of(fresnel(f0R, schlick), fresnel(f0G, schlick), fresnel(f0B, schlick));
        transmittedO = 1f - fresnel(DIELECTRIC_F0, schlick);
        final float diffuse = Luminance.of(diffuseR, diffuseG, diffuseB) * transmittedO;
        final float sum = specular + diffuse;
        if (diffuse <= 0 || !(sum > 0)) {
            specularShare = 1f;
        } else {
            specularShare = Math.max(SPECULAR_SHARE_MIN, Math.min(specular / sum, 1f - SPECULAR_SHARE_MIN));
        }
    }

    /** Scattering towards a unit direction: leaves f times cosine in r, g, b and its density in pdf; maybe all zero. */
    public void eval(final float x, final float y, final float z) {
        if (layered) {
            layers.eval(x, y, z);
            takeLayers();
            return;
        }
        final float nl = frame.localZ(x, y, z);
        if (nl <= 0 || gx * x + gy * y + gz * z <= 0) {
            r = 0f;
            g = 0f;
            b = 0f;
            pdf = 0f;
        } else if (lambert) {
            pdf = nl * INVERSE_PI;
            r = diffuseR * pdf;
            g = diffuseG * pdf;
            b = diffuseB * pdf;
        } else {
            evalLocal(frame.localX(x, y, z), frame.localY(x, y, z), nl);
        }
    }

    private void takeLayers() {
        r = layers.r;
        g = layers.g;
        b = layers.b;
        pdf = layers.pdf;
    }

    private void evalLocal(final float ix, final float iy, final float iz) {
        float hx = ox + ix;
        float hy = oy + iy;
        float hz = oz + iz;
        final float scale = 1f / (float) Math.sqrt(hx * hx + hy * hy + hz * hz);
        hx *= scale;
        hy *= scale;
        hz *= scale;
        final float oh = Math.max(0f, ox * hx + oy * hy + oz * hz);
        final float a2 = alpha * alpha;
        final float e = Math.fma(hz, hz, (hx * hx + hy * hy) / a2);
        final float d = INVERSE_PI / (a2 * e * e);
        final float rootO = (float) Math.sqrt(Math.fma(oz * oz, 1f - a2, a2));
        final float rootI = (float) Math.sqrt(Math.fma(iz * iz, 1f - a2, a2));
        final float specular = 0.5f * d * iz / Math.fma(iz, rootO, oz * rootI);
        final float schlick = Dielectric.schlick(oh);
        final float diffuse = INVERSE_PI * INVERSE_TRANSMITTED * iz * transmittedO
            * (1f - fresnel(DIELECTRIC_F0, Dielectric.schlick(iz)));
        r = Math.fma(diffuse, diffuseR, specular * fresnel(f0R, schlick));
        g = Math.fma(diffuse, diffuseG, specular * fresnel(f0G, schlick));
        b = Math.fma(diffuse, diffuseB, specular * fresnel(f0B, schlick));
        final float specularPdf = 0.5f * d / (oz + rootO);
        pdf = Math.fma(specularShare, specularPdf, (1f - specularShare) * (iz * INVERSE_PI));
    }

    /**
     * Samples a direction; false if the path ends here.
     *
     * @param uFacet chooses between reflection and transmission at a facet; of no use but to {@link Surface#layered}
     * @param u1     chooses the lobe, and within it with u2 the direction
     */
    public boolean sample(final float uFacet, final float u1, final float u2) {
        if (lambert) {
            cosine(u1, u2);
            if (gx * wx + gy * wy + gz * wz <= 0 || pdf <= 0) {
                return false;
            }
            r = diffuseR;
            g = diffuseG;
            b = diffuseB;
            return r > 0 || g > 0 || b > 0;
        }
        if (layered) {
            final boolean goesOn = layers.sample(uFacet, u1, u2);
            takeLayers();
            wx = layers.wx;
            wy = layers.wy;
            wz = layers.wz;
            return goesOn;
        }
        if (u1 < specularShare) {
            visibleNormal(Part.within(u1, 0f, specularShare), u2);
        } else {
            cosine(Part.within(u1, specularShare, 1f - specularShare), u2);
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

    private void cosine(final float u1, final float u2) {
        final float radius = (float) Math.sqrt(u1);
        final float x = radius * Turns.cos(u2);
        final float y = radius * Turns.sin(u2);
        final float z = (float) Math.sqrt(1f - u1);
        pdf = z * INVERSE_PI;
        toWorld(x, y, z);
    }

    private void visibleNormal(final float u1, final float u2) {
        float sx = alpha * ox;
        float sy = alpha * oy;
        float sz = oz;
        final float length = (float) Math.sqrt(sx * sx + sy * sy + sz * sz);
        sx /= length;
        sy /= length;
        sz /= length;
        final float z = Math.fma(1f - u1, 1f + sz, -sz);
        final float radius = (float) Math.sqrt(Math.max(0f, Math.fma(-z, z, 1f)));
        float hx = alpha * Math.fma(radius, Turns.cos(u2), sx);
        float hy = alpha * Math.fma(radius, Turns.sin(u2), sy);
        float hz = Math.max(0f, z + sz);
        final float scale = 1f / (float) Math.sqrt(Math.max(Float.MIN_NORMAL, hx * hx + hy * hy + hz * hz));
        hx *= scale;
        hy *= scale;
        hz *= scale;
        final float twice = 2f * (ox * hx + oy * hy + oz * hz);
        toWorld(Math.fma(twice, hx, -ox), Math.fma(twice, hy, -oy), Math.fma(twice, hz, -oz));
    }

    /** Normalises, since small errors of length would grow from bounce to bounce. */
    private void toWorld(final float x, final float y, final float z) {
        final float x1 = frame.worldX(x, y, z);
        final float y1 = frame.worldY(x, y, z);
        final float z1 = frame.worldZ(x, y, z);
        final float scale = 1f / (float) Math.sqrt(x1 * x1 + y1 * y1 + z1 * z1);
        wx = x1 * scale;
        wy = y1 * scale;
        wz = z1 * scale;
    }

    private static float fresnel(final float f0, final float schlick) {
        return Math.fma(1f - f0, schlick, f0);
    }
}
