package org.umbel.codec.scene;

import java.util.List;

/**
 * An indexed triangle mesh (one glTF primitive). Optional streams have length 0.
 *
 * @param positions    float[3 * v], object space
 * @param indices      int[3 * t], counter-clockwise from outside
 * @param normals      float[3 * v] or empty (then geometric normals)
 * @param tangents     float[4 * v], w = handedness, or empty
 * @param texcoordSets float[2 * v] each: the sets that {@link TextureRef#set()} numbers, at most
 *                     {@link #TEXCOORD_SETS_MAX}; their numbers are not those of the file
 * @param colors       float[4 * v], linear, or empty
 */
public record Mesh(float[] positions, int[] indices, float[] normals, float[] tangents, List<float[]> texcoordSets,
                   float[] colors) {
    public static final int TEXCOORD_SETS_MAX = 4;

    private static final float[] NONE = {};

    public Mesh {
        texcoordSets = List.copyOf(texcoordSets);
        final int v = positions.length / 3;
        if (texcoordSets.size() > TEXCOORD_SETS_MAX) {
            throw new IllegalArgumentException(
                texcoordSets.size() + " sets of texture coordinates, at most " + TEXCOORD_SETS_MAX);
        }
        if (positions.length != 3 * v || indices.length % 3 != 0
            || normals.length != 0 && normals.length != 3 * v || tangents.length != 0 && tangents.length != 4 * v
            || texcoordSets.stream().anyMatch(set -> set.length != 2 * v)
            || colors.length != 0 && colors.length != 4 * v) {
            throw new IllegalArgumentException("mesh streams disagree about the number of vertices");
        }
        for (final int i : indices) {
            if (i < 0 || i >= v) {
                throw new IllegalArgumentException("index " + i + " outside 0.." + (v - 1));
            }
        }
    }

    /**
     * A mesh with one set of texture coordinates.
     *
     * @param texcoords float[2 * v] or empty
     */
    public Mesh(final float[] positions, final int[] indices, final float[] normals, final float[] tangents,
                final float[] texcoords, final float[] colors) {
        this(positions, indices, normals, tangents, texcoords.length == 0 ? List.of() : List.of(texcoords), colors);
    }

    /** Set 0, or empty. */
    public float[] texcoords() {
        return texcoords(0);
    }

    /** A set, or empty when there is none of that number. */
    public float[] texcoords(final int set) {
        return set < texcoordSets.size() ? texcoordSets.get(set) : NONE;
    }

    public int vertexCount() {
        return positions.length / 3;
    }

    public int triangleCount() {
        return indices.length / 3;
    }
}
