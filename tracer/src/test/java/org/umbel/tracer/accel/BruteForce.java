package org.umbel.tracer.accel;

import org.umbel.codec.scene.Mesh;
import org.umbel.tracer.kernel.Lanes;

/** Asks every triangle of every instance, last ids first: what all structures must agree with. */
final class BruteForce {
    private final SceneAccel scene;
    private final Mesh[] meshes;
    private final RayState ray;
    private final float[] rows = new float[Lanes.BLOCK_FLOATS];

    /** Over a scene whose instance i shows {@code meshes[i]}. */
    BruteForce(final SceneAccel scene, final Mesh... meshes) {
        this.scene = scene;
        this.meshes = meshes;
        ray = new RayState(scene);
    }

    boolean intersect(final float[] r, final float tMin, final float tMax, final HitFilter filter,
                      final Hit hit) {
        return intersect(r, tMin, tMax, Hit.MISS, Hit.MISS, filter, hit);
    }

    boolean intersect(final float[] r, final float tMin, final float tMax, final int leftInstance,
                      final int leftPrimitive, final HitFilter filter, final Hit hit) {
        hit.miss(tMax);
        ray.start(r[0], r[1], r[2], r[3], r[4], r[5], tMin, leftInstance, leftPrimitive, filter);
        for (int i = meshes.length - 1; i >= 0; i--) {
            // An instance left out of the structure has no transform
            if (scene.worldToObject[12 * i] == 0 && scene.worldToObject[12 * i + 1] == 0
                && scene.worldToObject[12 * i + 2] == 0 || !ray.enter(i, hit.t)) {
                continue;
            }
            for (int p = meshes[i].triangleCount() - 1; p >= 0; p--) {
                for (int row = 0; row < 9; row++) {
                    rows[row * Lanes.LANES] =
                        meshes[i].positions()[3 * meshes[i].indices()[3 * p + row / 3] + row % 3] + 0f;
                }
                ray.closest(rows, 0, i, p, hit);
            }
        }
        return hit.instance != Hit.MISS;
    }
}
