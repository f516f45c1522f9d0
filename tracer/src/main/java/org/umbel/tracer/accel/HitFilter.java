package org.umbel.tracer.accel;

/**
 * Decides about hits on instances that are not opaque (alpha mask and blend).
 *
 * <p>Asked in any order, and for any subset of the hits along a ray: the answer is a pure function of its
 * arguments and of what identifies the ray. Who asks whether a ray is occluded and hears that it is not has been
 * asked about every such hit up to the end of the ray, maybe more than once, and about none beyond.
 */
@FunctionalInterface
public interface HitFilter {
    /** Treats every instance as opaque. */
    HitFilter ALL = (instance, primitive, u, v) -> true;

    /** Whether the ray stops here. */
    boolean accept(int instance, int primitive, float u, float v);
}
