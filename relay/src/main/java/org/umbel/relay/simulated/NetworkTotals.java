package org.umbel.relay.simulated;

import java.util.HashMap;
import java.util.Map;
import org.umbel.codec.block.BlockId;

/** What a simulated network has done so far. */
public final class NetworkTotals {
    long messages;
    long bytes;
    long delayed;
    long duplicates;
    long ghosts;
    long gaps;
    long malformed;
    long refusedSends;
    long linksOpened;
    long linkDeaths;
    long partitioned;
    long members;
    long membersLeft;
    long groupMessages;
    long mangled;
    long groupDeliveries;
    int streamBytesPeak;
    private final Map<String, long[]> bytesByHost = new HashMap<>();
    private final Map<String, Map<BlockId, Integer>> blocksByHost = new HashMap<>();
    private boolean areBlocksCounted;

    /** From now on it is counted how often each host is handed each block. */
    public void countBlocks() {
        areBlocksCounted = true;
    }

    void onBlock(final String host, final BlockId id) {
        if (areBlocksCounted) {
            blocksByHost.computeIfAbsent(host, key -> new HashMap<>()).merge(id, 1, Integer::sum);
        }
    }

    /** How often a host was handed each block, by its link and by the group together; only what was counted. */
    public Map<BlockId, Integer> blocksInto(final String host) {
        return Map.copyOf(blocksByHost.getOrDefault(host, Map.of()));
    }

    /** Messages handed to a node. */
    public long messages() {
        return messages;
    }

    public long bytes() {
        return bytes;
    }

    /** Bytes handed to the nodes of a host. */
    public long bytesInto(final String host) {
        return counter(host)[0];
    }

    /** {@code long[1]}: the bytes handed to the nodes of a host. */
    long[] counter(final String host) {
        return bytesByHost.computeIfAbsent(host, key -> new long[1]);
    }

    /** Children that came to hear a group. */
    public long members() {
        return members;
    }

    /** Members that were given up. */
    public long membersLeft() {
        return membersLeft;
    }

    /** Messages for all that came to a member as none, or as another. */
    public long mangled() {
        return mangled;
    }

    /** Messages that were sent to all members of a group. */
    public long groupMessages() {
        return groupMessages;
    }

    /** Copies of them that were handed to nodes. */
    public long groupDeliveries() {
        return groupDeliveries;
    }

    /** Messages held beyond latency and jitter, or by a clog or a partition. */
    public long delayed() {
        return delayed;
    }

    /** Messages that came a second time. */
    public long duplicates() {
        return duplicates;
    }

    /** Messages of ended links that came a second time while there was another link. */
    public long ghosts() {
        return ghosts;
    }

    /** Messages that vanished. */
    public long gaps() {
        return gaps;
    }

    /** Malformed messages handed to a node. */
    public long malformed() {
        return malformed;
    }

    /** Sends that failed because the stream was full. */
    public long refusedSends() {
        return refusedSends;
    }

    public long linksOpened() {
        return linksOpened;
    }

    /** Established links that ended, for whatever reason. */
    public long linkDeaths() {
        return linkDeaths;
    }

    /** Messages that a partition held. */
    public long partitioned() {
        return partitioned;
    }

    /** Most bytes that any stream held between send and poll. */
    public int streamBytesPeak() {
        return streamBytesPeak;
    }
}
