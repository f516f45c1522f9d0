package org.umbel.relay.session;

import org.umbel.codec.wire.Message.Mode;

/** Whether a session's words may come a little later: nobody watches, and the end of the picture is far. */
final class Patience {
    /** In hand; less only where the end is near, since grants shrink towards it. */
    private static final double WORK_SECONDS = 0.3;
    /** A picture that may be done in a moment is hurried through. */
    private static final long AFTER_NS = 3_000_000_000L;

    private long begunNs;

    /** An epoch begins. */
    void onBegun(final long nowNs) {
        begunNs = nowNs;
    }

    boolean allows(final SessionWork work, final Children children, final long nowNs) {
        return work.assignment().mode() != Mode.INTERACTIVE && nowNs - begunNs > AFTER_NS && children.rate() > 0
            && work.free().tileSamples() + children.inHand() > WORK_SECONDS * children.rate();
    }
}
