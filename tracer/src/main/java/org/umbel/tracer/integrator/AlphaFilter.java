package org.umbel.tracer.integrator;

import java.util.List;
import org.umbel.tracer.accel.HitFilter;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.Surface;
import org.umbel.tracer.sampling.Hash;

/**
 * Accepts a hit with the probability of its coverage, by a hash of (pixel, sample, bounce, instance, primitive): the
 * order in which a traversal finds hits does not matter. One thread.
 */
final class AlphaFilter implements HitFilter {
    private final List<PlacedMesh> meshes;
    private final Surface scratch = new Surface();
    private int seed;

    AlphaFilter(final List<PlacedMesh> meshes) {
        this.meshes = meshes;
    }

    /** Chooses the ray, by {@link Dimension#alphaSeed}. */
    void ray(final int raySeed) {
        seed = raySeed;
    }

    @Override
    public boolean accept(final int instance, final int primitive, final float u, final float v) {
        final float coverage = meshes.get(instance).coverage(primitive, u, v, scratch);
        return Hash.unit(Hash.of(seed, instance, primitive)) < coverage;
    }
}
