package org.umbel.tracer.accel;

/**
 * The nearest hit of a ray, written by a traversal: one per thread, used again for every ray.
 *
 * <p>The hit point is (1 - u - v) p0 + u p1 + v p2 in the mesh's object space.
 */
public final class Hit {
    /** {@link #instance} of a ray that hits nothing. */
    public static final int MISS = -1;

    /** Ray parameter in units of the given direction; tMax on a miss. */
    public float t;
    /** Index into the scene's instances, or {@link #MISS}. */
    public int instance = MISS;
    /** Index of the triangle in its mesh. */
    public int primitive = MISS;
    /** Weight of the triangle's second vertex. */
    public float u;
    /** Weight of the triangle's third vertex. */
    public float v;

    void miss(final float tMax) {
        t = tMax;
        instance = MISS;
        primitive = MISS;
        u = 0;
        v = 0;
    }
}
