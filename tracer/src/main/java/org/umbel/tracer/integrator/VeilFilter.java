package org.umbel.tracer.integrator;

import java.util.Arrays;
import java.util.List;
import org.umbel.tracer.accel.HitFilter;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.Surface;

/**
 * Lets a shadow ray through whatever covers it in part, and takes note of how much comes through: what chance would
 * decide of each sample costs nothing to know of all. The order in which a traversal finds hits, and whether it finds
 * one twice, does not matter. One thread; allocates only where more veils than ever hang one behind the other.
 */
final class VeilFilter implements HitFilter {
    private static final int CAPACITY = 64;

    private final List<PlacedMesh> meshes;
    private final Surface scratch = new Surface();
    /** What each veil is, instance and primitive, and the part of the light that it lets through. */
    private long[] veils = new long[CAPACITY];
    private float[] passed = new float[CAPACITY];
    private int count;

    VeilFilter(final List<PlacedMesh> meshes) {
        this.meshes = meshes;
    }

    /** Another ray. */
    void begin() {
        count = 0;
    }

    @Override
    public boolean accept(final int instance, final int primitive, final float u, final float v) {
        final float coverage = meshes.get(instance).coverage(primitive, u, v, scratch);
        if (coverage >= 1f) {
            return true;
        }
        if (coverage > 0f) {
            put((long) instance << Integer.SIZE | primitive, 1f - coverage);
        }
        return false;
    }

    /** Keeps them sorted: a product of floats depends on its order. */
    private void put(final long veil, final float share) {
        final int found = Arrays.binarySearch(veils, 0, count, veil);
        if (found >= 0) {
            return;
        }
        final int at = -found - 1;
        if (count == veils.length) {
            veils = Arrays.copyOf(veils, 2 * count);
            passed = Arrays.copyOf(passed, 2 * count);
        }
        System.arraycopy(veils, at, veils, at + 1, count - at);
        System.arraycopy(passed, at, passed, at + 1, count - at);
        veils[at] = veil;
        passed[at] = share;
        count++;
    }

    /** The part 0..1 of the light that comes through to a ray that nothing has stopped. */
    float transmittance() {
        float product = 1f;
        for (int i = 0; i < count; i++) {
            product *= passed[i];
        }
        return product;
    }
}
