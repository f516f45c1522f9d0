package org.umbel.tracer.material;

import java.util.Arrays;
import java.util.Optional;
import org.umbel.codec.scene.TextureRef;
import org.umbel.tracer.texture.Texture;
import org.umbel.tracer.texture.TextureSet;
import org.umbel.tracer.texture.Transfer;

/** One texture of a material, or white where it has none. */
final class TextureUse {
    private static final Texture[] NONE = {};

    /** Empty or one: an Optional would be one more load in every lookup. */
    private final Texture[] texture;
    private final int set;
    private final TextureRef.Transform transform;
    private final boolean transformed;
    /** How much the transform widens areas. */
    private final float area;

    TextureUse(final TextureSet textures, final TextureRef ref, final Transfer transfer) {
        final Optional<Texture> found = textures.find(ref, transfer);
        texture = found.isPresent() ? new Texture[] {found.get()} : NONE;
        set = ref.set();
        transform = ref.transform();
        transformed = !transform.equals(TextureRef.Transform.IDENTITY);
        area = Math.abs(transform.uu() * transform.vv() - transform.uv() * transform.vu());
    }

    boolean isPresent() {
        return texture.length != 0;
    }

    boolean isTransformed() {
        return transformed;
    }

    TextureRef.Transform transform() {
        return transform;
    }

    /** Number of the mesh's set of texture coordinates. */
    int set() {
        return set;
    }

    /** At the surface's texture coordinates, as blurred as its footprint is wide. */
    void lookup(final Surface s, final float[] out) {
        if (set == 0) {
            lookup(s.u, s.v, s.squaredFootprint, out);
        } else {
            final int at = Surface.SET_FLOATS * (set - 1);
            lookup(s.furtherSets[at], s.furtherSets[at + 1], s.furtherSets[at + 2], out);
        }
    }

    private void lookup(final float u, final float v, final float squaredFootprint, final float[] out) {
        if (texture.length == 0) {
            Arrays.fill(out, 1f);
        } else if (transformed) {
            final TextureRef.Transform m = transform;
            final Texture t = texture[0];
            t.lookup(Math.fma(m.uu(), u, Math.fma(m.uv(), v, m.u0())), Math.fma(m.vu(), u, Math.fma(m.vv(), v, m.v0())),
                t.level(squaredFootprint * area), out);
        } else {
            final Texture t = texture[0];
            t.lookup(u, v, t.level(squaredFootprint), out);
        }
    }

    /** The mean over the whole image: its smallest level. */
    float[] mean() {
        final float[] out = new float[4];
        if (texture.length == 0) {
            Arrays.fill(out, 1f);
        } else {
            texture[0].lookup(0.5f, 0.5f, texture[0].level(Float.MAX_VALUE), out);
        }
        return out;
    }
}
