package org.umbel.tracer.light;

import org.umbel.tracer.sampling.Turns;

/**
 * The sky of an environment map, seen by linear interpolation of its texels and sampled in proportion to their
 * luminance. How it lies: {@link org.umbel.codec.scene.EnvironmentMap}.
 */
final class MapSky implements Sky {
    private final MapTables map;
    private final float turns;
    private final float strength;

    /** @param turns about +y, counter-clockwise as seen from above */
    MapSky(final MapTables map, final float turns, final float strength) {
        this.map = map;
        // A whole turn is none.
        this.turns = turns - (float) Math.floor(turns);
        this.strength = strength;
    }

    @Override
    public boolean isSampled() {
        return strength > 0 && !map.isDark();
    }

    @Override
    public void radiance(final float x, final float y, final float z, final LightSample out) {
        final float across = across(x, z) * map.width - 0.5f;
        final float down = Math.clamp(down(x, y, z) * map.height - 0.5f, 0f, map.height - 1f);
        final int left = across < 0 ? -1 : (int) across;
        final int top = (int) down;
        final float right = across - left;
        final float lower = down - top;
        final int column0 = left < 0 ? map.width - 1 : left;
        final int column1 = left + 1 == map.width ? 0 : left + 1;
        final int row0 = map.width * top;
        final int row1 = map.width * Math.min(top + 1, map.height - 1);
        out.r = strength * blend(0, row0 + column0, row0 + column1, row1 + column0, row1 + column1, right, lower);
        out.g = strength * blend(1, row0 + column0, row0 + column1, row1 + column0, row1 + column1, right, lower);
        out.b = strength * blend(2, row0 + column0, row0 + column1, row1 + column0, row1 + column1, right, lower);
    }

    private float blend(final int channel, final int texel00, final int texel01, final int texel10, final int texel11,
                        final float right, final float lower) {
        final float upper0 = map.channel(texel00, channel);
        final float upper = Math.fma(right, map.channel(texel01, channel) - upper0, upper0);
        final float lower0 = map.channel(texel10, channel);
        return Math.fma(lower, Math.fma(right, map.channel(texel11, channel) - lower0, lower0) - upper, upper);
    }

    @Override
    public float pdf(final float x, final float y, final float z) {
        return map.density(Math.min((int) (down(x, y, z) * map.height), map.height - 1),
            Math.min((int) (across(x, z) * map.width), map.width - 1));
    }

    @Override
    public void sample(final float u1, final float u2, final LightSample out) {
        final int row = map.row(u1);
        final int column = map.column(row, u2);
        // In double: near the poles a float's cosines are too few.
        final double cosine = map.cosine(row, map.intoRow(row, u1));
        final float radius = (float) Math.sqrt(Math.max(0, (1 - cosine) * (1 + cosine)));
        final float azimuth = (column + map.intoColumn(row, column, u2)) / map.width - 0.5f - turns;
        out.x = radius * Turns.cos(azimuth);
        out.y = (float) cosine;
        out.z = radius * Turns.sin(azimuth);
        out.distance = Float.POSITIVE_INFINITY;
        out.pdf = map.density(row, column);
        radiance(out.x, out.y, out.z, out);
    }

    /** How far a direction is across the map, 0 to below 1. */
    private float across(final float x, final float z) {
        final float place = Turns.of(z, x) + 0.5f + turns;
        return place - (int) place;
    }

    /** How far a direction is down the map, 0 to 1. */
    private static float down(final float x, final float y, final float z) {
        return 2f * Turns.of((float) Math.sqrt(x * x + z * z), y);
    }
}
