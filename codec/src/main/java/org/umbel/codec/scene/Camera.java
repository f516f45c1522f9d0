package org.umbel.codec.scene;

/**
 * A pinhole camera. It travels in the epoch and not in the manifest, so that moving it moves no block.
 *
 * @param position        float[3], world
 * @param target          float[3], a point in the middle of the picture
 * @param up              float[3], not parallel to the view
 * @param verticalFovDegrees full vertical field of view; pixels are square
 */
public record Camera(float[] position, float[] target, float[] up, float verticalFovDegrees) {}
