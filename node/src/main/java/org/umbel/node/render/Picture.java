package org.umbel.node.render;

import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.wire.SessionId;

/** One epoch of one session, as render threads see it. Written by the node's thread, read by all. */
final class Picture {
    private final SessionId session;
    private final int epoch;
    private final BlockId manifest;
    private final Camera camera;
    private final PictureSettings settings;
    private volatile boolean isVoid;

    Picture(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
            final PictureSettings settings) {
        this.session = session;
        this.epoch = epoch;
        this.manifest = manifest;
        this.camera = camera;
        this.settings = settings;
    }

    SessionId session() {
        return session;
    }

    int epoch() {
        return epoch;
    }

    BlockId manifest() {
        return manifest;
    }

    Camera camera() {
        return camera;
    }

    PictureSettings settings() {
        return settings;
    }

    /** Whether a newer epoch has begun, or the session has ended: threads look between stages. */
    boolean isVoid() {
        return isVoid;
    }

    void end() {
        isVoid = true;
    }
}
