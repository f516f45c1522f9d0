package org.umbel.bench.picture;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The filter of the product until it kept a block's sums in registers, for comparison: an a-trous filter of light
 * without the surfaces' own colours, guided by normals and depths (H. Dammertz et al., HPG 2010), that stops where
 * luminance differs by more than its grain explains (C. Schied et al., HPG 2017). The more samples a pixel has, the
 * less is done; from {@link #SAMPLES_MAX} on nothing. For one picture.
 */
final class FormerDenoiser {
    /** Pixels of so many samples are left as they are. */
    private static final int SAMPLES_MAX = 1024;
    /** Up to so many samples all is done that can be. */
    private static final int SAMPLES_FULL = 16;

    private static final int PASSES = 5;
    private static final float[] SPLINE = {1 / 16f, 1 / 4f, 3 / 8f, 1 / 4f, 1 / 16f};
    private static final float[] EVEN = {1, 1, 1, 1, 1};
    private static final int REACH = 2;
    /** What of a surface's reflection is not its colour: so that black gloss is divided by something. */
    private static final float ALBEDO_FLOOR = 0.04f;
    /** Depths that differ by so much of themselves, beyond the slope, are of different surfaces. */
    private static final float DEPTH_SHARE = 0.02f;
    private static final float DEVIATIONS = 4f;
    /** Light so far above that of its like around it is cut off there. */
    private static final float OUTLIER_DEVIATIONS = 3f;
    /** With less of its like around a pixel, nothing is known of its grain. */
    private static final float LIKE_MIN = 3f;
    private static final float NEVER = 1e30f;
    private static final float RED = 0.2126f;
    private static final float GREEN = 0.7152f;
    private static final float BLUE = 0.0722f;

    private final int width;
    private final int height;
    private final float[][] albedo;
    private final float[][] normals;
    private final float[] depths;
    private final float[][] slopes;
    private final float[] perDepth;
    private final float[] perLuminance;
    private final float[] strength;
    private float[][] light;
    private float[][] next;

    /**
     * Takes up what a picture shows.
     *
     * @param features float[7][width * height]: albedo R, G, B, shading normal X, Y, Z, depth, which is infinite where
     *                 nothing is; rows from the top. They are kept
     */
    FormerDenoiser(final int width, final int height, final float[][] features) {
        this.width = width;
        this.height = height;
        final int count = width * height;
        albedo = Arrays.copyOfRange(features, 0, 3);
        normals = Arrays.copyOfRange(features, 3, 6);
        depths = new float[count];
        float deepest = 0f;
        for (final float depth : features[6]) {
            deepest = depth < Float.POSITIVE_INFINITY ? Math.max(deepest, depth) : deepest;
        }
        perDepth = new float[count];
        for (int i = 0; i < count; i++) {
            depths[i] = Math.min(features[6][i], 2f * deepest + 1f);
            perDepth[i] = 1f / (DEPTH_SHARE * Math.max(depths[i], 1e-20f));
        }
        slopes = new float[2][count];
        for (int i = 0; i < count; i++) {
            final int x = i % width;
            slopes[0][i] = slope(i, x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i);
            slopes[1][i] = slope(i, i >= width ? i - width : i, i + width < count ? i + width : i);
        }
        perLuminance = new float[count];
        strength = new float[count];
        light = new float[4][count];
        next = new float[4][count];
    }

    /** The lesser of the differences on both sides: at an edge, that of the pixel's own surface. */
    private float slope(final int at, final int before, final int after) {
        final float behind = depths[at] - depths[before];
        final float ahead = depths[after] - depths[at];
        if (before == at || after == at) {
            return behind + ahead;
        }
        return Math.abs(behind) < Math.abs(ahead) ? behind : ahead;
    }

    /**
     * Denoises a picture of it, in place.
     *
     * @param rgb       float[3 * width * height], interleaved, linear
     * @param samples   of each pixel; those without are left alone
     */
    void denoise(final float[] rgb, final int[] samples) {
        boolean isAny = false;
        for (int i = 0; i < width * height; i++) {
            strength[i] = normals[0][i] == 0 && normals[1][i] == 0 && normals[2][i] == 0 ? 0f : strength(samples[i]);
            isAny |= strength[i] > 0;
        }
        if (!isAny) {
            return;
        }
        demodulate(rgb);
        estimate();
        for (int pass = 0; pass < PASSES; pass++) {
            tolerate();
            filter(1 << pass, SPLINE);
        }
        for (int i = 0; i < width * height; i++) {
            for (int c = 0; c < 3 && strength[i] > 0; c++) {
                rgb[3 * i + c] = light[c][i] * (albedo[c][i] + ALBEDO_FLOOR);
            }
        }
    }

    /** 1 up to a few samples, 0 from many on, in between by their logarithm. */
    private static float strength(final int samples) {
        return samples <= 0 ? 0f
            : (float) Math.clamp(Math.log((double) SAMPLES_MAX / samples) / Math.log(SAMPLES_MAX / SAMPLES_FULL), 0, 1);
    }

    private void demodulate(final float[] rgb) {
        for (int i = 0; i < width * height; i++) {
            for (int c = 0; c < 3; c++) {
                light[c][i] = rgb[3 * i + c] / (albedo[c][i] + ALBEDO_FLOOR);
            }
        }
    }

    /** Finds the variance of luminance among a pixel's like around it, and cuts off what is far above them. */
    private void estimate() {
        final float[][] picture = light;
        final float[][] moments = new float[4][];
        moments[0] = new float[width * height];
        moments[1] = new float[width * height];
        moments[2] = next[2];
        moments[3] = next[3];
        for (int i = 0; i < width * height; i++) {
            final float l = RED * picture[0][i] + GREEN * picture[1][i] + BLUE * picture[2][i];
            moments[0][i] = l;
            moments[1][i] = l * l;
        }
        Arrays.fill(moments[2], 1f);
        Arrays.fill(moments[3], 0f);
        Arrays.fill(perLuminance, 0f);
        final float[][] sums = new float[4][width * height];
        light = moments;
        rows(1, EVEN, (row, s) -> {
            for (int c = 0; c < 3; c++) {
                System.arraycopy(s.light()[c], 0, sums[c], row * width, width);
            }
        });
        light = picture;
        for (int i = 0; i < width * height; i++) {
            // Without the pixel itself, which counts 1
            final float like = sums[2][i] - 1f;
            final float mean = (sums[0][i] - moments[0][i]) / like;
            final float variance = Math.max(0f, (sums[1][i] - moments[1][i]) / like - mean * mean);
            if (like < LIKE_MIN) {
                light[3][i] = 0f;
                continue;
            }
            light[3][i] = variance;
            final float most = mean + OUTLIER_DEVIATIONS * (float) Math.sqrt(variance) / Math.max(strength[i], 1e-6f);
            if (moments[0][i] > most) {
                for (int c = 0; c < 3; c++) {
                    light[c][i] *= most / moments[0][i];
                }
            }
        }
    }

    /** Weights of differences of luminance, from the variance, which is smoothed over 3 x 3 pixels. */
    private void tolerate() {
        final float[] variance = light[3];
        IntStream.range(0, height).parallel().forEach(y -> {
            final int above = Math.max(y - 1, 0) * width;
            final int here = y * width;
            final int below = Math.min(y + 1, height - 1) * width;
            for (int x = 0; x < width; x++) {
                final int left = Math.max(x - 1, 0);
                final int right = Math.min(x + 1, width - 1);
                final float smooth = 0.25f * variance[here + x]
                    + 0.125f * (variance[above + x] + variance[below + x] + variance[here + left]
                        + variance[here + right])
                    + 0.0625f * (variance[above + left] + variance[above + right] + variance[below + left]
                        + variance[below + right]);
                final float deviation = DEVIATIONS * strength[here + x] * (float) Math.sqrt(smooth);
                perLuminance[here + x] = deviation > 1e-20f ? 1f / deviation : NEVER;
            }
        });
    }

    private void filter(final int step, final float[] taps) {
        rows(step, taps, (row, s) -> {
            final int at = row * width;
            for (int x = 0; x < width; x++) {
                final float scale = 1f / s.weight()[x];
                next[0][at + x] = s.light()[0][x] * scale;
                next[1][at + x] = s.light()[1][x] * scale;
                next[2][at + x] = s.light()[2][x] * scale;
                next[3][at + x] = s.light()[3][x] * scale * scale;
            }
        });
        final float[][] old = light;
        light = next;
        next = old;
    }

    private interface Row {
        void take(int row, FormerWavelet.Sums sums);
    }

    private void rows(final int step, final float[] taps, final Row row) {
        final FormerWavelet.Planes planes =
            new FormerWavelet.Planes(normals, depths, slopes, perDepth, perLuminance, light);
        IntStream.range(0, height).parallel().forEach(y -> {
            final FormerWavelet.Sums sums = new FormerWavelet.Sums(new float[4][width], new float[width]);
            for (int v = -REACH; v <= REACH; v++) {
                final int dy = v * step;
                if (y + dy < 0 || y + dy >= height) {
                    continue;
                }
                for (int u = -REACH; u <= REACH; u++) {
                    final int dx = u * step;
                    final int first = Math.max(0, -dx);
                    final int count = Math.min(width, width - dx) - first;
                    if (count > 0) {
                        FormerWavelet.add(planes, sums, y * width + first, (y + dy) * width + first + dx, first, count,
                            taps[u + REACH] * taps[v + REACH], dx, dy);
                    }
                }
            }
            row.take(y, sums);
        });
    }
}
