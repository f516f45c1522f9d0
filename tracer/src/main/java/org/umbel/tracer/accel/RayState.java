package org.umbel.tracer.accel;

import org.umbel.tracer.kernel.ShearRay;
import org.umbel.tracer.kernel.SlabRay;
import org.umbel.tracer.kernel.TriangleTest;

/**
 * One ray in the world and in the object space of the instance it is in, and what decides about its hits: the
 * part that {@link Traversal} and {@link ScalarTraversal} share. One per thread.
 */
final class RayState {
    final SlabRay world = new SlabRay();
    final SlabRay object = new SlabRay();
    final ShearRay shear = new ShearRay();
    private final TriangleTest test = new TriangleTest();
    private final SceneAccel scene;
    private float ox;
    private float oy;
    private float oz;
    private float dx;
    private float dy;
    private float dz;
    private float tMin;
    private int fromInstance;
    private int fromPrimitive;
    private HitFilter filter = HitFilter.ALL;

    RayState(final SceneAccel scene) {
        this.scene = scene;
    }

    void start(final float ox, final float oy, final float oz, final float dx, final float dy, final float dz,
               final float tMin, final int leftInstance, final int leftPrimitive, final HitFilter filter) {
        if (!(tMin >= 0)) {
            throw new IllegalArgumentException("tMin " + tMin);
        }
        this.ox = ox;
        this.oy = oy;
        this.oz = oz;
        this.dx = dx;
        this.dy = dy;
        this.dz = dz;
        this.tMin = tMin;
        this.fromInstance = leftInstance;
        this.fromPrimitive = leftPrimitive;
        this.filter = filter;
        world.set(ox, oy, oz, dx, dy, dz, scene.extent);
    }

    /** Takes the ray to an instance's object space; false if its box is not hit between tMin and tMax. */
    boolean enter(final int instance, final float tMax) {
        // Bound t by the instance's own box, so that any box around it is entered too
        final float near = world.near(scene.boxes, 6 * instance);
        final float far = world.far(scene.boxes, 6 * instance);
        if (!(near <= far && near <= tMax && far >= tMin)) {
            return false;
        }

        // Where a transform changes nothing (it may, but for zeros' signs, only where a direction has one)
        if (scene.identity[instance] && dx != 0 && dy != 0 && dz != 0) {
            object.set(world, ox, oy, oz, scene.meshes[instance].extent);
            object.bound(near, far);
            return shear.set(ox, oy, oz, dx, dy, dz);
        }

        // Transform without normalising: t stays the world's
        final float[] m = scene.worldToObject;
        final int at = 12 * instance;
        final float x = Affine.point(m, at, ox, oy, oz);
        final float y = Affine.point(m, at + 4, ox, oy, oz);
        final float z = Affine.point(m, at + 8, ox, oy, oz);
        final float u = Affine.direction(m, at, dx, dy, dz);
        final float v = Affine.direction(m, at + 4, dx, dy, dz);
        final float w = Affine.direction(m, at + 8, dx, dy, dz);
        object.set(x, y, z, u, v, w, scene.meshes[instance].extent);
        object.bound(near, far);
        return shear.set(x, y, z, u, v, w);
    }

    /** Tests a triangle and writes it to {@code hit} if it is nearer than that: by t, then ids. */
    void closest(final float[] rows, final int at, final int instance, final int primitive, final Hit hit) {
        if (!isLeft(instance, primitive) && test.hit(rows, at, shear, object)) {
            keepNearer(instance, primitive, hit);
        }
    }

    /** Whether the ray meets a candidate of a block ahead: then it is asked for within its bounds. */
    boolean isAhead(final float[] sheared, final int lane, final int instance, final int primitive) {
        return !isLeft(instance, primitive) && test.isAhead(sheared, lane, shear);
    }

    /** Writes what was met ahead to {@code hit}, if it is nearer than that. */
    void closestWithin(final float[] sheared, final int lane, final int instance, final int primitive, final Hit hit) {
        if (test.isWithin(sheared, lane)) {
            keepNearer(instance, primitive, hit);
        }
    }

    private void keepNearer(final int instance, final int primitive, final Hit hit) {
        final float t = test.t();
        if (t > tMin && isNearer(t, instance, primitive, hit) && isAccepted(instance, primitive)) {
            hit.t = t;
            hit.u = test.u();
            hit.v = test.v();
            hit.instance = instance;
            hit.primitive = primitive;
        }
    }

    /** Whether a triangle stops the ray up to tMax. */
    boolean blocks(final float[] rows, final int at, final int instance, final int primitive, final float tMax) {
        return !isLeft(instance, primitive) && test.hit(rows, at, shear, object)
            && isBetween(instance, primitive, tMax);
    }

    /** Whether what was met ahead stops the ray up to tMax. */
    boolean blocksWithin(final float[] sheared, final int lane, final int instance, final int primitive,
                         final float tMax) {
        return test.isWithin(sheared, lane) && isBetween(instance, primitive, tMax);
    }

    private boolean isBetween(final int instance, final int primitive, final float tMax) {
        return test.t() > tMin && test.t() <= tMax && isAccepted(instance, primitive);
    }

    private boolean isAccepted(final int instance, final int primitive) {
        return scene.opaque[instance] || filter.accept(instance, primitive, test.u(), test.v());
    }

    private boolean isLeft(final int instance, final int primitive) {
        return primitive == fromPrimitive && instance == fromInstance;
    }

    private static boolean isNearer(final float t, final int instance, final int primitive, final Hit hit) {
        return t < hit.t || t == hit.t
            && (hit.instance == Hit.MISS || instance < hit.instance
                || instance == hit.instance && primitive < hit.primitive);
    }
}
