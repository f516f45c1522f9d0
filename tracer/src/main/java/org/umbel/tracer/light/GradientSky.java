package org.umbel.tracer.light;

import org.umbel.codec.scene.Environment;
import org.umbel.tracer.sampling.Luminance;
import org.umbel.tracer.sampling.Turns;

/**
 * Radiance linear in the sine of elevation, sampled in proportion to its luminance. A constant one is not worth a
 * shadow ray, as scattering finds it with the same density as any light sample could.
 */
final class GradientSky implements Sky {
    private static final float INVERSE_TWO_PI = 0.15915494309189535f;

    private final float[] zenith;
    private final float[] horizon;
    private final float[] nadir;
    private final float low;
    private final float middle;
    private final float high;
    /** Probability of the lower half. */
    private final float lowerShare;
    private final double integral;
    private final boolean constant;

    GradientSky(final Environment.Gradient environment) {
        zenith = environment.zenith().clone();
        horizon = environment.horizon().clone();
        nadir = environment.nadir().clone();
        low = luminance(nadir);
        middle = luminance(horizon);
        high = luminance(zenith);
        integral = 0.5 * (low + middle) + 0.5 * (middle + high);
        lowerShare = integral > 0 ? (float) (0.5 * (low + middle) / integral) : 0f;
        constant = java.util.Arrays.equals(zenith, horizon) && java.util.Arrays.equals(horizon, nadir);
    }

    @Override
    public boolean isSampled() {
        return !constant && integral > 0;
    }

    @Override
    public void radiance(final float x, final float y, final float z, final LightSample out) {
        out.r = radiance(0, y);
        out.g = radiance(1, y);
        out.b = radiance(2, y);
    }

    /** One channel (0 red, 1 green, 2 blue) of the radiance from a direction with sine of elevation y. */
    private float radiance(final int channel, final float y) {
        final float middleValue = horizon[channel];
        return y >= 0 ? Math.fma(Math.min(y, 1f), zenith[channel] - middleValue, middleValue)
            : Math.fma(Math.min(-y, 1f), nadir[channel] - middleValue, middleValue);
    }

    @Override
    public float pdf(final float x, final float y, final float z) {
        return pdf(y);
    }

    private float pdf(final float y) {
        final float l = y >= 0 ? Math.fma(Math.min(y, 1f), high - middle, middle)
            : Math.fma(Math.min(-y, 1f), low - middle, middle);
        return l * INVERSE_TWO_PI / (float) integral;
    }

    @Override
    public void sample(final float u1, final float u2, final LightSample out) {
        final float y;
        if (u1 < lowerShare) {
            y = -linear(1f - u1 / lowerShare, middle, low);
        } else {
            y = linear(Math.min((u1 - lowerShare) / (1f - lowerShare), 1f), middle, high);
        }
        final float radius = (float) Math.sqrt(Math.max(0f, Math.fma(-y, y, 1f)));
        out.x = radius * Turns.cos(u2);
        out.y = y;
        out.z = radius * Turns.sin(u2);
        out.distance = Float.POSITIVE_INFINITY;
        out.pdf = pdf(y);
        radiance(out.x, y, out.z, out);
    }

    /** Inverts the cumulative distribution of a density that goes linearly from a at 0 to b at 1. */
    private static float linear(final float u, final float a, final float b) {
        final float root = (float) Math.sqrt(Math.max(0f, Math.fma(u, b * b - a * a, a * a)));
        final float sum = a + root;
        return sum > 0 ? Math.min(1f, u * (a + b) / sum) : u;
    }

    private static float luminance(final float[] c) {
        return Math.max(0f, Luminance.of(c[0], c[1], c[2]));
    }
}
