package org.umbel.node.role;

/**
 * The lens that a client looks through.
 *
 * @param radius        of the aperture, world units
 * @param focusDistance of what is sharp, along the axis, world units
 */
public record LensOptions(float radius, float focusDistance) {}
