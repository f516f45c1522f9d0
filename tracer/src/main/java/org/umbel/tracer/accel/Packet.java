package org.umbel.tracer.accel;

import org.umbel.tracer.kernel.Lanes;

/**
 * Eight rays from one point, and what they hit: as {@link Hit} for each. Whoever owns it writes directions, and tMax
 * into {@link #t}; a {@link Traversal} writes the rest. One thread.
 */
public final class Packet {
    /** Rays in a packet. */
    public static final int SIZE = Lanes.LANES;

    public float ox;
    public float oy;
    public float oz;
    public final float[] dx = new float[SIZE];
    public final float[] dy = new float[SIZE];
    public final float[] dz = new float[SIZE];
    public final float[] t = new float[SIZE];
    public final int[] instance = new int[SIZE];
    public final int[] primitive = new int[SIZE];
    public final float[] u = new float[SIZE];
    public final float[] v = new float[SIZE];

    /** As {@link HitFilter#accept} for one of the rays. */
    @FunctionalInterface
    public interface Filter {
        /** Treats every instance as opaque. */
        Filter ALL = (ray, instance, primitive, u, v) -> true;

        /** Whether the ray stops here. */
        boolean accept(int ray, int instance, int primitive, float u, float v);
    }

    void load(final int ray, final Hit hit) {
        hit.t = t[ray];
        hit.instance = instance[ray];
        hit.primitive = primitive[ray];
        hit.u = u[ray];
        hit.v = v[ray];
    }

    void store(final int ray, final Hit hit) {
        t[ray] = hit.t;
        instance[ray] = hit.instance;
        primitive[ray] = hit.primitive;
        u[ray] = hit.u;
        v[ray] = hit.v;
    }

    boolean isNearer(final int ray, final float way, final int otherInstance, final int otherPrimitive) {
        return way < t[ray] || way == t[ray]
            && (instance[ray] == Hit.MISS || otherInstance < instance[ray]
                || otherInstance == instance[ray] && otherPrimitive < primitive[ray]);
    }
}
