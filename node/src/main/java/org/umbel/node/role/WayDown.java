package org.umbel.node.role;

import org.umbel.relay.hub.NodeConfig;

/**
 * How the pieces of scenes leave a node for its children.
 *
 * @param bytesPerSecond at most so many of them, to all children together
 * @param isMulticast    what several children lack is sent to all of them at once, where the network carries that
 */
public record WayDown(long bytesPerSecond, boolean isMulticast) {
    /** As fast as the links take it. */
    public static final WayDown USUAL = new WayDown(NodeConfig.Limits.DEFAULT.blockBytesPerSecond(), true);
    /** What multicast begins with on links of unknown rate: 1 Gbit/s. It finds out what they carry. */
    private static final long GROUP_BYTES_MAX = 125_000_000;

    /** Ceiling of what is sent to all at once; 0: nothing is. */
    long groupBytesPerSecond() {
        return isMulticast ? Math.min(bytesPerSecond, GROUP_BYTES_MAX) : 0;
    }

    /** Limits with this pace. */
    NodeConfig.Limits limits() {
        return NodeConfig.Limits.DEFAULT.withBlocks(NodeConfig.Limits.DEFAULT.blockStoreBytesMax(), bytesPerSecond);
    }
}
