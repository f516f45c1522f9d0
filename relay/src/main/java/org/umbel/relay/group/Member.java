package org.umbel.relay.group;

/** What a source knows of one of its members. */
final class Member {
    private static final int SAMPLE_DATAGRAMS = 128;

    final int number;
    /** Its bit in {@link SourceGeneration#completeAt}. */
    final int slot;
    /** When it was added. */
    long addedNs;
    /** First generation that it answers for; -1: it was not heard yet. */
    int base = -1;
    long firstMessage;
    /** When it last had more than before, or had nothing left to get. */
    long progressNs;
    /** First generation that it does not have all of, as far as it has said. */
    int low;
    /** That it held up the others. */
    long stallNs;
    private int sampleSequence;
    private int sampleHeard;
    private boolean isSampling;
    private boolean isSampled;
    private double loss;
    private int lossySamples;
    private int held;

    Member(final int number, final int slot, final long nowNs) {
        this.number = number;
        this.slot = slot;
        this.addedNs = nowNs;
    }

    boolean isHeard() {
        return base >= 0;
    }

    long bit() {
        return 1L << slot;
    }

    /** Whether a report tells of more than the one before. */
    boolean hasMore(final Report report) {
        int sum = 0;
        for (final byte shards : report.held()) {
            sum += shards & 0xff;
        }
        final boolean isMore = report.low() > low || report.low() == low && sum > held;
        if (isMore) {
            low = report.low();
            held = sum;
        }
        return isMore;
    }

    /** A new round of the rate control begins. */
    void beginSample() {
        isSampling = false;
        isSampled = false;
    }

    /** Takes what a report says of loss; true when that makes this member's sample of the round. */
    boolean sample(final Report report, final int roundSequence) {
        if (isSampled || report.sequence() - roundSequence < 0) {
            return false;
        }
        final int sent = report.sequence() - sampleSequence;
        if (!isSampling || sent < 0) {
            isSampling = true;
            sampleSequence = report.sequence();
            sampleHeard = report.heard();
            return false;
        }
        if (sent < SAMPLE_DATAGRAMS) {
            return false;
        }
        loss = Math.clamp(1 - (report.heard() - sampleHeard) / (double) sent, 0, 1);
        isSampled = true;
        return true;
    }

    double loss() {
        return loss;
    }

    /** Counts samples in a row in which this member lost much and the others did not. */
    int onSampled(final boolean isLossier) {
        lossySamples = isLossier ? lossySamples + 1 : 0;
        return lossySamples;
    }
}
