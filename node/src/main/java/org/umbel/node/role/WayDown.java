package org.umbel.node.role;

import org.umbel.relay.aeron.AeronConfig;
import org.umbel.relay.hub.NodeConfig;

/**
 * How much leaves a node at a time: the pieces of scenes for its children, and the packets of all that it sends.
 *
 * @param bytesPerSecond at most so many of them, to all children together
 * @param isMulticast    what several children lack is sent to all of them at once, where the network carries that
 * @param packetBytesMax the largest packet, headers of IP and UDP counted
 */
public record WayDown(long bytesPerSecond, boolean isMulticast, int packetBytesMax) {
    /** As fast as the links take it. */
    public static final WayDown USUAL = new WayDown(NodeConfig.Limits.DEFAULT.blockBytesPerSecond(), true,
        AeronConfig.PACKET_BYTES_MAX);
    /** What multicast begins with on links of unknown rate: 1 Gbit/s. It finds out what they carry. */
    private static final long GROUP_BYTES_MAX = 125_000_000;
    /** Members of a group know the size of its packets: it is always the same. */
    private static final int GROUP_PACKET_BYTES = 1436;

    /** Ceiling of what is sent to all at once, in packets of the usual size; 0: nothing is. */
    long groupBytesPerSecond() {
        return isMulticast && packetBytesMax >= GROUP_PACKET_BYTES ? Math.min(bytesPerSecond, GROUP_BYTES_MAX) : 0;
    }

    /** Limits with this pace. */
    NodeConfig.Limits limits() {
        return NodeConfig.Limits.DEFAULT.withBlocks(NodeConfig.Limits.DEFAULT.blockStoreBytesMax(), bytesPerSecond);
    }
}
