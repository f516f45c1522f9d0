package org.umbel.relay.link;

/** Keeps one link to an endpoint: dials again after each loss, waiting longer each time, for ever. */
public final class Dialler {
    private static final long LOG_EVERY_NS = 5_000_000_000L;

    private final String endpoint;
    private final long waitMinNs;
    private final long waitMaxNs;
    private long waitNs;
    private long dialAtNs;
    private long loggedNs = Long.MIN_VALUE;
    private boolean linked;

    public Dialler(final String endpoint, final long waitMinNs, final long waitMaxNs, final long nowNs) {
        this.endpoint = endpoint;
        this.waitMinNs = waitMinNs;
        this.waitMaxNs = waitMaxNs;
        this.waitNs = waitMinNs;
        this.dialAtNs = nowNs;
    }

    public String endpoint() {
        return endpoint;
    }

    public boolean isDue(final long nowNs) {
        return !linked && nowNs >= dialAtNs;
    }

    public void onDialled() {
        linked = true;
    }

    public void onWelcome() {
        waitNs = waitMinNs;
        loggedNs = Long.MIN_VALUE;
    }

    /** The link is down. The line to log, or empty when it was logged a moment ago. */
    public String onDown(final String reason, final long nowNs) {
        linked = false;
        dialAtNs = nowNs + waitNs;
        waitNs = Math.min(2 * waitNs, waitMaxNs);
        if (loggedNs != Long.MIN_VALUE && nowNs - loggedNs < LOG_EVERY_NS) {
            return "";
        }
        loggedNs = nowNs;
        return "waits for " + endpoint + " (" + reason + "); dials again every "
            + waitMaxNs / 1_000_000 + " ms";
    }

    public long nextDeadlineNs() {
        return linked ? Long.MAX_VALUE : dialAtNs;
    }
}
