package org.umbel.node.page;

/** Where an epoch's time went, and how fast it goes. Sans-IO. */
final class EpochTimes {
    private static final long WINDOW_NS = 1_000_000_000;

    private long beganNs;
    private long firstPixelsNs;
    private long completeNs;
    private boolean hasPixels;
    private boolean isComplete;
    private long done;
    private long windowNs;
    private long windowDone;
    private double rate;

    void begin(final long nowNs) {
        beganNs = nowNs;
        windowNs = nowNs;
        hasPixels = false;
        isComplete = false;
        done = 0;
        windowDone = 0;
        rate = 0;
    }

    long beganNs() {
        return beganNs;
    }

    /**
     * @param nowHasPixels whether anything can be shown
     * @param nowDone      tile-samples accepted
     */
    void at(final boolean nowHasPixels, final long nowDone, final boolean nowIsComplete, final long nowNs) {
        if (nowHasPixels && !hasPixels) {
            hasPixels = true;
            firstPixelsNs = nowNs;
        }
        if (nowIsComplete && !isComplete) {
            isComplete = true;
            completeNs = nowNs;
        }
        done = nowDone;
        if (nowNs - windowNs >= WINDOW_NS) {
            final double latest = (done - windowDone) * 1e9 / (nowNs - windowNs);
            rate = rate == 0 ? latest : (2 * rate + latest) / 3;
            windowNs = nowNs;
            windowDone = done;
        }
    }

    double seconds(final long nowNs) {
        return ((isComplete ? completeNs : nowNs) - beganNs) / 1e9;
    }

    /** Negative before. */
    double firstPixelsMs() {
        return hasPixels ? (firstPixelsNs - beganNs) / 1e6 : -1;
    }

    /** Of the last seconds, else since the begin; over the whole epoch when it is complete. */
    double tileSamplesPerSecond(final long nowNs) {
        return isComplete || rate == 0 ? done / Math.max(1e-3, seconds(nowNs)) : rate;
    }
}
