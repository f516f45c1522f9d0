package org.umbel.relay.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;

/**
 * Invariant 15: while the tree is calm, a ready child with credit is granted something within a round trip
 * and two heartbeats as long as there is free work.
 */
public final class IdlenessChecker implements Checker {
    private static final long HEARTBEATS_NS = 500_000_000;
    /**
     * For round trips, for what is still queued when calm begins, and for links that are just being dialled.
     */
    private static final long SETTLE_NS = 3_000_000_000L;
    private static final long IDLE_MAX_NS = HEARTBEATS_NS + 1_000_000_000L;

    private final Findings findings;
    private final LongSupplier nowNs;
    private Map<Key, Waiting> waiting = new HashMap<>();

    /** A child of an issuer under one fence. */
    private record Key(long incarnation, long link, SessionId session, int epoch, long fence) {}

    /** Since when it has waited with so much granted. */
    private record Waiting(long sinceNs, long granted) {}

    public IdlenessChecker(final Findings findings, final LongSupplier nowNs) {
        this.findings = findings;
        this.nowNs = nowNs;
    }

    @Override
    public void onFull(final Observed observed) {
        final long now = nowNs.getAsLong();
        if (observed.calmSinceNs() > now - SETTLE_NS) {
            return;
        }
        final Map<Key, Waiting> still = new HashMap<>();
        for (final ObservedNode node : observed.nodes()) {
            for (final WorkView work : node.works()) {
                if (hasFree(work)) {
                    work.children().forEach(child -> checkChild(node, work, child, now, still));
                }
            }
        }
        waiting = still;
    }

    private void checkChild(final ObservedNode node, final WorkView work, final ChildView child,
                            final long now, final Map<Key, Waiting> still) {
        if (!child.ready() || child.credit() <= child.tileSamplesGranted()) {
            return;
        }
        final Key key = new Key(node.incarnation(), child.link(), work.session(), work.epoch(),
            child.fence());
        final Waiting before = waiting.get(key);
        final Waiting since = before != null && before.granted == child.tileSamplesGranted() ? before
            : new Waiting(now, child.tileSamplesGranted());
        still.put(key, since);
        findings.expect(15, now - since.sinceNs <= IDLE_MAX_NS, node.name(),
            () -> "child " + child.link() + " has had credit " + child.credit() + " over " + since.granted
                + " since " + since.sinceNs + " while work is free");
    }

    private static boolean hasFree(final WorkView work) {
        for (int tile = 0; tile < work.tileCount(); tile++) {
            if (!work.free(tile).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
