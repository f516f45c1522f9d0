package org.umbel.tracer.light;

import java.util.List;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.Surface;
import org.umbel.tracer.sampling.Distribution;

/** All emissive triangles of a scene, chosen in proportion to area times mean luminance. Immutable. */
public final class EmissiveTriangles {
    /** Fraction of the distance that a shadow ray leaves out before the light. */
    private static final float SHORTENED = 1f - 0x1p-16f;

    private final List<PlacedMesh> meshes;
    /** Index of an instance's first triangle here, or -1. */
    private final int[] firstOfInstance;
    private final int[] instances;
    private final int[] triangles;
    private final float[] areas;
    private final Distribution distribution;

    /** Collects them in the order of instances and triangles. */
    public EmissiveTriangles(final List<PlacedMesh> meshes) {
        this.meshes = List.copyOf(meshes);
        firstOfInstance = new int[meshes.size()];
        int count = 0;
        for (int i = 0; i < meshes.size(); i++) {
            final boolean emissive = meshes.get(i).material().isEmissive();
            firstOfInstance[i] = emissive ? count : -1;
            count = Math.addExact(count, emissive ? meshes.get(i).triangleCount() : 0);
        }
        instances = new int[count];
        triangles = new int[count];
        areas = new float[count];
        final double[] weights = new double[count];
        final Surface scratch = new Surface();
        for (int i = 0; i < meshes.size(); i++) {
            final PlacedMesh mesh = meshes.get(i);
            for (int t = 0; firstOfInstance[i] >= 0 && t < mesh.triangleCount(); t++) {
                final int at = firstOfInstance[i] + t;
                instances[at] = i;
                triangles[at] = t;
                areas[at] = mesh.area(t, scratch);
                weights[at] = areas[at] * mesh.material().meanEmission();
            }
        }
        distribution = new Distribution(weights);
    }

    public boolean isEmpty() {
        return distribution.isEmpty();
    }

    /**
     * Density over solid angle with which {@link #sample} finds a point.
     *
     * @param cosine between the triangle's normal and the direction, absolute
     */
    public float pdf(final int instance, final int triangle, final float squaredDistance, final float cosine) {
        final int first = firstOfInstance[instance];
        if (first < 0) {
            return 0f;
        }
        final int at = first + triangle;
        if (distribution.probability(at) == 0) {
            return 0f;
        }
        return distribution.probability(at) * squaredDistance / (areas[at] * cosine);
    }

    /** Samples a point as seen from (x, y, z); false if it gives no light there. */
    public boolean sample(final float uPick, final float u1, final float u2, final float x, final float y,
                          final float z, final Surface scratch, final LightSample out) {
        final int at = distribution.sample(uPick);
        final float root = (float) Math.sqrt(u1);
        meshes.get(instances[at]).emitter(triangles[at], root * (1f - u2), root * u2, scratch);
        final float dx = scratch.px - x;
        final float dy = scratch.py - y;
        final float dz = scratch.pz - z;
        final float squared = dx * dx + dy * dy + dz * dz;
        final float distance = (float) Math.sqrt(squared);
        final float inverse = 1f / distance;
        out.x = dx * inverse;
        out.y = dy * inverse;
        out.z = dz * inverse;
        final float cosine = Math.abs(out.x * scratch.gx + out.y * scratch.gy + out.z * scratch.gz);
        if (!(cosine > 1e-6f) || !(squared > 0)) {
            return false;
        }
        // the light's own triangle must not be in its way: rounding along the ray grows as the angle flattens
        out.distance = Math.max(0f, distance * SHORTENED - scratch.offset / cosine);
        out.pdf = distribution.probability(at) * squared / (areas[at] * cosine);
        out.r = scratch.emissionR;
        out.g = scratch.emissionG;
        out.b = scratch.emissionB;
        return out.pdf > 0;
    }
}
