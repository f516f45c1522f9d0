package org.umbel.relay.sim;

import java.util.HashMap;
import java.util.Map;
import org.umbel.relay.blocks.CodecScenes;
import org.umbel.relay.blocks.SceneNeeds;

/** What the clients of a simulated farm show. */
final class SimScenes {
    private final PictureOptions picture;
    private final long seed;
    private final Map<String, SimScene> byName = new HashMap<>();

    SimScenes(final PictureOptions picture, final long seed) {
        this.picture = picture;
        this.seed = seed;
    }

    SceneNeeds needs() {
        return picture.realScenes() ? new CodecScenes() : SimScene.CHEAP;
    }

    /** A version of what a client shows. */
    SimScene scene(final String client, final int version) {
        return byName.computeIfAbsent(client + ' ' + version, key -> picture.realScenes()
            ? RealScenes.scene(seed + client.hashCode(), version)
            : SimScene.cheap(seed + client.hashCode(), version, picture.sceneBlocks(), picture.blockBytes()));
    }
}
