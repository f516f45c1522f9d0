package org.umbel.tracer.light;

import java.util.ArrayList;
import java.util.List;
import org.umbel.tracer.material.PlacedMesh;
import org.umbel.tracer.material.Surface;

/** All emissive triangles of a scene, and how one of them is chosen for a receiver. Immutable. */
public final class EmissiveTriangles {
    /** Fraction of the distance that a shadow ray leaves out before the light. */
    private static final float SHORTENED = 1f - 0x1p-16f;

    private final List<PlacedMesh> meshes;
    /** Index of an instance's first triangle here, or -1. */
    private final int[] firstOfInstance;
    private final int[] instances;
    private final int[] triangles;
    private final float[] areas;
    private final TriangleChoice choice;

    /**
     * Collects them in the order of instances and triangles.
     *
     * @param cache has the tables of the same lamps, or will
     */
    public EmissiveTriangles(final List<PlacedMesh> meshes, final LightChoice by, final LampCache cache) {
        this.meshes = List.copyOf(meshes);
        firstOfInstance = new int[meshes.size()];
        final List<PlacedMesh> lamps = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < meshes.size(); i++) {
            final boolean emissive = meshes.get(i).material().isEmissive();
            firstOfInstance[i] = emissive ? count : -1;
            if (emissive) {
                lamps.add(meshes.get(i));
                count = Math.addExact(count, meshes.get(i).triangleCount());
            }
        }
        instances = new int[count];
        triangles = new int[count];
        for (int i = 0; i < meshes.size(); i++) {
            for (int t = 0; firstOfInstance[i] >= 0 && t < meshes.get(i).triangleCount(); t++) {
                instances[firstOfInstance[i] + t] = i;
                triangles[firstOfInstance[i] + t] = t;
            }
        }
        final LampTables tables = cache.of(lamps, by);
        areas = tables.areas();
        choice = tables.choice();
    }

    public boolean isEmpty() {
        return choice.isEmpty();
    }

    /**
     * Density over solid angle with which {@link #sample} finds a point as seen from a receiver.
     *
     * @param cosine between the triangle's normal and the direction, absolute
     */
    public float pdf(final int instance, final int triangle, final float squaredDistance, final float cosine,
                     final Receiver receiver) {
        final int first = firstOfInstance[instance];
        if (first < 0) {
            return 0f;
        }
        final int at = first + triangle;
        final float probability = choice.probability(at, receiver);
        return probability > 0 ? probability * squaredDistance / (areas[at] * cosine) : 0f;
    }

    /** Samples a point as seen from a receiver; false if it gives no light there. */
    public boolean sample(final float uPick, final float u1, final float u2, final Receiver receiver,
                          final Surface scratch, final LightSample out) {
        final int at = choice.choose(uPick, receiver, out);
        if (!(out.pdf > 0)) {
            return false;
        }
        final float root = (float) Math.sqrt(u1);
        meshes.get(instances[at]).emitter(triangles[at], root * (1f - u2), root * u2, scratch);
        final float dx = scratch.px - receiver.x;
        final float dy = scratch.py - receiver.y;
        final float dz = scratch.pz - receiver.z;
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
        out.pdf *= squared / (areas[at] * cosine);
        out.r = scratch.emissionR;
        out.g = scratch.emissionG;
        out.b = scratch.emissionB;
        return out.pdf > 0;
    }
}
