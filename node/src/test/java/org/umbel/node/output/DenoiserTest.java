package org.umbel.node.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenoiserTest {
    private static final int WIDTH = 67;
    private static final int HEIGHT = 45;
    private static final int FEW = 4;

    /** A wall that faces the camera, one metre away, grey. */
    private static float[][] wall(final int width, final int height) {
        final float[][] features = new float[7][width * height];
        for (int c = 0; c < 3; c++) {
            Arrays.fill(features[c], 0.5f);
        }
        Arrays.fill(features[5], 1f);
        Arrays.fill(features[6], 1f);
        return features;
    }

    private static int[] samples(final int width, final int height, final int samples) {
        final int[] all = new int[width * height];
        Arrays.fill(all, samples);
        return all;
    }

    /** Light of a mean of 1 that jumps between 0.25 and 1.75, by seeded chance. */
    private static float[] grain(final int width, final int height) {
        final SplittableRandom random = new SplittableRandom(1);
        final float[] rgb = new float[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            Arrays.fill(rgb, 3 * i, 3 * i + 3, random.nextBoolean() ? 1.75f : 0.25f);
        }
        return rgb;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 7", "8, 1", "67, 45"})
    void shouldLeaveAConstantAsItIs(final int width, final int height) {
        final float[] rgb = new float[3 * width * height];
        Arrays.fill(rgb, 0.7f);
        new Denoiser(width, height, wall(width, height)).denoise(rgb, samples(width, height, FEW));
        for (final float value : rgb) {
            assertThat(value).isCloseTo(0.7f, within(1e-5f));
        }
    }

    @Test
    void shouldTakeGrainAwayAndKeepTheMean() {
        final float[] rgb = grain(WIDTH, HEIGHT);
        new Denoiser(WIDTH, HEIGHT, wall(WIDTH, HEIGHT)).denoise(rgb, samples(WIDTH, HEIGHT, FEW));
        double mean = 0;
        double squares = 0;
        for (final float value : rgb) {
            mean += value / rgb.length;
            squares += (value - 1) * (value - 1) / rgb.length;
        }
        assertThat(mean).isCloseTo(1, within(0.05));
        assertThat(squares).as("0.56 before").isLessThan(0.05);
    }

    /** Two halves, dark and bright by what the scene draws: their colours, or how they are turned, or how far. */
    @ParameterizedTest
    @ValueSource(strings = {"albedo", "normal", "depth"})
    void shouldKeepAnEdgeThatTheSceneDraws(final String kind) {
        final float[][] features = wall(WIDTH, HEIGHT);
        final float[] rgb = grain(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            final boolean isLeft = i % WIDTH < 30;
            if (isLeft) {
                switch (kind) {
                    case "albedo" -> {
                        for (int c = 0; c < 3; c++) {
                            features[c][i] = 0.05f;
                        }
                    }
                    case "normal" -> {
                        features[4][i] = 1f;
                        features[5][i] = 0f;
                    }
                    default -> features[6][i] = 2f;
                }
            }
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] *= isLeft ? 0.09f / 0.54f : 1f;
            }
        }
        new Denoiser(WIDTH, HEIGHT, features).denoise(rgb, samples(WIDTH, HEIGHT, FEW));
        for (int y = 10; y < HEIGHT - 10; y++) {
            assertThat(rgb[3 * (y * WIDTH + 29)]).isLessThan(0.45f);
            assertThat(rgb[3 * (y * WIDTH + 30)]).isGreaterThan(0.45f);
        }
    }

    @Test
    void shouldDoLessTheMoreSamplesThereAre() {
        double before = Double.POSITIVE_INFINITY;
        for (final int count : new int[] {16, 64, 256, 512}) {
            final float[] grain = grain(WIDTH, HEIGHT);
            final float[] rgb = grain.clone();
            new Denoiser(WIDTH, HEIGHT, wall(WIDTH, HEIGHT)).denoise(rgb, samples(WIDTH, HEIGHT, count));
            final double changed = change(rgb, grain);
            assertThat(changed).isLessThan(before);
            before = changed;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Denoiser.SAMPLES_MAX, 1 << 20})
    void shouldChangeNothingOfManySamplesOrNone(final int count) {
        final float[] grain = grain(WIDTH, HEIGHT);
        final float[] rgb = grain.clone();
        new Denoiser(WIDTH, HEIGHT, wall(WIDTH, HEIGHT)).denoise(rgb, samples(WIDTH, HEIGHT, count));
        assertThat(rgb).isEqualTo(grain);
    }

    /** The sky has no surface, and no grain where it is seen. */
    @Test
    void shouldLeaveAloneWhereNothingIs() {
        final float[][] features = wall(WIDTH, HEIGHT);
        for (int i = 0; i < WIDTH * 20; i++) {
            for (int plane = 0; plane < 6; plane++) {
                features[plane][i] = 0;
            }
            features[6][i] = Float.POSITIVE_INFINITY;
        }
        final float[] grain = grain(WIDTH, HEIGHT);
        final float[] rgb = grain.clone();
        new Denoiser(WIDTH, HEIGHT, features).denoise(rgb, samples(WIDTH, HEIGHT, FEW));
        assertThat(Arrays.copyOf(rgb, 3 * WIDTH * 20)).isEqualTo(Arrays.copyOf(grain, 3 * WIDTH * 20));
        assertThat(rgb[3 * WIDTH * 30]).isBetween(0.5f, 1.5f);
    }

    private static double change(final float[] a, final float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    }
}
