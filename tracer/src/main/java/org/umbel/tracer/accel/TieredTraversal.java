package org.umbel.tracer.accel;

/**
 * What {@link Traversal} finds, in every bit: by vector code once it is compiled, and by its scalar twin before. One
 * per thread; 0 bytes allocated per ray.
 */
public final class TieredTraversal {
    private final Traversal vector;
    private final ScalarTraversal scalar;
    private final Tiers tiers;
    private final LoneFilter loneFilter = new LoneFilter();
    private final Hit loneHit = new Hit();

    /** A traversal of one scene for one thread. */
    public TieredTraversal(final SceneAccel scene, final Tiers tiers) {
        this.tiers = tiers;
        vector = new Traversal(scene);
        scalar = new ScalarTraversal(scene);
    }

    /** As {@link Traversal#intersect}, for a ray that leaves a triangle. */
    public boolean intersect(final float ox, final float oy, final float oz, final float dx, final float dy,
                             final float dz, final float tMin, final float tMax, final int leftInstance,
                             final int leftPrimitive, final HitFilter filter, final Hit hit) {
        final Trial trial = tiers.nearest;
        if (trial.isPassed()) {
            return vector.intersect(ox, oy, oz, dx, dy, dz, tMin, tMax, leftInstance, leftPrimitive, filter, hit);
        }
        final boolean isDue = trial.isDue();
        final long startNs = System.nanoTime();
        final boolean isHit;
        if (isDue) {
            isHit = vector.intersect(ox, oy, oz, dx, dy, dz, tMin, tMax, leftInstance, leftPrimitive, filter, hit);
        } else {
            isHit = scalar.intersect(ox, oy, oz, dx, dy, dz, tMin, tMax, leftInstance, leftPrimitive, filter, hit);
        }
        trial.note(isDue, 1, System.nanoTime() - startNs);
        return isHit;
    }

    /** As {@link Traversal#intersect(Packet, Packet.Filter)}. */
    public void intersect(final Packet packet, final Packet.Filter filter) {
        final Trial trial = tiers.packets;
        if (trial.isPassed()) {
            vector.intersect(packet, filter);
            return;
        }
        final boolean isDue = trial.isDue();
        final long startNs = System.nanoTime();
        if (isDue) {
            vector.intersect(packet, filter);
        } else {
            separately(packet, filter);
        }
        trial.note(isDue, Packet.SIZE, System.nanoTime() - startNs);
    }

    private void separately(final Packet packet, final Packet.Filter filter) {
        for (int i = 0; i < Packet.SIZE; i++) {
            scalar.intersect(packet.ox, packet.oy, packet.oz, packet.dx[i], packet.dy[i], packet.dz[i], 0f,
                packet.t[i], loneFilter.of(filter, i), loneHit);
            packet.store(i, loneHit);
        }
    }

    /** As {@link Traversal#occluded}, for a ray that leaves a triangle. */
    public boolean occluded(final float ox, final float oy, final float oz, final float dx, final float dy,
                            final float dz, final float tMin, final float tMax, final int leftInstance,
                            final int leftPrimitive, final HitFilter filter) {
        final Trial trial = tiers.any;
        if (trial.isPassed()) {
            return vector.occluded(ox, oy, oz, dx, dy, dz, tMin, tMax, leftInstance, leftPrimitive, filter);
        }
        final boolean isDue = trial.isDue();
        final long startNs = System.nanoTime();
        final boolean isBlocked;
        if (isDue) {
            isBlocked = vector.occluded(ox, oy, oz, dx, dy, dz, tMin, tMax, leftInstance, leftPrimitive, filter);
        } else {
            isBlocked = scalar.occluded(ox, oy, oz, dx, dy, dz, tMin, tMax, leftInstance, leftPrimitive, filter);
        }
        trial.note(isDue, 1, System.nanoTime() - startNs);
        return isBlocked;
    }
}
