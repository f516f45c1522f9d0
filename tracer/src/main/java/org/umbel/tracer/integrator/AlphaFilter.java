package org.umbel.tracer.integrator;

import java.util.List;
import org.umbel.tracer.accel.HitFilter;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.Surface;
import org.umbel.tracer.sampling.Hash;
import org.umbel.tracer.sampling.OwenSobol;

/**
 * Accepts a hit with the probability of its coverage, by a sampler's dimension of each (pixel, bounce, instance,
 * primitive): the order in which a traversal finds hits does not matter, and of a pixel's samples that meet the same
 * triangle the share that is accepted is off by less than by chance. One thread.
 */
final class AlphaFilter implements HitFilter {
    private final List<PlacedMesh> meshes;
    private final Surface scratch = new Surface();
    private int seed;
    private int sample;

    AlphaFilter(final List<PlacedMesh> meshes) {
        this.meshes = meshes;
    }

    /** Chooses the ray, by {@link Dimension#alphaSeed} and its sample. */
    void ray(final int raySeed, final int itsSample) {
        seed = raySeed;
        sample = itsSample;
    }

    @Override
    public boolean accept(final int instance, final int primitive, final float u, final float v) {
        final float coverage = meshes.get(instance).coverage(primitive, u, v, scratch);
        if (coverage <= 0f || coverage >= 1f) {
            return coverage > 0f;
        }
        final int own = Hash.of(seed, instance, primitive);
        return OwenSobol.x(OwenSobol.shuffle(sample, own), own) < coverage;
    }
}
