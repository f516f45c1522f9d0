package org.umbel.tracer.accel;

import org.umbel.tracer.kernel.Lanes;

/**
 * How trees are built. Pictures do not depend on it, only their time does.
 *
 * @param binaryLeafMax boxes in a leaf of the binary tree
 * @param wideLeafMax   boxes in a leaf of the 8-wide tree, at least {@code binaryLeafMax}, at most one block
 * @param optimal       collapse by dynamic programming; else the largest child is opened first
 */
record BuildSettings(int binaryLeafMax, int wideLeafMax, boolean optimal) {
    /** Meshes: fine binary leaves, so that the collapse decides what becomes a block. */
    static final BuildSettings MESH = new BuildSettings(4, Lanes.LANES, true);
    /** The top level: an instance per leaf. */
    static final BuildSettings INSTANCES = new BuildSettings(1, 1, true);

    BuildSettings {
        if (binaryLeafMax < 1 || wideLeafMax < binaryLeafMax || wideLeafMax > Lanes.LANES) {
            throw new IllegalArgumentException("leaf sizes " + binaryLeafMax + ", " + wideLeafMax);
        }
    }
}
