package org.umbel.relay.session;

import java.util.List;
import org.umbel.codec.tile.SampleRange;

/** What a node has accepted from one child process in a session, over all epochs and links. */
public final class Tally {
    private final long incarnation;
    private final String name;
    private long rangesAccepted;
    private long tileSamplesAccepted;
    private long rangesFreed;

    Tally(final long incarnation, final String name) {
        this.incarnation = incarnation;
        this.name = name;
    }

    public long incarnation() {
        return incarnation;
    }

    public String name() {
        return name;
    }

    public long rangesAccepted() {
        return rangesAccepted;
    }

    public long tileSamplesAccepted() {
        return tileSamplesAccepted;
    }

    /** Ranges that it owed when a link to it died. */
    public long rangesFreed() {
        return rangesFreed;
    }

    void onAccepted(final List<SampleRange> ranges) {
        rangesAccepted += ranges.size();
        for (final SampleRange range : ranges) {
            tileSamplesAccepted += range.count();
        }
    }

    void onFreed(final int ranges) {
        rangesFreed += ranges;
    }
}
