package org.umbel.node.importer;

import java.util.List;
import org.umbel.codec.scene.Environment;
import org.umbel.codec.scene.Light;
import org.umbel.codec.scene.Scene;

/**
 * The light of a scene that brings none: a bright horizon under a blue zenith, and a warm sun from front
 * left.
 */
final class NeutralSky {
    static final Environment ENVIRONMENT = new Environment.Gradient(
        new float[] {0.55f, 0.7f, 1.0f}, new float[] {1.0f, 1.0f, 1.0f}, new float[] {0.35f, 0.33f, 0.3f});

    private static final List<Light> LIGHTS =
        List.of(new Light.Sun(Vectors.unit(0.55, -0.9, -0.65), new float[] {2.8f, 2.5f, 2.1f}));

    private NeutralSky() {}

    static List<Light> lights() {
        return LIGHTS;
    }

    /** Whether it is all the light of a scene but for what glows. */
    static boolean isOver(final Scene scene) {
        return scene.environment().equals(ENVIRONMENT) && scene.lights().equals(LIGHTS);
    }
}
