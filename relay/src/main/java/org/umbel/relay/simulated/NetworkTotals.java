package org.umbel.relay.simulated;

import java.util.HashMap;
import java.util.Map;

/** What a simulated network has done so far. */
public final class NetworkTotals {
    long messages;
    long bytes;
    long delayed;
    long duplicates;
    long gaps;
    long malformed;
    long refusedSends;
    long linksOpened;
    long linkDeaths;
    long partitioned;
    int streamBytesPeak;
    final Map<String, Long> bytesByHost = new HashMap<>();

    /** Messages handed to a node. */
    public long messages() {
        return messages;
    }

    public long bytes() {
        return bytes;
    }

    /** Bytes handed to the nodes of a host. */
    public long bytesInto(final String host) {
        return bytesByHost.getOrDefault(host, 0L);
    }

    /** Messages held beyond latency and jitter, or by a clog or a partition. */
    public long delayed() {
        return delayed;
    }

    /** Messages that came a second time. */
    public long duplicates() {
        return duplicates;
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
