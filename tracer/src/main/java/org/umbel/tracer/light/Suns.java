package org.umbel.tracer.light;

import java.util.List;
import org.umbel.codec.scene.Light;
import org.umbel.tracer.sampling.Distribution;
import org.umbel.tracer.sampling.Luminance;

/** Delta lights at infinity, one chosen in proportion to luminance. Immutable. */
final class Suns {
    private final float[] directions;
    private final float[] irradiances;
    private final Distribution distribution;

    Suns(final List<Light> lights) {
        final List<Light.Sun> suns = lights.stream().filter(Light.Sun.class::isInstance).map(Light.Sun.class::cast)
            .toList();
        directions = new float[3 * suns.size()];
        irradiances = new float[3 * suns.size()];
        final double[] weights = new double[suns.size()];
        for (int i = 0; i < suns.size(); i++) {
            final float[] d = suns.get(i).direction();
            final double length = Math.sqrt((double) d[0] * d[0] + (double) d[1] * d[1] + (double) d[2] * d[2]);
            for (int c = 0; c < 3; c++) {
                directions[3 * i + c] = (float) (-d[c] / length);
                irradiances[3 * i + c] = suns.get(i).irradiance()[c];
            }
            weights[i] = Luminance.precise(irradiances[3 * i], irradiances[3 * i + 1], irradiances[3 * i + 2]);
        }
        distribution = new Distribution(weights);
    }

    boolean isEmpty() {
        return distribution.isEmpty();
    }

    /** Samples one; its pdf is the probability of the choice. */
    void sample(final float u, final LightSample out) {
        final int at = distribution.sample(u);
        out.x = directions[3 * at];
        out.y = directions[3 * at + 1];
        out.z = directions[3 * at + 2];
        out.distance = Float.POSITIVE_INFINITY;
        out.r = irradiances[3 * at];
        out.g = irradiances[3 * at + 1];
        out.b = irradiances[3 * at + 2];
        out.pdf = distribution.probability(at);
    }
}
