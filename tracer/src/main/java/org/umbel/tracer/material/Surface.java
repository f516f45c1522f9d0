package org.umbel.tracer.material;

import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.sampling.Frame;

/**
 * A point on a surface as the integrator sees it. A scratch object of one thread; fields are public because the
 * shading stage reads them by the million. World units, linear colours.
 */
public final class Surface {
    static final int SET_FLOATS = 3;

    /** Position, and the bound of its rounding error along any axis, widened for the next ray's start. */
    public float px;
    public float py;
    public float pz;
    public float offset;
    /** A bound from below on the distance to the triangle's nearest edge; 0 or NaN where the triangle has no area. */
    public float inset;
    /** Unit geometric normal on the side of the incoming ray. */
    public float gx;
    public float gy;
    public float gz;
    /** Shading frame; its normal belongs to the same side. */
    public final Frame frame = new Frame();
    /** Texture coordinates of set 0. */
    public float u;
    public float v;
    /** Squared width of the ray's footprint in units of them. */
    public float squaredFootprint;
    /** u, v and squared footprint of each set from 1 on; only of those that the material looks up. */
    final float[] furtherSets = new float[SET_FLOATS * (Mesh.TEXCOORD_SETS_MAX - 1)];
    public float baseR;
    public float baseG;
    public float baseB;
    public float metallic;
    public float roughness;
    /** Emitted radiance, to both sides. */
    public float emissionR;
    public float emissionG;
    public float emissionB;
    /** Whether the ray came from behind, as the triangle is wound: from inside where it bounds a volume. */
    public boolean behind;
    /** Whether there are extensions: only then the rest is set. */
    public boolean layered;
    public float transmission;
    public float ior;
    /** Weight of what dielectrics reflect, and its colour at normal incidence. */
    public float specular;
    public float specularR;
    public float specularG;
    public float specularB;
    public float dispersion;
    /** The clearcoat's weight, perceptual roughness and normal. */
    public float coat;
    public float coatRoughness;
    public final Frame coatFrame = new Frame();
    /** A thin film: weight, index of refraction, and nanometres. */
    public float film;
    public float filmIor;
    public float filmThickness;
    /** Sheen, and its perceptual roughness. */
    public float sheenR;
    public float sheenG;
    public float sheenB;
    public float sheenRoughness;
    /** Strength of anisotropy, and its direction in world space where there is any. */
    public float anisotropy;
    public float tx;
    public float ty;
    public float tz;
    /** Whether what is transmitted is on the other side of a wall, and not in a volume. */
    public boolean thin;
    /** Lambert reflection only. */
    public boolean lambert;
    /** Scratch for texture lookups. */
    final float[] texel = new float[4];
}
