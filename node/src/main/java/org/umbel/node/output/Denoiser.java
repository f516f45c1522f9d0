package org.umbel.node.output;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.WaveletKernel;
import org.umbel.tracer.kernel.WaveletKernel.Planes;
import org.umbel.tracer.kernel.WaveletKernel.Taps;

/**
 * Takes the grain from a picture of few samples, for looking at: an a-trous filter of light without the surfaces' own
 * colours, guided by normals and depths (H. Dammertz et al., <i>Edge-Avoiding A-Trous Wavelet Transform for fast Global
 * Illumination Filtering</i>, HPG 2010), that stops where luminance differs by more than its grain explains (C. Schied
 * et al., <i>Spatiotemporal Variance-Guided Filtering</i>, HPG 2017, of which this is the spatial part). The more
 * samples a pixel has, the less is done; from {@link #SAMPLES_MAX} on nothing.
 *
 * <p>For pictures of one size; one caller at a time, who may be a task of a pool, whose threads then share the rows.
 */
public final class Denoiser {
    /** Pixels of so many samples are left as they are. */
    public static final int SAMPLES_MAX = 1024;
    /** Up to so many samples all is done that can be. */
    private static final int SAMPLES_FULL = 16;
    /** A picture of more pixels would take more than 2 GiB of planes. */
    public static final int PIXELS_MAX = 1 << 24;

    private static final int PASSES = 5;
    /** Columns beside the picture that taps may reach, which are like nothing. */
    private static final int MARGIN = WaveletKernel.REACH << PASSES - 1;
    /** What of a surface's reflection is not its colour: so that black gloss is divided by something. */
    private static final float ALBEDO_FLOOR = 0.04f;
    /** Of normals, whose difference is squared then: cosines to the power of 128, as in spatiotemporal filters. */
    private static final float NORMAL = 4f;
    /** Farther from any normal than counts. */
    private static final float NO_NORMAL = 4 * NORMAL;
    /** Depths that differ by so much of themselves, beyond the slope, are of different surfaces. */
    private static final float DEPTH_SHARE = 4 * 0.02f;
    private static final float DEVIATIONS = 4 * 4f;
    /** Light so far above that of its like around it is cut off there. */
    private static final float OUTLIER_DEVIATIONS = 3f;
    /** With less of its like around a pixel, nothing is known of its grain. */
    private static final float LIKE_MIN = 3f;
    private static final float NEVER = 1e30f;

    private final int width;
    private final int height;
    private final int stride;
    private final int blocks;
    /** Pixels that show no surface, and blocks of them. */
    private final boolean[] isVoid;
    private final boolean[] isVoidBlock;
    private float[][] albedo = new float[0][];
    private final float[][] guides;
    /** Normals, of those pixels alone that have samples. */
    private final float[][] normals;
    private final float[] depths;
    private final float[] perDepth;
    private final float[][] growth;
    private final float[] perLuminance;
    private final float[] strength;
    private final boolean[] isIdle;
    /** Red, green, blue, variance and luminance. */
    private float[][] light;
    private float[][] next;

    /**
     * Takes up what pictures show.
     *
     * @param features as {@link #guide} takes them
     */
    public Denoiser(final int width, final int height, final float[][] features) {
        this.width = width;
        this.height = height;
        blocks = (width + Lanes.LANES - 1) / Lanes.LANES;
        stride = blocks * Lanes.LANES + 2 * MARGIN;
        final int count = stride * height;
        isVoid = new boolean[width * height];
        isVoidBlock = new boolean[blocks * height];
        guides = new float[3][];
        normals = new float[3][count];
        depths = new float[count];
        perDepth = new float[count];
        growth = new float[2][count];
        perLuminance = new float[count];
        strength = new float[count];
        isIdle = new boolean[blocks * height];
        light = new float[5][count];
        next = new float[5][count];
        guide(features);
    }

    /**
     * Takes up what other pictures of the same size show.
     *
     * @param features float[7][width * height]: albedo R, G, B, shading normal X, Y, Z, depth, which is infinite where
     *                 nothing is; rows from the top. The first six are kept
     */
    public void guide(final float[][] features) {
        albedo = Arrays.copyOf(features, 3);
        System.arraycopy(features, 3, guides, 0, 3);
        float deepest = 0f;
        for (final float depth : features[6]) {
            deepest = depth < Float.POSITIVE_INFINITY ? Math.max(deepest, depth) : deepest;
        }
        final float farthest = 2f * deepest + 1f;
        clear(normals, NO_NORMAL);
        clear(light, 0f);
        clear(next, 0f);
        Arrays.fill(isVoidBlock, true);
        rows(y -> {
            for (int x = 0; x < width; x++) {
                final int pixel = y * width + x;
                final int at = at(x, y);
                depths[at] = Math.min(features[6][pixel], farthest);
                perDepth[at] = 1f / (DEPTH_SHARE * Math.max(depths[at], 1e-20f));
                isVoid[pixel] = guides[0][pixel] == 0 && guides[1][pixel] == 0 && guides[2][pixel] == 0;
                isVoidBlock[block(x, y)] &= isVoid[pixel];
            }
        });
        rows(y -> {
            for (int x = 0; x < width; x++) {
                final int at = at(x, y);
                growth[0][at] = perDepth[at] * slope(at, x > 0 ? at - 1 : at, x < width - 1 ? at + 1 : at);
                growth[1][at] = perDepth[at] * slope(at, y > 0 ? at - stride : at, y < height - 1 ? at + stride : at);
            }
        });
    }

    private static void clear(final float[][] planes, final float value) {
        for (final float[] plane : planes) {
            Arrays.fill(plane, value);
        }
    }

    private int block(final int x, final int y) {
        return y * blocks + x / Lanes.LANES;
    }

    private int at(final int x, final int y) {
        return y * stride + MARGIN + x;
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
     * @param samples   of each pixel; those without are left alone, and nothing is taken from them
     */
    public void denoise(final float[] rgb, final int[] samples) {
        Arrays.fill(isIdle, true);
        Arrays.fill(perLuminance, 0f);
        stretches(isVoidBlock, (y, from, to) -> demodulate(y, from, to, rgb, samples));
        filtered(1, WaveletKernel::moments);
        stretches(isVoidBlock, this::estimate);
        for (int pass = 0; pass < PASSES; pass++) {
            extend(light[3]);
            stretches(isIdle, this::tolerate);
            filtered(1 << pass, WaveletKernel::filter);
            final float[][] old = light;
            light = next;
            next = old;
        }
        stretches(isIdle, (y, from, to) -> modulate(y, from, to, rgb));
    }

    /** 1 up to a few samples, 0 from many on, in between by their logarithm. */
    private static float strength(final int samples) {
        return samples <= 0 ? 0f
            : (float) Math.clamp(Math.log((double) SAMPLES_MAX / samples) / Math.log(SAMPLES_MAX / SAMPLES_FULL), 0, 1);
    }

    private void demodulate(final int y, final int from, final int to, final float[] rgb, final int[] samples) {
        int samplesBefore = 0;
        float strengthBefore = 0f;
        for (int x = from; x < to; x++) {
            final int pixel = y * width + x;
            final int at = at(x, y);
            if (samples[pixel] != samplesBefore) {
                samplesBefore = samples[pixel];
                strengthBefore = strength(samplesBefore);
            }
            strength[at] = isVoid[pixel] ? 0f : strengthBefore;
            isIdle[block(x, y)] &= strength[at] <= 0;
            final boolean isKnown = samplesBefore > 0 && !isVoid[pixel];
            for (int c = 0; c < 3; c++) {
                light[c][at] = isKnown ? rgb[3 * pixel + c] / (albedo[c][pixel] + ALBEDO_FLOOR) : 0f;
                normals[c][at] = isKnown ? NORMAL * guides[c][pixel] : NO_NORMAL;
            }
            light[4][at] = WaveletKernel.luminance(light[0][at], light[1][at], light[2][at]);
        }
    }

    private void modulate(final int y, final int from, final int to, final float[] rgb) {
        for (int x = from; x < to; x++) {
            final int at = at(x, y);
            if (strength[at] > 0) {
                for (int c = 0; c < 3; c++) {
                    final int pixel = y * width + x;
                    rgb[3 * pixel + c] = light[c][at] * (albedo[c][pixel] + ALBEDO_FLOOR);
                }
            }
        }
    }

    /** Finds the variance of luminance among a pixel's like around it, and cuts off what is far above them. */
    private void estimate(final int y, final int from, final int to) {
        for (int x = from; x < to; x++) {
            final int at = at(x, y);
            // Without the pixel itself, which counts 1
            final float like = strength[at] > 0 ? next[0][at] - 1f : 0f;
            light[3][at] = 0f;
            if (like >= LIKE_MIN) {
                final float own = light[4][at];
                final float mean = (next[1][at] - own) / like;
                final float variance = Math.max(0f, (next[2][at] - own * own) / like - mean * mean);
                final float most = mean + OUTLIER_DEVIATIONS * (float) Math.sqrt(variance) / strength[at];
                light[3][at] = variance;
                if (own > most) {
                    light[0][at] *= most / own;
                    light[1][at] *= most / own;
                    light[2][at] *= most / own;
                    light[4][at] = most;
                }
            }
            // What is not filtered is in both, so that others find it in either
            for (int c = 0; c < light.length; c++) {
                next[c][at] = light[c][at];
            }
        }
    }

    /** Beside the picture is what is at its edge. */
    private void extend(final float[] plane) {
        for (int y = 0; y < height; y++) {
            plane[at(-1, y)] = plane[at(0, y)];
            plane[at(width, y)] = plane[at(width - 1, y)];
        }
    }

    /** Weights of differences of luminance, from the variance, which is smoothed over 3 x 3 pixels. */
    private void tolerate(final int y, final int from, final int to) {
        final float[] variance = light[3];
        final int above = at(0, Math.max(y - 1, 0));
        final int here = at(0, y);
        final int below = at(0, Math.min(y + 1, height - 1));
        for (int x = from; x < to; x++) {
            final float smooth = 0.25f * variance[here + x]
                + 0.125f * (variance[above + x] + variance[below + x] + variance[here + x - 1] + variance[here + x + 1])
                + 0.0625f * (variance[above + x - 1] + variance[above + x + 1] + variance[below + x - 1]
                    + variance[below + x + 1]);
            final float deviation = DEVIATIONS * strength[here + x] * (float) Math.sqrt(smooth);
            perLuminance[here + x] = deviation > 1e-20f ? 1f / deviation : NEVER;
        }
    }

    private interface Row {
        void take(int y);
    }

    /** Pixels of a row from one up to another. */
    private interface Stretch {
        void take(int y, int from, int to);
    }

    private interface Block {
        void take(Planes planes, Taps taps, int at, float[] scratch, float[][] into);
    }

    private void rows(final Row row) {
        IntStream.range(0, height).parallel().forEach(row::take);
    }

    /** The longest stretches of blocks that are not left out. */
    private void stretches(final boolean[] isLeftOut, final Stretch stretch) {
        rows(y -> {
            for (int b = 0; b < blocks; b++) {
                final int first = b;
                while (b < blocks && !isLeftOut[y * blocks + b]) {
                    b++;
                }
                if (b > first) {
                    stretch.take(y, first * Lanes.LANES, Math.min(width, b * Lanes.LANES));
                }
            }
        });
    }

    /** Blocks that have something to filter; rows that are a step apart follow each other, since they share theirs. */
    private void filtered(final int step, final Block block) {
        final int rounds = (height + step - 1) / step;
        final Planes planes = new Planes(normals, depths, perDepth, growth, light[4], perLuminance, light);
        final float[][] into = next;
        IntStream.range(0, rounds * step).parallel().forEach(i -> {
            final int y = i % rounds * step + i / rounds;
            if (y >= height) {
                return;
            }
            final Taps taps = new Taps(stride, step, Math.min(WaveletKernel.REACH, y / step),
                Math.min(WaveletKernel.REACH, (height - 1 - y) / step));
            final float[] scratch = new float[WaveletKernel.WEIGHTS];
            for (int b = 0; b < blocks; b++) {
                if (!isIdle[y * blocks + b]) {
                    block.take(planes, taps, at(b * Lanes.LANES, y), scratch, into);
                }
            }
        });
    }
}
