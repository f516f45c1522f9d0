package org.umbel.relay.simulated;

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
    int streamBytesPeak;

    /** Messages handed to a node. */
    public long messages() {
        return messages;
    }

    public long bytes() {
        return bytes;
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
