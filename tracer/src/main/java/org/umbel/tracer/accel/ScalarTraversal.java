package org.umbel.tracer.accel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.TriangleKernel;

/**
 * The scalar twin of {@link Traversal}: the same trees, steps and formula, one lane at a time, on copies of the nodes
 * and blocks that it comes by. Equal to that in every bit: what {@link TieredTraversal} asks while vector code is not
 * compiled, and the measure of that in tests and benches. One per thread.
 */
public final class ScalarTraversal {
    private final SceneAccel scene;
    private final RayState ray;
    private final ScalarWalk instances = new ScalarWalk();
    private final ScalarWalk blocks = new ScalarWalk();
    private final float[] rows = new float[Lanes.BLOCK_FLOATS];

    /** A traversal of one scene for one thread. */
    public ScalarTraversal(final SceneAccel scene) {
        this.scene = scene;
        ray = new RayState(scene);
    }

    /** As {@link Traversal#intersect}. */
    public boolean intersect(final float ox, final float oy, final float oz, final float dx, final float dy,
                             final float dz, final float tMin, final float tMax, final HitFilter filter,
                             final Hit hit) {
        return intersect(ox, oy, oz, dx, dy, dz, tMin, tMax, Hit.MISS, Hit.MISS, filter, hit);
    }

    /** As {@link Traversal#intersect}, for a ray that leaves a triangle. */
    public boolean intersect(final float ox, final float oy, final float oz, final float dx, final float dy,
                             final float dz, final float tMin, final float tMax, final int leftInstance,
                             final int leftPrimitive, final HitFilter filter, final Hit hit) {
        hit.miss(tMax);
        if (!(tMax > tMin)) {
            return false;
        }
        ray.start(ox, oy, oz, dx, dy, dz, tMin, leftInstance, leftPrimitive, filter);
        final int tMinBits = Float.floatToRawIntBits(tMin + 0f);
        instances.start(scene.tree, ray.world);
        for (int i = instances.nearest(tMinBits, Float.floatToRawIntBits(hit.t)); i != WideWalk.END;
             i = instances.nearest(tMinBits, Float.floatToRawIntBits(hit.t))) {
            if (ray.enter(i, hit.t)) {
                closest(i, tMinBits, hit);
            }
        }
        return hit.instance != Hit.MISS;
    }

    /** As {@link Traversal#occluded}. */
    public boolean occluded(final float ox, final float oy, final float oz, final float dx, final float dy,
                            final float dz, final float tMin, final float tMax, final HitFilter filter) {
        return occluded(ox, oy, oz, dx, dy, dz, tMin, tMax, Hit.MISS, Hit.MISS, filter);
    }

    /** As {@link Traversal#occluded}, for a ray that leaves a triangle. */
    public boolean occluded(final float ox, final float oy, final float oz, final float dx, final float dy,
                            final float dz, final float tMin, final float tMax, final int leftInstance,
                            final int leftPrimitive, final HitFilter filter) {
        if (!(tMax > tMin)) {
            return false;
        }
        ray.start(ox, oy, oz, dx, dy, dz, tMin, leftInstance, leftPrimitive, filter);
        final int tMinBits = Float.floatToRawIntBits(tMin + 0f);
        final int tMaxBits = Float.floatToRawIntBits(tMax);
        instances.start(scene.tree, ray.world);
        for (int i = instances.any(tMinBits, tMaxBits); i != WideWalk.END;
             i = instances.any(tMinBits, tMaxBits)) {
            if (ray.enter(i, tMax) && isBlocked(i, tMinBits, tMax)) {
                return true;
            }
        }
        return false;
    }

    private void closest(final int instance, final int tMinBits, final Hit hit) {
        final MeshAccel mesh = scene.meshes[instance];
        blocks.start(mesh.tree, ray.object);
        for (int block = blocks.nearest(tMinBits, Float.floatToRawIntBits(hit.t)); block != WideWalk.END;
             block = blocks.nearest(tMinBits, Float.floatToRawIntBits(hit.t))) {
            for (int mask = candidates(mesh, block); mask != 0; mask &= mask - 1) {
                final int lane = Integer.numberOfTrailingZeros(mask);
                ray.closest(rows, lane, instance, mesh.primitives[block * Lanes.LANES + lane], hit);
            }
        }
    }

    private boolean isBlocked(final int instance, final int tMinBits, final float tMax) {
        final MeshAccel mesh = scene.meshes[instance];
        final int tMaxBits = Float.floatToRawIntBits(tMax);
        blocks.start(mesh.tree, ray.object);
        for (int block = blocks.any(tMinBits, tMaxBits); block != WideWalk.END;
             block = blocks.any(tMinBits, tMaxBits)) {
            for (int mask = candidates(mesh, block); mask != 0; mask &= mask - 1) {
                final int lane = Integer.numberOfTrailingZeros(mask);
                if (ray.blocks(rows, lane, instance, mesh.primitives[block * Lanes.LANES + lane],
                    tMax)) {
                    return true;
                }
            }
        }
        return false;
    }

    private int candidates(final MeshAccel mesh, final int block) {
        MemorySegment.copy(mesh.blocks, ValueLayout.JAVA_FLOAT, (long) block * Lanes.BLOCK_BYTES, rows, 0,
            Lanes.BLOCK_FLOATS);
        return TriangleKernel.candidatesScalar(rows, 0, ray.shear);
    }
}
