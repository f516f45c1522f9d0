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

    TextureUse(final TextureSet textures, final TextureRef ref, final Transfer transfer) {
        final Optional<Texture> found = textures.find(ref, transfer);
        texture = found.isPresent() ? new Texture[] {found.get()} : NONE;
    }

    boolean isPresent() {
        return texture.length != 0;
    }

    void lookup(final float u, final float v, final float squaredFootprint, final float[] out) {
        if (texture.length == 0) {
            Arrays.fill(out, 1f);
        } else {
            final Texture t = texture[0];
            t.lookup(u, v, t.level(squaredFootprint), out);
        }
    }

    /** The mean over the whole image: its smallest level. */
    float[] mean() {
        final float[] out = new float[4];
        lookup(0.5f, 0.5f, Float.MAX_VALUE, out);
        return out;
    }
}
