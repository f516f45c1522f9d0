package org.umbel.tracer.texture;

import java.util.ArrayDeque;
import java.util.List;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Material;

/**
 * The decoded textures of the last few scenes, so that an edit decodes no image but the one that it brings. Two images
 * are the same if they share their array. Safe for threads; decodes one scene at a time.
 */
public final class TextureCache {
    private final int scenesMax;
    private final ArrayDeque<TextureSet> sets = new ArrayDeque<>();

    /** A cache of the textures of so many scenes. */
    public TextureCache(final int scenesMax) {
        this.scenesMax = scenesMax;
    }

    /**
     * The textures of a scene.
     *
     * @throws BadImageException if an image cannot be decoded
     */
    public synchronized TextureSet of(final List<Image> images, final List<Material> materials) {
        final TextureSet set = new TextureSet(images, materials, sets);
        sets.addFirst(set);
        if (sets.size() > scenesMax) {
            sets.removeLast();
        }
        return set;
    }

    /** Keeps none of them any longer. */
    public synchronized void clear() {
        sets.clear();
    }
}
