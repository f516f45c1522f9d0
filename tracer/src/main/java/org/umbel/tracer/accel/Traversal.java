package org.umbel.tracer.accel;

import org.umbel.tracer.kernel.ShearRay;
import org.umbel.tracer.kernel.SlabRay;
import org.umbel.tracer.kernel.TriangleTest;

/**
 * Finds what rays hit in a scene. One per thread; 0 bytes allocated per ray.
 *
 * <p>A hit has tMin &lt; t &lt;= tMax, t in units of the given direction, which need not have unit length. Of several
 * hits the one with the least (t, instance, primitive) is the nearest.
 */
public final class Traversal {
    private final SceneAccel scene;
    private final ShearRay shear = new ShearRay();
    private final SlabRay slabs = new SlabRay();
    private final TriangleTest test = new TriangleTest();

    /** A traversal of one scene for one thread. */
    public Traversal(final SceneAccel scene) {
        this.scene = scene;
    }

    /**
     * Writes the nearest hit.
     *
     * @param tMin   at least 0
     * @param filter asked for hits on instances that are not opaque
     * @return whether there is one
     */
    public boolean intersect(final float ox, final float oy, final float oz, final float dx, final float dy,
                             final float dz, final float tMin, final float tMax, final HitFilter filter,
                             final Hit hit) {
        hit.miss(tMax);
        for (int i = 0; i < scene.meshes.length; i++) {
            final float[] m = scene.worldToObject[i];
            if (m.length == 0 || !enter(m, scene.meshes[i], ox, oy, oz, dx, dy, dz)) {
                continue;
            }
            for (int p = 0; p < scene.meshes[i].triangleCount; p++) {
                if (test.hit(scene.meshes[i].rows, MeshAccel.at(p), shear, slabs) && test.t() > tMin
                    && (test.t() < hit.t || test.t() == hit.t && hit.instance == Hit.MISS)
                    && (scene.opaque[i] || filter.accept(i, p, test.u(), test.v()))) {
                    hit.t = test.t();
                    hit.u = test.u();
                    hit.v = test.v();
                    hit.instance = i;
                    hit.primitive = p;
                }
            }
        }
        return hit.instance != Hit.MISS;
    }

    /** Whether anything is hit: the same as {@link #intersect}, found sooner. */
    public boolean occluded(final float ox, final float oy, final float oz, final float dx, final float dy,
                            final float dz, final float tMin, final float tMax, final HitFilter filter) {
        return intersect(ox, oy, oz, dx, dy, dz, tMin, tMax, filter, new Hit());
    }

    private boolean enter(final float[] m, final MeshAccel mesh, final float ox, final float oy, final float oz,
                          final float dx, final float dy, final float dz) {
        final float x = Affine.point(m, 0, ox, oy, oz);
        final float y = Affine.point(m, 4, ox, oy, oz);
        final float z = Affine.point(m, 8, ox, oy, oz);
        final float u = Affine.direction(m, 0, dx, dy, dz);
        final float v = Affine.direction(m, 4, dx, dy, dz);
        final float w = Affine.direction(m, 8, dx, dy, dz);
        slabs.set(x, y, z, u, v, w, mesh.extent);
        return shear.set(x, y, z, u, v, w);
    }
}
