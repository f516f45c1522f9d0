package org.umbel.codec.scene;

/**
 * A mesh placed in the world.
 *
 * @param mesh          index into {@link Scene#meshes()}
 * @param material      index into {@link Scene#materials()}
 * @param objectToWorld float[12], rows of a 3x4 matrix: x' = m[0]x + m[1]y + m[2]z + m[3], ...
 */
public record Instance(int mesh, int material, float[] objectToWorld) {}
