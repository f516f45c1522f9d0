package org.umbel.tracer.accel;

import org.umbel.tracer.kernel.Lanes;

/**
 * What was decided when the structure of a mesh was built: which triangles share a block, and which boxes a node. All
 * else follows from the mesh, so that this is all that is worth keeping of a structure: six bytes for a triangle, where
 * the structure has a hundred. Whoever has the arrays reads them and no more.
 *
 * @param children   int[8 * nodes + 1], or empty: 8 times the number of the child node, which is greater than its
 *                   parent's, or ~block, or 0 for no child; the last one is the root's
 * @param primitives int[8 * blocks]: the triangle in each lane, {@link Hit#MISS} in those behind
 */
public record AccelShape(int[] children, int[] primitives) {
    /** The shapes that this build makes and reads; raised when either changes. */
    public static final int VERSION = 2;

    public int nodeCount() {
        return children.length / Lanes.LANES;
    }

    public int blockCount() {
        return primitives.length / Lanes.LANES;
    }
}
