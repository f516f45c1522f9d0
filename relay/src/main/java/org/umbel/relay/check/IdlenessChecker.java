package org.umbel.relay.check;

import java.util.HashMap;
import java.util.Map;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;

/**
 * Invariant 15: while nothing stalls, a ready child with credit that owes nothing is granted something within a round
 * trip and two heartbeats as long as there is a free tile-sample for each ready child.
 */
public final class IdlenessChecker implements Checker {
    private static final long HEARTBEATS_NS = 500_000_000;

    private final Findings findings;
    private Map<Key, Waiting> waiting = new HashMap<>();
    private long tickedNs;

    /** A child of an issuer under one fence. */
    private record Key(long incarnation, long link, SessionId session, int epoch, long fence) {}

    /** Since when it has waited with so much granted. */
    private record Waiting(long sinceNs, long granted) {}

    public IdlenessChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onTick(final Observed observed) {
        final long everyNs = observed.nowNs() - tickedNs;
        tickedNs = observed.nowNs();
        final Map<Key, Waiting> still = new HashMap<>();
        if (observed.stalledNs() == 0) {
            for (final ObservedNode node : observed.nodes()) {
                for (final WorkView work : node.works()) {
                    if (isEnoughForAll(work)) {
                        work.children().forEach(child -> check(observed, node, work, child, everyNs, still));
                    }
                }
            }
        }
        waiting = still;
    }

    /** Fewer samples than children: the slowest may be left out on purpose, its sample would come last. */
    private static boolean isEnoughForAll(final WorkView work) {
        return work.freeTileSamples() > 0
            && work.freeTileSamples() >= work.children().stream().filter(ChildView::ready).count();
    }

    private void check(final Observed observed, final ObservedNode node, final WorkView work, final ChildView child,
                       final long everyNs, final Map<Key, Waiting> still) {
        if (!child.ready()) {
            return;
        }
        final boolean waits = child.owed().isEmpty() && child.credit() > child.tileSamplesGranted();
        final long waitedNs = waits ? waitedNs(observed, node, work, child, still) : 0;
        // a tick to see that it waits, a tick to see that it does not
        findings.expect(Invariant.NO_IDLE_CHILD, waitedNs <= HEARTBEATS_NS || waitedNs <= HEARTBEATS_NS
            + rttNs(node, child) + 2 * observed.delayMaxNs() + 2 * everyNs, node.name(),
            () -> "child " + child.link() + " has owed nothing for " + waitedNs / 1_000_000 + " ms with credit "
                + child.credit() + " over " + child.tileSamplesGranted() + " while " + work.freeTileSamples()
                + " are free");
    }

    private long waitedNs(final Observed observed, final ObservedNode node, final WorkView work,
                          final ChildView child, final Map<Key, Waiting> still) {
        final Key key = new Key(node.incarnation(), child.link(), work.session(), work.epoch(),
            child.fence());
        final Waiting before = waiting.get(key);
        final Waiting since = before != null && before.granted == child.tileSamplesGranted() ? before
            : new Waiting(observed.nowNs(), child.tileSamplesGranted());
        still.put(key, since);
        return observed.nowNs() - since.sinceNs;
    }

    private static long rttNs(final ObservedNode node, final ChildView child) {
        return node.links().stream().filter(link -> link.link() == child.link()).mapToLong(LinkView::rttNs).findFirst()
            .orElse(0);
    }
}
