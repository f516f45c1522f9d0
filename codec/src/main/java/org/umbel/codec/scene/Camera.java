package org.umbel.codec.scene;

/**
 * A camera: a pinhole, a thin lens, or an orthographic one. It travels in the epoch and not in the manifest, so that
 * moving it moves no block.
 *
 * @param position           float[3], world
 * @param target             float[3], a point in the middle of the picture
 * @param up                 float[3], not parallel to the view
 * @param verticalFovDegrees full vertical field of view; pixels are square; of no meaning to an orthographic camera
 * @param orthographicHeight what the picture is high, world units; 0 for a camera with perspective
 * @param lensRadius         of the aperture, world units; 0 for a pinhole
 * @param focusDistance      along the axis, world units, above 0 where there is a lens
 */
public record Camera(float[] position, float[] target, float[] up, float verticalFovDegrees, float orthographicHeight,
                     float lensRadius, float focusDistance) {
    /** Neither too large for a double's cube nor too small. */
    public static final float LENGTH_MAX = 1e12f;

    /** A pinhole camera. */
    public Camera(final float[] position, final float[] target, final float[] up, final float verticalFovDegrees) {
        this(position, target, up, verticalFovDegrees, 0, 0, 0);
    }

    /** This view through another aperture, focused elsewhere. */
    public Camera withLens(final float radius, final float distance) {
        return new Camera(position, target, up, verticalFovDegrees, orthographicHeight, radius, distance);
    }

    /** This view with the lens and the projection of another camera. */
    public Camera as(final Camera other) {
        return new Camera(position, target, up, verticalFovDegrees, other.orthographicHeight, other.lensRadius,
            other.focusDistance);
    }

    /** Whether height, lens and focus are lengths that belong together. */
    public boolean isPossible() {
        return isLength(orthographicHeight) && isLength(lensRadius) && isLength(focusDistance)
            && (lensRadius == 0 || focusDistance > 0 && orthographicHeight == 0);
    }

    private static boolean isLength(final float value) {
        return value >= 0 && value <= LENGTH_MAX;
    }
}
