package org.umbel.tracer.light;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.umbel.codec.scene.Light;
import org.umbel.tracer.sampling.Distribution;
import org.umbel.tracer.sampling.Luminance;

/**
 * Delta lights in one place, points and spots, one chosen in proportion to the luminance of its intensity, by the
 * formulas of glTF's KHR_lights_punctual. Immutable.
 */
final class PointLights {
    /** Nearer than this, squared (a micrometre), a light gives none: its irradiance would not end. */
    private static final float SQUARED_DISTANCE_MIN = 1e-12f;
    /** Of the cosines of a spot's cones; from the specification of KHR_lights_punctual. */
    private static final double CONE_MIN = 0.001;
    /** Position, intensity, axis, scale and offset of the cosine, range. */
    private static final int STRIDE = 12;
    private static final int INTENSITY = 3;
    private static final int AXIS = 6;
    private static final int CONE_SCALE = 9;
    private static final int CONE_OFFSET = 10;
    private static final int RANGE = 11;

    private final float[] lights;
    private final Distribution distribution;

    PointLights(final List<Light> all) {
        final List<float[]> kept = new ArrayList<>();
        for (final Light light : all) {
            switch (light) {
                case Light.Sun _ -> {}
                case Light.Point point -> kept.add(point(point));
                case Light.Spot spot -> kept.add(spot(spot));
            }
        }
        lights = new float[STRIDE * kept.size()];
        final double[] weights = new double[kept.size()];
        for (int i = 0; i < weights.length; i++) {
            final float[] l = kept.get(i);
            System.arraycopy(l, 0, lights, STRIDE * i, STRIDE);
            weights[i] = Luminance.precise(l[INTENSITY], l[INTENSITY + 1], l[INTENSITY + 2]);
        }
        distribution = new Distribution(weights);
    }

    /** No axis: the cosine is zero to all sides, and its offset says full light. */
    private static float[] point(final Light.Point point) {
        final float[] l = new float[STRIDE];
        System.arraycopy(point.position(), 0, l, 0, 3);
        System.arraycopy(point.intensity(), 0, l, INTENSITY, 3);
        l[CONE_OFFSET] = 1;
        l[RANGE] = point.range();
        return l;
    }

    private static float[] spot(final Light.Spot spot) {
        final float[] l = point(new Light.Point(spot.position(), spot.intensity(), spot.range()));
        final float[] d = spot.direction();
        final double length = Math.sqrt((double) d[0] * d[0] + (double) d[1] * d[1] + (double) d[2] * d[2]);
        final double scale = 1 / Math.max(CONE_MIN, (double) spot.innerConeCos() - spot.outerConeCos());
        for (int c = 0; c < 3; c++) {
            l[AXIS + c] = (float) (d[c] / length);
        }
        l[CONE_SCALE] = (float) scale;
        l[CONE_OFFSET] = (float) (-spot.outerConeCos() * scale);
        if (!(length > 0)) {
            Arrays.fill(l, INTENSITY, STRIDE, 0f);
        }
        return l;
    }

    boolean isEmpty() {
        return distribution.isEmpty();
    }

    /**
     * Samples one as seen from (x, y, z), its pdf being the probability of the choice; false if it gives no
     * light there.
     */
    boolean sample(final float u, final float x, final float y, final float z, final LightSample out) {
        final int light = distribution.sample(u);
        final int at = STRIDE * light;
        final float dx = lights[at] - x;
        final float dy = lights[at + 1] - y;
        final float dz = lights[at + 2] - z;
        final float squared = dx * dx + dy * dy + dz * dz;
        if (!(squared > SQUARED_DISTANCE_MIN) || squared == Float.POSITIVE_INFINITY) {
            return false;
        }
        out.distance = (float) Math.sqrt(squared);
        final float inverse = 1f / out.distance;
        out.x = dx * inverse;
        out.y = dy * inverse;
        out.z = dz * inverse;
        final float factor = cone(at, out) * window(lights[at + RANGE], out.distance) / squared;
        out.r = lights[at + INTENSITY] * factor;
        out.g = lights[at + INTENSITY + 1] * factor;
        out.b = lights[at + INTENSITY + 2] * factor;
        out.pdf = distribution.probability(light);
        return factor > 0;
    }

    private float cone(final int at, final LightSample towards) {
        final float cosine = -(lights[at + AXIS] * towards.x + lights[at + AXIS + 1] * towards.y
            + lights[at + AXIS + 2] * towards.z);
        final float inside = Math.fma(cosine, lights[at + CONE_SCALE], lights[at + CONE_OFFSET]);
        final float clamped = Math.max(0f, Math.min(inside, 1f));
        return clamped * clamped;
    }

    /** How the specification lets light end at a range. */
    private static float window(final float range, final float distance) {
        if (!(range > 0)) {
            return 1f;
        }
        final float share = distance / range;
        final float squared = share * share;
        return Math.max(0f, Math.fma(-squared, squared, 1f));
    }
}
