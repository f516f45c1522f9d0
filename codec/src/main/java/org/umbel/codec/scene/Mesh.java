package org.umbel.codec.scene;

/**
 * An indexed triangle mesh (one glTF primitive). Optional streams have length 0.
 *
 * @param positions float[3 * v], object space
 * @param indices   int[3 * t], counter-clockwise from outside
 * @param normals   float[3 * v] or empty (then geometric normals)
 * @param tangents  float[4 * v], w = handedness, or empty
 * @param texcoords float[2 * v], set 0, or empty
 * @param colors    float[4 * v], linear, or empty
 */
public record Mesh(float[] positions, int[] indices, float[] normals, float[] tangents, float[] texcoords,
                   float[] colors) {
    public Mesh {
        final int v = positions.length / 3;
        if (positions.length != 3 * v || indices.length % 3 != 0
            || normals.length != 0 && normals.length != 3 * v || tangents.length != 0 && tangents.length != 4 * v
            || texcoords.length != 0 && texcoords.length != 2 * v || colors.length != 0 && colors.length != 4 * v) {
            throw new IllegalArgumentException("mesh streams disagree about the number of vertices");
        }
        for (final int i : indices) {
            if (i < 0 || i >= v) {
                throw new IllegalArgumentException("index " + i + " outside 0.." + (v - 1));
            }
        }
    }

    public int vertexCount() {
        return positions.length / 3;
    }

    public int triangleCount() {
        return indices.length / 3;
    }
}
