package org.umbel.relay.work;

/**
 * Measures tile-samples per second of a worker while it has work. Short bursts count together: over a long round trip a
 * worker that is given little would never be seen busy for long, and so would never be given more.
 */
public final class RateMeter {
    private static final long FIRST_SPAN_NS = 1_000_000L;
    private static final long SPAN_NS = 50_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private final int remembered;
    private boolean busy;
    private long sinceNs;
    private long spanNs;
    private long done;
    private double rate;

    public RateMeter() {
        this(0);
    }

    /**
     * @param remembered tile-samples per second of an earlier run, for the time before anything is measured; 0: unknown
     */
    public RateMeter(final int remembered) {
        this.remembered = remembered;
    }

    /** The worker has something to do from now on; no effect while it is busy. */
    public void onBusy(final long nowNs) {
        if (!busy) {
            busy = true;
            sinceNs = nowNs;
        }
    }

    public void onDone(final int tileSamples, final long nowNs) {
        if (!busy) {
            return;
        }
        done += tileSamples;
        spanNs += nowNs - sinceNs;
        sinceNs = nowNs;
        if (spanNs >= (rate == 0 ? FIRST_SPAN_NS : SPAN_NS)) {
            final double measured = (double) done * SECOND_NS / spanNs;
            rate = rate == 0 ? measured : (rate + measured) / 2;
            spanNs = 0;
            done = 0;
        }
    }

    /** The worker has nothing to do: time passes without being counted. */
    public void onIdle() {
        busy = false;
    }

    /** Tile-samples per second, at least 1 when measured, else what is remembered; 0: unknown. */
    public int perSecond() {
        return rate == 0 ? remembered : (int) Math.clamp(rate, 1, Integer.MAX_VALUE);
    }
}
