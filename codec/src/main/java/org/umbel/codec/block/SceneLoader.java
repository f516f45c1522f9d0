package org.umbel.codec.block;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.scene.Scene;

/**
 * Reads versions of scenes, each as {@link SceneBlocks#read} does, and decodes only the records that none of the last
 * few had: what stays is the very array, so that whoever has made something of it knows it again. Holds the arrays of
 * these few, which are those of the scenes that a renderer holds. One thread at a time.
 */
public final class SceneLoader {
    private static final int VERSIONS_MAX = 3;

    private final ArrayDeque<Map<Manifest.Entry, Object>> versions = new ArrayDeque<>();

    /** A loader that knows nothing yet. */
    public SceneLoader() {}

    /**
     * The scene of a manifest, within half of the heap. Whatever the bytes, nothing but a {@link BlockException} comes
     * of them.
     *
     * @param lookup answers null for a block that is not there
     */
    public Scene read(final BlockId manifest, final Function<BlockId, Block> lookup) throws BlockException {
        final SceneReader reader = new SceneReader(lookup, this::known);
        final Scene scene = reader.read(SceneBlocks.manifest(manifest, lookup, SceneBlocks.heapBytesMax()));
        versions.addFirst(reader.read());
        if (versions.size() > VERSIONS_MAX) {
            versions.removeLast();
        }
        return scene;
    }

    private @Nullable Object known(final Manifest.Entry record) {
        for (final Map<Manifest.Entry, Object> version : versions) {
            final Object value = version.get(record);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
