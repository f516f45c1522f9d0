package org.umbel.tracer.accel;

import java.lang.ref.Reference;

/**
 * Finds what rays hit in a scene. One per thread; 0 bytes allocated per ray.
 *
 * <p>A hit has tMin &lt; t &lt;= tMax, t in units of the given direction, which need not have unit length. Of
 * several hits the one with the least (t, instance, primitive) is the nearest.
 */
public final class Traversal {
    private final SceneAccel scene;
    private final RayState ray;
    private final WideWalk instances = new WideWalk();
    private final MeshWalk triangles = new MeshWalk();
    private final PacketWalk packets;
    private final Hit packetHit = new Hit();
    private final LoneFilter loneFilter = new LoneFilter();

    /** A traversal of one scene for one thread. */
    public Traversal(final SceneAccel scene) {
        this.scene = scene;
        ray = new RayState(scene);
        packets = new PacketWalk(scene);
    }

    /**
     * Writes the nearest hit. A ray whose direction is zero, or that has a NaN, hits nothing.
     *
     * @param tMin   at least 0
     * @param filter asked for hits on instances that are not opaque
     * @return whether there is one
     * @throws IllegalArgumentException if tMin is negative or not a number
     */
    public boolean intersect(final float ox, final float oy, final float oz, final float dx, final float dy,
                             final float dz, final float tMin, final float tMax, final HitFilter filter,
                             final Hit hit) {
        return intersect(ox, oy, oz, dx, dy, dz, tMin, tMax, Hit.MISS, Hit.MISS, filter, hit);
    }

    /**
     * As above, for a ray that leaves a triangle, which then is not hit.
     *
     * @param leftInstance  its instance, or {@link Hit#MISS} if the ray leaves none
     * @param leftPrimitive its index in the mesh, or {@link Hit#MISS}
     */
    public boolean intersect(final float ox, final float oy, final float oz, final float dx, final float dy,
                             final float dz, final float tMin, final float tMax, final int leftInstance,
                             final int leftPrimitive, final HitFilter filter, final Hit hit) {
        hit.miss(tMax);
        if (!(tMax > tMin)) {
            return false;
        }
        ray.start(ox, oy, oz, dx, dy, dz, tMin, leftInstance, leftPrimitive, filter);
        try {
            findNearest(Float.floatToRawIntBits(tMin + 0f), hit);
        } finally {
            Reference.reachabilityFence(scene);
        }
        return hit.instance != Hit.MISS;
    }

    /**
     * Writes the nearest hits of eight rays from one point, beyond 0: what the above finds for each of them, in every
     * bit, and the sooner the closer they are together.
     */
    public void intersect(final Packet packet, final Packet.Filter filter) {
        try {
            if (packets.intersect(packet, filter)) {
                return;
            }
        } finally {
            Reference.reachabilityFence(scene);
        }
        for (int i = 0; i < Packet.SIZE; i++) {
            intersect(packet.ox, packet.oy, packet.oz, packet.dx[i], packet.dy[i], packet.dz[i], 0f, packet.t[i],
                loneFilter.of(filter, i), packetHit);
            packet.store(i, packetHit);
        }
    }

    /** Whether anything is hit: what {@link #intersect} would say, found sooner. */
    public boolean occluded(final float ox, final float oy, final float oz, final float dx, final float dy,
                            final float dz, final float tMin, final float tMax, final HitFilter filter) {
        return occluded(ox, oy, oz, dx, dy, dz, tMin, tMax, Hit.MISS, Hit.MISS, filter);
    }

    /** As above, for a ray that leaves a triangle, which then is in nothing's way. */
    public boolean occluded(final float ox, final float oy, final float oz, final float dx, final float dy,
                            final float dz, final float tMin, final float tMax, final int leftInstance,
                            final int leftPrimitive, final HitFilter filter) {
        if (!(tMax > tMin)) {
            return false;
        }
        ray.start(ox, oy, oz, dx, dy, dz, tMin, leftInstance, leftPrimitive, filter);
        try {
            return isBlocked(Float.floatToRawIntBits(tMin + 0f), tMax);
        } finally {
            Reference.reachabilityFence(scene);
        }
    }

    private void findNearest(final int tMinBits, final Hit hit) {
        if (scene.tree.root() < 0) {
            // One instance
            nearest(~scene.tree.root(), tMinBits, hit);
            return;
        }
        instances.start(scene.tree, ray.world);
        for (int i = instances.nearest(tMinBits, Float.floatToRawIntBits(hit.t)); i != WideWalk.END;
             i = instances.nearest(tMinBits, Float.floatToRawIntBits(hit.t))) {
            nearest(i, tMinBits, hit);
        }
    }

    private boolean isBlocked(final int tMinBits, final float tMax) {
        if (scene.tree.root() < 0) {
            return any(~scene.tree.root(), tMinBits, tMax);
        }
        final int tMaxBits = Float.floatToRawIntBits(tMax);
        instances.start(scene.tree, ray.world);
        for (int i = instances.any(tMinBits, tMaxBits); i != WideWalk.END; i = instances.any(tMinBits, tMaxBits)) {
            if (any(i, tMinBits, tMax)) {
                return true;
            }
        }
        return false;
    }

    private void nearest(final int instance, final int tMinBits, final Hit hit) {
        if (ray.enter(instance, hit.t)) {
            triangles.nearest(scene.meshes[instance], instance, ray, tMinBits, hit);
        }
    }

    private boolean any(final int instance, final int tMinBits, final float tMax) {
        return ray.enter(instance, tMax)
            && triangles.any(scene.meshes[instance], instance, ray, tMinBits, tMax);
    }
}
