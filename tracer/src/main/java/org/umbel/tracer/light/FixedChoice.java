package org.umbel.tracer.light;

import org.umbel.tracer.sampling.Distribution;

/** Chooses among triangles by weights that are the same for every receiver. */
final class FixedChoice implements TriangleChoice {
    private final Distribution distribution;

    FixedChoice(final double[] weights) {
        distribution = new Distribution(weights);
    }

    @Override
    public boolean isEmpty() {
        return distribution.isEmpty();
    }

    @Override
    public int choose(final float u, final Receiver receiver, final LightSample out) {
        final int at = distribution.sample(u);
        out.pdf = distribution.probability(at);
        return at;
    }

    @Override
    public float probability(final int triangle, final Receiver receiver) {
        return distribution.probability(triangle);
    }
}
