package org.umbel.tracer.texture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Image;
import org.umbel.codec.scene.Material;
import org.umbel.codec.scene.TextureRef;

/** The decoded textures of a scene: each image is decoded once per transfer curve, and its levels are shared. */
public final class TextureSet {
    private record Key(int image, Transfer transfer) {}

    /** An image by identity: its array is never written after construction. */
    private record Source(byte[] encoded, Transfer transfer) {}

    private final Map<Key, List<Texels>> levels = new ConcurrentHashMap<>();
    private final Map<Source, List<Texels>> bySource = new HashMap<>();

    /**
     * Decodes what the materials use, images in parallel; the result does not depend on the number of threads.
     *
     * @throws BadImageException if an image cannot be decoded
     */
    public TextureSet(final List<Image> images, final List<Material> materials) {
        this(images, materials, List.of());
    }

    /**
     * The same; an image that is in one of {@code others}, the very array, is not decoded again.
     *
     * @throws BadImageException if an image cannot be decoded
     */
    TextureSet(final List<Image> images, final List<Material> materials, final Collection<TextureSet> others) {
        final List<Key> used = new ArrayList<>();
        for (final Material m : materials) {
            final boolean lambert = m.model() == Material.Model.LAMBERT;
            use(m.baseColorTexture(), Transfer.SRGB, images, used);
            use(m.emissionTexture(), Transfer.SRGB, images, used);
            use(lambert ? TextureRef.NONE : m.metallicRoughnessTexture(), Transfer.LINEAR, images, used);
            use(lambert ? TextureRef.NONE : m.normalTexture(), Transfer.LINEAR, images, used);
            if (!lambert) {
                m.extensions().linearTextures().forEach(ref -> use(ref, Transfer.LINEAR, images, used));
                m.extensions().colorTextures().forEach(ref -> use(ref, Transfer.SRGB, images, used));
            }
        }
        used.parallelStream().distinct().forEach(key -> levels.put(key, levels(images.get(key.image()),
            key.transfer(), others)));
        levels.forEach(
            (key, value) -> bySource.put(new Source(images.get(key.image()).encoded(), key.transfer()), value));
    }

    private static List<Texels> levels(final Image image, final Transfer transfer,
                                       final Collection<TextureSet> others) {
        for (final TextureSet other : others) {
            final List<Texels> known = other.known(image.encoded(), transfer);
            if (known != null) {
                return known;
            }
        }
        return Texture.mipLevels(ImageDecoder.decode(image), transfer);
    }

    /** The levels of an image of this very array, or null. */
    @Nullable
    List<Texels> known(final byte[] encoded, final Transfer transfer) {
        return bySource.get(new Source(encoded, transfer));
    }

    private static void use(final TextureRef ref, final Transfer transfer, final List<Image> images,
                            final List<Key> used) {
        if (ref.isPresent()) {
            if (ref.image() >= images.size()) {
                throw new IllegalArgumentException("no image " + ref.image() + " in a scene of " + images.size());
            }
            used.add(new Key(ref.image(), transfer));
        }
    }

    /** The texture of a reference, or nothing if it names no image or one that no material needs. */
    public Optional<Texture> find(final TextureRef ref, final Transfer transfer) {
        return Optional.ofNullable(levels.get(new Key(ref.image(), transfer)))
            .map(l -> new Texture(l, transfer, ref.wrapS(), ref.wrapT(), ref.nearest()));
    }
}
