package org.umbel.bench.picture;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FormerDenoiser}'s kernel: one tap for a stretch of a row, which adds to each pixel another one's light, by how
 * much both show the same. Light is planar; a difference of normals, of depths beyond what the surface's slope
 * explains, and of luminances each take their share of the weight (1 - x / 4)^4, which is close to e^-x and ends.
 */
final class FormerWavelet {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final int LANES = 8;
    /** Of the squared difference of normals: cosines to the power of 128, as in spatiotemporal filters. */
    private static final float NORMALS = 64f;
    private static final float RED = 0.2126f;
    private static final float GREEN = 0.7152f;
    private static final float BLUE = 0.0722f;

    private FormerWavelet() {}

    /**
     * The planes of a picture, {@code float[width * height]} each, rows from the top.
     *
     * @param normals three; of length 1 or less
     * @param depths  finite
     * @param slopes  two: how depth grows from column to column, and from row to row
     * @param perDepth weight of a difference of depths
     * @param perLuminance weight of a difference of luminances
     * @param light   three, and the variance of their luminance
     */
    record Planes(float[][] normals, float[] depths, float[][] slopes, float[] perDepth, float[] perLuminance,
                  float[][] light) {}

    /**
     * What is added up for the pixels of one row.
     *
     * @param light  three, and the variance
     * @param weight of all taps
     */
    record Sums(float[][] light, float[] weight) {}

    /**
     * Adds one tap.
     *
     * @param at     index of the first pixel in the planes
     * @param other  index of the one that it gets light from; the next gets it from the next
     * @param into   index of the first pixel in the sums
     * @param count  pixels
     * @param weight of the tap
     * @param dx     columns from the one to the other
     * @param dy     rows
     */
    static void add(final Planes p, final Sums s, final int at, final int other, final int into,
                    final int count, final float weight, final float dx, final float dy) {
        final int whole = count - count % LANES;
        for (int k = 0; k < whole; k += LANES) {
            block(p, s, at + k, other + k, into + k, weight, dx, dy);
        }
        addScalar(p, s, at + whole, other + whole, into + whole, count - whole, weight, dx, dy);
    }

    private static void block(final Planes p, final Sums s, final int i, final int j, final int k, final float weight,
                              final float dx, final float dy) {
        final FloatVector r = load(p.light[0], j);
        final FloatVector g = load(p.light[1], j);
        final FloatVector b = load(p.light[2], j);

        // What differs
        final FloatVector luminance = load(p.light[0], i).sub(r).mul(RED)
            .add(load(p.light[1], i).sub(g).mul(GREEN)).add(load(p.light[2], i).sub(b).mul(BLUE));
        final FloatVector nx = load(p.normals[0], i).sub(load(p.normals[0], j));
        final FloatVector ny = load(p.normals[1], i).sub(load(p.normals[1], j));
        final FloatVector nz = load(p.normals[2], i).sub(load(p.normals[2], j));
        final FloatVector depth = load(p.depths, j).sub(load(p.depths, i)).sub(load(p.slopes[0], i).mul(dx))
            .sub(load(p.slopes[1], i).mul(dy));
        final FloatVector x = nx.mul(nx).add(ny.mul(ny)).add(nz.mul(nz)).mul(NORMALS)
            .add(depth.abs().mul(load(p.perDepth, i))).add(luminance.abs().mul(load(p.perLuminance, i)));

        // What it counts
        final FloatVector near = x.mul(-0.25f).add(1f).max(0f);
        final FloatVector squared = near.mul(near);
        final FloatVector w = squared.mul(squared).mul(weight);
        load(s.weight, k).add(w).intoArray(s.weight, k);
        load(s.light[0], k).add(w.mul(r)).intoArray(s.light[0], k);
        load(s.light[1], k).add(w.mul(g)).intoArray(s.light[1], k);
        load(s.light[2], k).add(w.mul(b)).intoArray(s.light[2], k);
        load(s.light[3], k).add(w.mul(w).mul(load(p.light[3], j))).intoArray(s.light[3], k);
    }

    private static FloatVector load(final float[] plane, final int at) {
        return FloatVector.fromArray(FLOATS, plane, at);
    }

    /** What is left of a row. */
    static void addScalar(final Planes p, final Sums s, final int at, final int other, final int into,
                          final int count, final float weight, final float dx, final float dy) {
        for (int n = 0; n < count; n++) {
            final int i = at + n;
            final int j = other + n;
            final int k = into + n;
            final float luminance = (p.light[0][i] - p.light[0][j]) * RED + (p.light[1][i] - p.light[1][j]) * GREEN
                + (p.light[2][i] - p.light[2][j]) * BLUE;
            final float nx = p.normals[0][i] - p.normals[0][j];
            final float ny = p.normals[1][i] - p.normals[1][j];
            final float nz = p.normals[2][i] - p.normals[2][j];
            final float depth = p.depths[j] - p.depths[i] - p.slopes[0][i] * dx - p.slopes[1][i] * dy;
            final float x = (nx * nx + ny * ny + nz * nz) * NORMALS + Math.abs(depth) * p.perDepth[i]
                + Math.abs(luminance) * p.perLuminance[i];
            final float near = Math.max(x * -0.25f + 1f, 0f);
            final float w = near * near * (near * near) * weight;
            s.weight[k] += w;
            s.light[0][k] += w * p.light[0][j];
            s.light[1][k] += w * p.light[1][j];
            s.light[2][k] += w * p.light[2][j];
            s.light[3][k] += w * w * p.light[3][j];
        }
    }
}
