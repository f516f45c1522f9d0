package org.umbel.node.page;

import java.util.Arrays;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.node.render.SceneSource;

/** A white wall that faces the camera: what {@link FakeSession} lights. */
record FakeScene() implements SceneSource.Prepared {
    @Override
    public SceneSource.TileWork work(final Camera camera, final PictureSettings settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SceneSource.FeatureWork features(final Camera camera, final PictureSettings settings) {
        return (tile, samples, into, cancelled) -> {
            Arrays.fill(into, 1f);
            return true;
        };
    }
}
