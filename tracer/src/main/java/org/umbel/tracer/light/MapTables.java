package org.umbel.tracer.light;

import java.util.stream.IntStream;
import org.umbel.codec.scene.EnvironmentMap;
import org.umbel.tracer.sampling.Luminance;

/**
 * An environment map's texels, and how one of them is chosen: a row, then a texel of it, by cumulative sums (M. Pharr,
 * W. Jakob, G. Humphreys, <i>Physically Based Rendering</i>, 4th edition, section 12.5). What is seen goes linearly
 * from the middle of one texel to the next, so a texel's weight is the mean luminance of just that over its cell, times
 * the cell's solid angle: a sun's light that reaches into the dark texels beside it is sought there too. Made in
 * double, each row in the order of its texels, and so the same everywhere. Immutable.
 */
final class MapTables {
    final int width;
    final int height;
    private final byte[] rgbe;
    /** 2^(exponent - bias). */
    private final float[] scales = new float[256];
    /** Cosines of the colatitudes between rows, from the zenith: height + 1. */
    private final double[] cosines;
    /** float[height] and float[height * width], up to and with the entry: 1 at the end, or 0 without light. */
    private final float[] rows;
    private final float[] columns;

    MapTables(final EnvironmentMap map) {
        width = map.width();
        height = map.height();
        rgbe = map.rgbe();
        for (int exponent = 0; exponent < scales.length; exponent++) {
            scales[exponent] = Math.scalb(1f, exponent - EnvironmentMap.EXPONENT_BIAS);
        }
        cosines = new double[height + 1];
        for (int row = 0; row <= height; row++) {
            cosines[row] = StrictMath.cos(Math.PI * row / height);
        }
        columns = new float[height * width];
        final double[] weights = new double[height];
        IntStream.range(0, height).parallel()
            .forEach(row -> weights[row] = columns(row) * (cosines[row] - cosines[row + 1]));
        rows = new float[height];
        accumulate(weights, rows, 0);
    }

    @SuppressWarnings("ReferenceEquality") // an array is never written after construction
    boolean isOf(final EnvironmentMap map) {
        return rgbe == map.rgbe() && width == map.width() && height == map.height();
    }

    /** Fills in a row's sums; returns its total luminance. */
    private double columns(final int row) {
        // What the tent of a texel and of its neighbours covers of the cell, down and then across: 1, 6 and 1 eighths.
        final double[] lines = new double[width];
        for (int dy = -1; dy <= 1; dy++) {
            final int y = Math.clamp(row + dy, 0, height - 1);
            for (int x = 0; x < width; x++) {
                lines[x] += (dy == 0 ? 0.75 : 0.125) * luminance(width * y + x);
            }
        }
        final double[] weights = new double[width];
        for (int x = 0; x < width; x++) {
            weights[x] = 0.125 * lines[(x + width - 1) % width] + 0.75 * lines[x] + 0.125 * lines[(x + 1) % width];
        }
        return accumulate(weights, columns, width * row);
    }

    private double luminance(final int texel) {
        return Luminance.precise(channel(texel, 0), channel(texel, 1), channel(texel, 2));
    }

    /** Sums of weights, up to 1; returns the total. */
    private static double accumulate(final double[] weights, final float[] sums, final int first) {
        double total = 0;
        for (final double weight : weights) {
            total += weight;
        }
        double sum = 0;
        for (int i = 0; i < weights.length && total > 0; i++) {
            sum += weights[i];
            sums[first + i] = (float) (sum / total);
        }
        return total;
    }

    /** One channel (0 red, 1 green, 2 blue) of a texel. */
    float channel(final int texel, final int channel) {
        final int at = EnvironmentMap.TEXEL_BYTES * texel;
        return (rgbe[at + channel] & 0xFF) * scales[rgbe[at + 3] & 0xFF];
    }

    /** Whether there is any light. */
    boolean isDark() {
        return rows[height - 1] == 0;
    }

    /** The row that u chooses. */
    int row(final float u) {
        return find(rows, 0, height, u);
    }

    /** The texel of a row that u chooses, as its place in the row. */
    int column(final int row, final float u) {
        return find(columns, width * row, width, u);
    }

    /** How far u is into the row that it chose, 0 to 1. */
    float intoRow(final int row, final float u) {
        return into(rows, row, 0, u);
    }

    /** How far u is into the texel that it chose, 0 to 1. */
    float intoColumn(final int row, final int column, final float u) {
        return into(columns, width * row + column, width * row, u);
    }

    /** The cosine of the colatitude so far into a row that each part of it takes as much of the sphere. */
    double cosine(final int row, final float into) {
        return cosines[row] + into * (cosines[row + 1] - cosines[row]);
    }

    /** Density over solid angle of directions in a texel's cell. */
    float density(final int row, final int column) {
        final double solidAngle = 2 * Math.PI * (cosines[row] - cosines[row + 1]) / width;
        return (float) ((double) probability(rows, row, 0) * probability(columns, width * row + column, width * row)
            / solidAngle);
    }

    /** The first entry whose sum exceeds u in [0, 1): the last sum is 1. */
    private static int find(final float[] sums, final int first, final int count, final float u) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (sums[first + middle] > u) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static float probability(final float[] sums, final int at, final int first) {
        return at == first ? sums[at] : sums[at] - sums[at - 1];
    }

    private static float into(final float[] sums, final int at, final int first, final float u) {
        final float below = at == first ? 0f : sums[at - 1];
        return Math.clamp((u - below) / (sums[at] - below), 0f, 1f);
    }
}
