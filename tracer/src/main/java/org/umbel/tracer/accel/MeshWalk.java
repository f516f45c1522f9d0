package org.umbel.tracer.accel;

import org.umbel.tracer.kernel.Lanes;
import org.umbel.tracer.kernel.NodeKernel;
import org.umbel.tracer.kernel.SlabRay;
import org.umbel.tracer.kernel.TriangleKernel;

/**
 * The walk of one ray through the structure of one mesh. One per thread.
 *
 * <p>An entry of the stack is (bits of the entry distance &lt;&lt; 32 | reference). Two and three children are sorted
 * without branches, since nobody foretells their order.
 */
final class MeshWalk {
    private static final int FIRST = Lanes.LANES - 1;

    private final long[] stack = new long[WideWalk.STACK_MAX];
    private final int[] keys = new int[Lanes.LANES];
    private final int[] children = new int[Lanes.LANES];
    private final float[] sheared = new float[Lanes.SHEARED_FLOATS];

    /** Writes the nearest hit on an instance that {@code ray} has entered, if it is nearer than {@code hit}. */
    void nearest(final MeshAccel mesh, final int instance, final RayState ray, final int tMinBits, final Hit hit) {
        final long nodes = mesh.tree.nodes().address();
        final int[] keys = this.keys;
        final int[] children = this.children;
        final long[] stack = this.stack;
        final SlabRay slabs = ray.object;
        int nearestBits = Float.floatToRawIntBits(hit.t);
        int size = 0;
        int ref = mesh.tree.root();
        while (true) {
            // Descend, the nearest child first
            while (ref >= 0) {
                int mask = NodeKernel.hits(nodes + (long) ref * Lanes.REFERENCE_BYTES, slabs, tMinBits, nearestBits,
                    keys, children);
                if (mask == 0) {
                    break;
                }
                final int lane0 = Integer.numberOfTrailingZeros(mask);
                mask &= mask - 1;
                if (mask == 0) {
                    ref = children[lane0 & FIRST];
                    continue;
                }
                final int lane1 = Integer.numberOfTrailingZeros(mask);
                mask &= mask - 1;
                final long entry0 = WideWalk.entry(keys[lane0 & FIRST], children[lane0 & FIRST]);
                final long entry1 = WideWalk.entry(keys[lane1 & FIRST], children[lane1 & FIRST]);
                final long near = Math.min(entry0, entry1);
                final long far = Math.max(entry0, entry1);
                if (mask == 0) {
                    stack[size++] = far;
                    ref = (int) near;
                    continue;
                }
                final int lane2 = Integer.numberOfTrailingZeros(mask);
                mask &= mask - 1;
                final long entry2 = WideWalk.entry(keys[lane2 & FIRST], children[lane2 & FIRST]);
                final long middle = Math.min(far, entry2);
                stack[size] = Math.max(far, entry2);
                stack[size + 1] = Math.max(near, middle);
                stack[size + 2] = Math.min(near, middle);
                size = mask == 0 ? size + 3 : insert(stack, size, keys, children, mask);
                ref = (int) stack[--size];
            }
            if (ref < 0) {
                leaf(mesh, ~ref, instance, ray, hit);
                nearestBits = Float.floatToRawIntBits(hit.t);
            }

            // Take up what was left behind, unless it begins beyond the nearest hit
            long entry;
            do {
                if (size == 0) {
                    return;
                }
                entry = stack[--size];
            } while ((int) (entry >>> 32) > nearestBits);
            ref = (int) entry;
        }
    }

    /** Whether anything of an instance that {@code ray} has entered stops it up to tMax. */
    boolean any(final MeshAccel mesh, final int instance, final RayState ray, final int tMinBits, final float tMax) {
        final long nodes = mesh.tree.nodes().address();
        final int[] keys = this.keys;
        final int[] children = this.children;
        final long[] stack = this.stack;
        final SlabRay slabs = ray.object;
        final int tMaxBits = Float.floatToRawIntBits(tMax);
        int size = 0;
        int ref = mesh.tree.root();
        while (true) {
            while (ref >= 0) {
                int mask = NodeKernel.hits(nodes + (long) ref * Lanes.REFERENCE_BYTES, slabs, tMinBits, tMaxBits, keys,
                    children);
                if (mask == 0) {
                    break;
                }
                ref = children[Integer.numberOfTrailingZeros(mask)];
                for (mask &= mask - 1; mask != 0; mask &= mask - 1) {
                    stack[size++] = children[Integer.numberOfTrailingZeros(mask) & FIRST];
                }
            }
            if (ref < 0 && isBlocked(mesh, ~ref, instance, ray, tMax)) {
                return true;
            }
            if (size == 0) {
                return false;
            }
            ref = (int) stack[--size];
        }
    }

    /** Puts the fourth hit child and those after it among three that are on the stack, the nearest last. */
    private static int insert(final long[] stack, final int size, final int[] keys, final int[] children,
                              final int mask) {
        int end = size + 3;
        for (int m = mask; m != 0; m &= m - 1) {
            final int lane = Integer.numberOfTrailingZeros(m) & FIRST;
            final long entry = WideWalk.entry(keys[lane], children[lane]);
            int i = end++;
            while (i > size && stack[i - 1] < entry) {
                stack[i] = stack[i - 1];
                i--;
            }
            stack[i] = entry;
        }
        return end;
    }

    private void leaf(final MeshAccel mesh, final int block, final int instance, final RayState ray, final Hit hit) {
        final long at = mesh.blocks.address() + (long) block * Lanes.BLOCK_BYTES;
        boolean isBounded = false;
        for (int mask = TriangleKernel.candidates(at, ray.shear, sheared); mask != 0; mask &= mask - 1) {
            final int lane = Integer.numberOfTrailingZeros(mask);
            final int primitive = mesh.primitives[block * Lanes.LANES + lane];
            if (ray.isAhead(sheared, lane, instance, primitive)) {
                if (!isBounded) {
                    TriangleKernel.bounds(at, ray.object, sheared);
                    isBounded = true;
                }
                ray.closestWithin(sheared, lane, instance, primitive, hit);
            }
        }
    }

    private boolean isBlocked(final MeshAccel mesh, final int block, final int instance, final RayState ray,
                              final float tMax) {
        final long at = mesh.blocks.address() + (long) block * Lanes.BLOCK_BYTES;
        boolean isBounded = false;
        for (int mask = TriangleKernel.candidates(at, ray.shear, sheared); mask != 0; mask &= mask - 1) {
            final int lane = Integer.numberOfTrailingZeros(mask);
            final int primitive = mesh.primitives[block * Lanes.LANES + lane];
            if (ray.isAhead(sheared, lane, instance, primitive)) {
                if (!isBounded) {
                    TriangleKernel.bounds(at, ray.object, sheared);
                    isBounded = true;
                }
                if (ray.blocksWithin(sheared, lane, instance, primitive, tMax)) {
                    return true;
                }
            }
        }
        return false;
    }
}
