package org.umbel.codec.scene;

/**
 * A use of an image by a material.
 *
 * @param image index into {@link Scene#images()}, or -1 for none
 * @param wrapS horizontal wrapping
 * @param wrapT vertical wrapping
 * @param nearest nearest-neighbour magnification instead of bilinear
 */
public record TextureRef(int image, Wrap wrapS, Wrap wrapT, boolean nearest) {
    public static final TextureRef NONE = new TextureRef(-1, Wrap.REPEAT, Wrap.REPEAT, false);

    /** What happens outside 0..1. */
    public enum Wrap { REPEAT, CLAMP, MIRROR }

    public boolean isPresent() {
        return image >= 0;
    }
}
