package org.umbel.node.render;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/**
 * The last few prepared scenes, by manifest: a camera move prepares nothing again. A scene that has left the shelf is
 * prepared again from its blocks when a picture still needs it. Thread-safe; preparing holds the lock, since whoever
 * else asks would have to wait for the same scene.
 */
final class SceneShelf {
    private static final int SCENES_MAX = 3;
    /** More than sessions that may be alive at once. */
    private static final int LOOKUPS_MAX = 64;

    private final SceneSource source;
    private final LinkedHashMap<BlockId, Function<BlockId, Block>> lookups = new LinkedHashMap<>(8, 0.75f, true);
    private final LinkedHashMap<BlockId, SceneSource.Prepared> scenes = new LinkedHashMap<>(8, 0.75f, true);

    SceneShelf(final SceneSource source) {
        this.source = source;
    }

    synchronized SceneSource.Prepared load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        lookups.put(manifest, lookup);
        trim(lookups, LOOKUPS_MAX);
        return scene(manifest);
    }

    synchronized SceneSource.Prepared scene(final BlockId manifest) {
        final SceneSource.Prepared held = scenes.get(manifest);
        if (held != null) {
            return held;
        }
        final Function<BlockId, Block> lookup = lookups.get(manifest);
        if (lookup == null) {
            throw new IllegalStateException("picture of a scene that was never loaded: " + manifest);
        }
        final SceneSource.Prepared prepared = prepare(manifest, lookup);
        scenes.put(manifest, prepared);
        trim(scenes, SCENES_MAX);
        return prepared;
    }

    /** What is kept to save time must not cost a scene its memory. */
    private SceneSource.Prepared prepare(final BlockId manifest, final Function<BlockId, Block> lookup) {
        try {
            return source.prepare(manifest, lookup);
        } catch (final OutOfMemoryError e) {
            scenes.clear();
            source.giveUp();
        }
        try {
            return source.prepare(manifest, lookup);
        } catch (final OutOfMemoryError e) {
            throw new IllegalStateException("too large for this node, whose memory is "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB; start it with more, for example with"
                + " JAVA_TOOL_OPTIONS=-Xmx8g in the environment", e);
        }
    }

    private static void trim(final Map<?, ?> oldestFirst, final int max) {
        while (oldestFirst.size() > max) {
            oldestFirst.remove(oldestFirst.keySet().iterator().next());
        }
    }
}
