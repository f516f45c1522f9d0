package org.umbel.tracer.accel;

import java.lang.foreign.ValueLayout;
import java.util.IdentityHashMap;
import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.TriangleKernel;

/**
 * The scalar twin of {@link Traversal}: the same trees, steps and formula, one lane at a time, on heap copies
 * of nodes and blocks. The measure of the vector code in tests (equal in every bit) and benches. One per
 * thread.
 */
public final class ScalarTraversal {
    private final SceneAccel scene;
    private final RayState ray;
    private final ScalarWalk instances = new ScalarWalk();
    private final ScalarWalk blocks = new ScalarWalk();
    private final ScalarWalk.HeapTree sceneTree;
    /** Per instance, shared by those of one mesh. */
    private final ScalarWalk.HeapTree[] meshTrees;
    private final float[][] meshRows;

    /** A traversal of one scene for one thread; copies the scene's nodes and blocks. */
    public ScalarTraversal(final SceneAccel scene) {
        this.scene = scene;
        ray = new RayState(scene);
        sceneTree = ScalarWalk.HeapTree.of(scene.tree);
        final int instanceCount = scene.meshes.length;
        meshTrees = new ScalarWalk.HeapTree[instanceCount];
        meshRows = new float[instanceCount][];
        final IdentityHashMap<MeshAccel, ScalarWalk.HeapTree> trees = new IdentityHashMap<>();
        final IdentityHashMap<MeshAccel, float[]> rows = new IdentityHashMap<>();
        for (int i = 0; i < instanceCount; i++) {
            final MeshAccel mesh = scene.meshes[i];
            meshTrees[i] = trees.computeIfAbsent(mesh, m -> ScalarWalk.HeapTree.of(m.tree));
            meshRows[i] = rows.computeIfAbsent(mesh, m -> m.blocks.toArray(ValueLayout.JAVA_FLOAT));
        }
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
        instances.start(sceneTree, ray.world);
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
        instances.start(sceneTree, ray.world);
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
        final float[] rows = meshRows[instance];
        blocks.start(meshTrees[instance], ray.object);
        for (int block = blocks.nearest(tMinBits, Float.floatToRawIntBits(hit.t)); block != WideWalk.END;
             block = blocks.nearest(tMinBits, Float.floatToRawIntBits(hit.t))) {
            final int at = block * Lanes.BLOCK_FLOATS;
            for (int mask = TriangleKernel.candidatesScalar(rows, at, ray.shear); mask != 0;
                 mask &= mask - 1) {
                final int lane = Integer.numberOfTrailingZeros(mask);
                ray.closest(rows, at + lane, instance, mesh.primitives[block * Lanes.LANES + lane], hit);
            }
        }
    }

    private boolean isBlocked(final int instance, final int tMinBits, final float tMax) {
        final MeshAccel mesh = scene.meshes[instance];
        final float[] rows = meshRows[instance];
        final int tMaxBits = Float.floatToRawIntBits(tMax);
        blocks.start(meshTrees[instance], ray.object);
        for (int block = blocks.any(tMinBits, tMaxBits); block != WideWalk.END;
             block = blocks.any(tMinBits, tMaxBits)) {
            final int at = block * Lanes.BLOCK_FLOATS;
            for (int mask = TriangleKernel.candidatesScalar(rows, at, ray.shear); mask != 0;
                 mask &= mask - 1) {
                final int lane = Integer.numberOfTrailingZeros(mask);
                if (ray.blocks(rows, at + lane, instance, mesh.primitives[block * Lanes.LANES + lane],
                    tMax)) {
                    return true;
                }
            }
        }
        return false;
    }
}
