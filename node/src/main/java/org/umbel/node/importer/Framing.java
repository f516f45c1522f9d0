package org.umbel.node.importer;

import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.Scene;

/** Chooses a camera for a scene that has none: three-quarter view from front right, slightly above. */
public final class Framing {
    static final double VERTICAL_FOV_DEGREES = 40;
    /** Share of the half picture that the scene may fill. */
    private static final double FILL = 0.92;
    /** From the scene towards the camera; glTF models face +z. */
    private static final double[] TOWARDS_CAMERA = Vectors.normalize(new double[] {0.6, 0.35, 1.0});
    private static final double[] RIGHT = Vectors.normalize(Vectors.cross(new double[] {0, 1, 0}, TOWARDS_CAMERA));
    private static final double[] UP = Vectors.cross(TOWARDS_CAMERA, RIGHT);

    private Framing() {}

    /** The nearest camera of that direction which sees every vertex of all instances, with room alike on all sides. */
    public static Camera frame(final Scene scene, final int width, final int height) {
        final Reach reach = new Reach(scene);
        final double tanY = Math.tan(Math.toRadians(VERTICAL_FOV_DEGREES / 2)) * FILL;
        final double tanX = tanY * width / height;
        // Each side of the picture is a plane through the camera, which is to be beyond all vertices
        final double right = reach.along(between(RIGHT, 1, tanX));
        final double left = reach.along(between(RIGHT, -1, tanX));
        final double above = reach.along(between(UP, 1, tanY));
        final double below = reach.along(between(UP, -1, tanY));
        final double camera = Math.max((right + left) / (2 * tanX), (above + below) / (2 * tanY));
        final double middle = (reach.along(TOWARDS_CAMERA) - reach.along(between(TOWARDS_CAMERA, -1, 0))) / 2;
        if (!(camera > middle) || camera == Double.POSITIVE_INFINITY) {
            return new Camera(at(0, 0, 2), new float[3], new float[] {0, 1, 0}, (float) VERTICAL_FOV_DEGREES);
        }
        final double x = (right - left) / 2;
        final double y = (above - below) / 2;
        return new Camera(at(x, y, camera), at(x, y, middle), new float[] {0, 1, 0}, (float) VERTICAL_FOV_DEGREES);
    }

    /** The normal of a side of the picture, or what else is as far as given along an axis and towards the camera. */
    private static double[] between(final double[] axis, final double along, final double towards) {
        final double[] normal = new double[3];
        for (int i = 0; i < 3; i++) {
            normal[i] = along * axis[i] + towards * TOWARDS_CAMERA[i];
        }
        return normal;
    }

    private static float[] at(final double x, final double y, final double z) {
        final double[] p = between(UP, y, z);
        for (int i = 0; i < 3; i++) {
            p[i] += x * RIGHT[i];
        }
        return Vectors.floats(p);
    }
}
