package org.umbel.tracer.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * One level of an edge-avoiding a-trous filter for a stretch of a row: each pixel becomes the mean of 5 x 5 pixels
 * around it, some columns and rows apart, by how much they show the same. A difference of normals, of depths beyond
 * what the surface's slope explains, and of luminances each take their share of the weight (1 - x)^4, which is close
 * to e^-4x and ends. A block's sums stay in registers over all its taps.
 */
public final class WaveletKernel {
    /** Taps to each side. */
    public static final int REACH = 2;

    private static final int TAPS = 2 * REACH + 1;
    /** Of a cubic B-spline, row by row. */
    private static final float[] SPLINE = spline();
    private static final float[] EVEN = new float[TAPS * TAPS];
    private static final float RED = 0.2126f;
    private static final float GREEN = 0.7152f;
    private static final float BLUE = 0.0722f;

    static {
        Arrays.fill(EVEN, 1f);
    }

    private WaveletKernel() {}

    /**
     * The planes of a picture, float[rows * stride] each, with margins left and right, whose normals are far from any.
     *
     * @param normals      three; the square of their difference is taken
     * @param depths       finite
     * @param perDepth     weight of a difference of depths
     * @param growth       two: how depth grows from column to column, and from row to row, times its weight
     * @param luminance    of the light
     * @param perLuminance weight of a difference of luminances
     * @param light        three, and the variance of their luminance
     */
    public record Planes(float[][] normals, float[] depths, float[] perDepth, float[][] growth, float[] luminance,
                         float[] perLuminance, float[][] light) {}

    /**
     * Where taps are.
     *
     * @param stride from row to row of the planes
     * @param step   columns and rows from tap to tap
     * @param above  rows of taps above the pixel that are in the picture, 0..2
     * @param below  the same below
     */
    public record Taps(int stride, int step, int above, int below) {}

    /** The luminance of linear Rec. 709. */
    public static float luminance(final float red, final float green, final float blue) {
        return red * RED + green * GREEN + blue * BLUE;
    }

    /** Floats of scratch memory: a block's weights, tap by tap. */
    public static final int WEIGHTS = TAPS * TAPS * Lanes.LANES;

    /**
     * Filters a block of {@link Lanes#LANES} pixels.
     *
     * @param at      index of the first pixel in the planes
     * @param scratch float[{@link #WEIGHTS}]
     * @param into    five planes: light, its variance, its luminance
     */
    public static void filter(final Planes p, final Taps taps, final int at, final float[] scratch,
                              final float[][] into) {
        weigh(p, taps, at, SPLINE, scratch);
        average(p, taps, at, scratch, into);
    }

    /** The scalar twin of {@link #filter}. */
    public static void filterScalar(final Planes p, final Taps taps, final int at, final float[] scratch,
                                    final float[][] into) {
        weighScalar(p, taps, at, SPLINE, scratch);
        averageScalar(p, taps, at, scratch, into);
    }

    /**
     * Sums up what a block's pixels have around them of their like, all taps alike; each pixel is among its own.
     *
     * @param at      index of the first pixel in the planes
     * @param scratch float[{@link #WEIGHTS}]
     * @param into    three planes: weight, luminance, its square
     */
    public static void moments(final Planes p, final Taps taps, final int at, final float[] scratch,
                               final float[][] into) {
        weigh(p, taps, at, EVEN, scratch);
        sum(p, taps, at, scratch, into);
    }

    /** The scalar twin of {@link #moments}. */
    public static void momentsScalar(final Planes p, final Taps taps, final int at, final float[] scratch,
                                     final float[][] into) {
        weighScalar(p, taps, at, EVEN, scratch);
        sumScalar(p, taps, at, scratch, into);
    }

    /** Weights first and sums then: past what the compiler inlines in one method, it boxes the vectors of the rest. */
    private static void weigh(final Planes p, final Taps taps, final int at, final float[] shares,
                              final float[] scratch) {
        final FloatVector nx = load(p.normals[0], at);
        final FloatVector ny = load(p.normals[1], at);
        final FloatVector nz = load(p.normals[2], at);
        final FloatVector perDepth = load(p.perDepth, at);
        final FloatVector depth = load(p.depths, at).mul(perDepth);
        final FloatVector across = load(p.growth[0], at).mul(taps.step);
        final FloatVector down = load(p.growth[1], at).mul(taps.step);
        final FloatVector luminance = load(p.luminance, at);
        final FloatVector perLuminance = load(p.perLuminance, at);
        for (int v = -taps.above; v <= taps.below; v++) {
            final int row = at + v * taps.step * taps.stride;
            final FloatVector level = down.mul(v).add(depth);
            for (int u = -REACH; u <= REACH; u++) {
                final int j = row + u * taps.step;
                final int tap = TAPS * (v + REACH) + u + REACH;
                final FloatVector x = load(p.normals[0], j).sub(nx);
                final FloatVector y = load(p.normals[1], j).sub(ny);
                final FloatVector z = load(p.normals[2], j).sub(nz);
                final FloatVector beyond = load(p.depths, j).mul(perDepth).sub(level).sub(across.mul(u));
                final FloatVector lighter = load(p.luminance, j).sub(luminance);
                final FloatVector unlike = x.fma(x, y.fma(y, z.mul(z))).add(beyond.abs());
                final FloatVector near = lighter.abs().fma(perLuminance, unlike).neg().add(1f).max(0f);
                final FloatVector squared = near.mul(near);
                squared.mul(squared).mul(shares[tap]).intoArray(scratch, tap * Lanes.LANES);
            }
        }
    }

    private static void weighScalar(final Planes p, final Taps taps, final int at, final float[] shares,
                                    final float[] scratch) {
        for (int k = 0; k < Lanes.LANES; k++) {
            final int i = at + k;
            for (int v = -taps.above; v <= taps.below; v++) {
                for (int u = -REACH; u <= REACH; u++) {
                    final int j = i + v * taps.step * taps.stride + u * taps.step;
                    final int tap = TAPS * (v + REACH) + u + REACH;
                    final float x = p.normals[0][j] - p.normals[0][i];
                    final float y = p.normals[1][j] - p.normals[1][i];
                    final float z = p.normals[2][j] - p.normals[2][i];
                    final float level = p.growth[1][i] * taps.step * v + p.depths[i] * p.perDepth[i];
                    final float beyond = p.depths[j] * p.perDepth[i] - level - p.growth[0][i] * taps.step * u;
                    final float unlike = Math.fma(x, x, Math.fma(y, y, z * z)) + Math.abs(beyond);
                    final float lighter = Math.abs(p.luminance[j] - p.luminance[i]);
                    final float near = Math.max(1f - Math.fma(lighter, p.perLuminance[i], unlike), 0f);
                    scratch[tap * Lanes.LANES + k] = near * near * (near * near) * shares[tap];
                }
            }
        }
    }

    private static void average(final Planes p, final Taps taps, final int at, final float[] scratch,
                                final float[][] into) {
        FloatVector weight = FloatVector.zero(Lanes.FLOATS);
        FloatVector red = FloatVector.zero(Lanes.FLOATS);
        FloatVector green = FloatVector.zero(Lanes.FLOATS);
        FloatVector blue = FloatVector.zero(Lanes.FLOATS);
        FloatVector variance = FloatVector.zero(Lanes.FLOATS);
        for (int v = -taps.above; v <= taps.below; v++) {
            for (int u = -REACH; u <= REACH; u++) {
                final int j = at + v * taps.step * taps.stride + u * taps.step;
                final FloatVector w = load(scratch, (TAPS * (v + REACH) + u + REACH) * Lanes.LANES);
                weight = weight.add(w);
                red = w.fma(load(p.light[0], j), red);
                green = w.fma(load(p.light[1], j), green);
                blue = w.fma(load(p.light[2], j), blue);
                variance = w.mul(w).fma(load(p.light[3], j), variance);
            }
        }
        red.div(weight).intoArray(into[0], at);
        green.div(weight).intoArray(into[1], at);
        blue.div(weight).intoArray(into[2], at);
        variance.div(weight.mul(weight)).intoArray(into[3], at);
        red.mul(RED).add(green.mul(GREEN)).add(blue.mul(BLUE)).div(weight).intoArray(into[4], at);
    }

    private static void averageScalar(final Planes p, final Taps taps, final int at, final float[] scratch,
                                      final float[][] into) {
        for (int k = 0; k < Lanes.LANES; k++) {
            float weight = 0;
            float red = 0;
            float green = 0;
            float blue = 0;
            float variance = 0;
            for (int v = -taps.above; v <= taps.below; v++) {
                for (int u = -REACH; u <= REACH; u++) {
                    final int j = at + k + v * taps.step * taps.stride + u * taps.step;
                    final float w = scratch[(TAPS * (v + REACH) + u + REACH) * Lanes.LANES + k];
                    weight += w;
                    red = Math.fma(w, p.light[0][j], red);
                    green = Math.fma(w, p.light[1][j], green);
                    blue = Math.fma(w, p.light[2][j], blue);
                    variance = Math.fma(w * w, p.light[3][j], variance);
                }
            }
            into[0][at + k] = red / weight;
            into[1][at + k] = green / weight;
            into[2][at + k] = blue / weight;
            into[3][at + k] = variance / (weight * weight);
            into[4][at + k] = (red * RED + green * GREEN + blue * BLUE) / weight;
        }
    }

    private static void sum(final Planes p, final Taps taps, final int at, final float[] scratch,
                            final float[][] into) {
        FloatVector weight = FloatVector.zero(Lanes.FLOATS);
        FloatVector sum = FloatVector.zero(Lanes.FLOATS);
        FloatVector squares = FloatVector.zero(Lanes.FLOATS);
        for (int v = -taps.above; v <= taps.below; v++) {
            for (int u = -REACH; u <= REACH; u++) {
                final FloatVector w = load(scratch, (TAPS * (v + REACH) + u + REACH) * Lanes.LANES);
                final FloatVector luminance = load(p.luminance, at + v * taps.step * taps.stride + u * taps.step);
                weight = weight.add(w);
                sum = w.fma(luminance, sum);
                squares = w.mul(luminance).fma(luminance, squares);
            }
        }
        weight.intoArray(into[0], at);
        sum.intoArray(into[1], at);
        squares.intoArray(into[2], at);
    }

    private static void sumScalar(final Planes p, final Taps taps, final int at, final float[] scratch,
                                  final float[][] into) {
        for (int k = 0; k < Lanes.LANES; k++) {
            float weight = 0;
            float sum = 0;
            float squares = 0;
            for (int v = -taps.above; v <= taps.below; v++) {
                for (int u = -REACH; u <= REACH; u++) {
                    final float w = scratch[(TAPS * (v + REACH) + u + REACH) * Lanes.LANES + k];
                    final float luminance = p.luminance[at + k + v * taps.step * taps.stride + u * taps.step];
                    weight += w;
                    sum = Math.fma(w, luminance, sum);
                    squares = Math.fma(w * luminance, luminance, squares);
                }
            }
            into[0][at + k] = weight;
            into[1][at + k] = sum;
            into[2][at + k] = squares;
        }
    }

    private static FloatVector load(final float[] plane, final int at) {
        return FloatVector.fromArray(Lanes.FLOATS, plane, at);
    }

    private static float[] spline() {
        final float[] row = {1 / 16f, 1 / 4f, 3 / 8f, 1 / 4f, 1 / 16f};
        final float[] all = new float[TAPS * TAPS];
        for (int i = 0; i < all.length; i++) {
            all[i] = row[i / TAPS] * row[i % TAPS];
        }
        return all;
    }
}
