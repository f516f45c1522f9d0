package org.umbel.node.session;

import java.util.Optional;
import org.umbel.codec.scene.Camera;

/** What a camera must keep to, whoever moves it. */
public final class CameraLimits {
    private static final double FOV_DEGREES_MIN = 0.1;
    private static final double FOV_DEGREES_MAX = 175;
    private static final float COORDINATE_MAX = 1e12f;
    /** Of the angle between view and up, its sine. */
    private static final double SINE_MIN = 1e-5;

    private CameraLimits() {}

    /** What is wrong with a camera, in words; empty when nothing is. */
    public static Optional<String> problem(final Camera camera) {
        for (final float[] point : new float[][] {camera.position(), camera.target(), camera.up()}) {
            if (point.length != 3) {
                return Optional.of("a point of " + point.length + " coordinates, not 3");
            }
            for (final float coordinate : point) {
                if (!(Math.abs(coordinate) <= COORDINATE_MAX)) {
                    return Optional.of("a coordinate out of bounds: " + coordinate);
                }
            }
        }
        final float fov = camera.verticalFovDegrees();
        if (!(fov >= FOV_DEGREES_MIN && fov <= FOV_DEGREES_MAX)) {
            return Optional.of("field of view out of " + FOV_DEGREES_MIN + ".." + FOV_DEGREES_MAX + " degrees: " + fov);
        }
        if (!camera.isPossible()) {
            return Optional.of("no lens: height " + camera.orthographicHeight() + ", radius " + camera.lensRadius()
                + ", focus at " + camera.focusDistance());
        }
        return looksSomewhere(camera) ? Optional.empty()
            : Optional.of("a camera that looks nowhere, or along its own up");
    }

    private static boolean looksSomewhere(final Camera camera) {
        final double[] view = new double[3];
        final double[] up = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            view[axis] = (double) camera.target()[axis] - camera.position()[axis];
            up[axis] = camera.up()[axis];
        }
        final double[] right = {view[1] * up[2] - view[2] * up[1], view[2] * up[0] - view[0] * up[2],
            view[0] * up[1] - view[1] * up[0]};
        return length(right) > SINE_MIN * length(view) * length(up);
    }

    private static double length(final double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
}
