package org.umbel.relay.link;

import org.umbel.codec.wire.Message.Heartbeat;

/** The clockwork of one link: when to beat, how long the other side has been silent, how far away it is. */
final class Heartbeats {
    private static final int EARLY_PART = 4;

    private final LinkTimes times;
    private long heardNs;
    private long nextBeatNs;
    private long polledNs;
    private long remoteSentNs;
    private long remoteSentAtNs;
    private boolean hasRemote;
    private long rttNs;

    Heartbeats(final LinkTimes times, final long nowNs) {
        this.times = times;
        this.heardNs = nowNs;
        this.nextBeatNs = nowNs;
        this.polledNs = nowNs;
    }

    void onHeard(final long nowNs) {
        heardNs = Math.max(heardNs, nowNs);
    }

    void onHeartbeat(final Heartbeat heartbeat, final long nowNs) {
        remoteSentNs = heartbeat.sentNs();
        remoteSentAtNs = nowNs;
        hasRemote = true;
        final long roundTripNs = nowNs - heartbeat.echoNs();
        // an echo of another clock, or none: no measurement
        if (heartbeat.echoNs() != 0 && roundTripNs >= 0 && roundTripNs <= times.deadAfterNs()) {
            rttNs = rttNs == 0 ? Math.max(1, roundTripNs) : (7 * rttNs + roundTripNs) / 8;
        }
    }

    boolean isSilent(final long nowNs) {
        polledNs = nowNs;
        return nowNs - heardNs >= times.deadAfterNs();
    }

    /** Also a little before its time: whoever is awake anyway need not wake up for it. */
    boolean isDue(final long nowNs) {
        return nowNs >= nextBeatNs - times.heartbeatNs() / EARLY_PART;
    }

    Heartbeat beat(final long nowNs) {
        nextBeatNs = nowNs + times.heartbeatNs();
        return new Heartbeat(nowNs, hasRemote ? remoteSentNs + (nowNs - remoteSentAtNs) : 0);
    }

    void shift(final long gapNs) {
        heardNs += gapNs;
    }

    long rttNs() {
        return rttNs;
    }

    long polledNs() {
        return polledNs;
    }

    long nextDeadlineNs(final boolean beating) {
        final long silentNs = heardNs + times.deadAfterNs();
        return beating ? Math.min(silentNs, nextBeatNs) : silentNs;
    }
}
