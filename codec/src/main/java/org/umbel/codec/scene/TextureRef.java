package org.umbel.codec.scene;

/**
 * A use of an image by a material.
 *
 * @param image index into {@link Scene#images()}, or -1 for none
 * @param wrapS horizontal wrapping
 * @param wrapT vertical wrapping
 * @param nearest nearest-neighbour magnification instead of bilinear
 * @param set which of the mesh's sets of texture coordinates it looks up, below {@link Mesh#TEXCOORD_SETS_MAX}
 * @param transform what the texture coordinates go through first
 */
public record TextureRef(int image, Wrap wrapS, Wrap wrapT, boolean nearest, int set, Transform transform) {
    public static final TextureRef NONE = new TextureRef(-1, Wrap.REPEAT, Wrap.REPEAT, false);

    /** A use with the mesh's first set of texture coordinates as it is. */
    public TextureRef(final int image, final Wrap wrapS, final Wrap wrapT, final boolean nearest) {
        this(image, wrapS, wrapT, nearest, 0, Transform.IDENTITY);
    }

    /** What happens outside 0..1. */
    public enum Wrap { REPEAT, CLAMP, MIRROR }

    /** u' = uu u + uv v + u0, v' = vu u + vv v + v0. */
    public record Transform(float uu, float uv, float u0, float vu, float vv, float v0) {
        public static final Transform IDENTITY = new Transform(1, 0, 0, 0, 1, 0);
    }

    public boolean isPresent() {
        return image >= 0;
    }
}
