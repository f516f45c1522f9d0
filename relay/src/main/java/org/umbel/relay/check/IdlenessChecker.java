package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;

/**
 * Invariant 15: while nothing stalls, a ready child with credit that owes nothing is granted something within a round
 * trip and two heartbeats as long as something is free. Only a root that has fewer free tile-samples than ready
 * children may leave out slow ones on purpose, whose sample would come long after all others: but never all of them.
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
                    if (work.freeTileSamples() > 0) {
                        check(observed, node, work, everyNs, still);
                    }
                }
            }
        }
        waiting = still;
    }

    private void check(final Observed observed, final ObservedNode node, final WorkView work, final long everyNs,
                       final Map<Key, Waiting> still) {
        final List<ChildView> ready = work.children().stream().filter(ChildView::ready).toList();
        final List<Long> waitedNs = new ArrayList<>();
        ready.forEach(child -> waitedNs.add(waits(node, child) ? waitedNs(observed, node, work, child, still) : 0));
        if (work.uplink() < 0 && work.freeTileSamples() < ready.size()) {
            // who has waited least stands for those who are not left out
            final int least = waitedNs.indexOf(Collections.min(waitedNs));
            check(observed, node, work, ready.get(least), waitedNs.get(least), everyNs);
        } else {
            for (int i = 0; i < ready.size(); i++) {
                check(observed, node, work, ready.get(i), waitedNs.get(i), everyNs);
            }
        }
    }

    private static boolean waits(final ObservedNode node, final ChildView child) {
        return child.credit() > child.tileSamplesGranted() && owesNothing(node, child.link());
    }

    private void check(final Observed observed, final ObservedNode node, final WorkView work, final ChildView child,
                       final long waitedNs, final long everyNs) {
        // a tick to see that it waits, a tick to see that it does not
        findings.expect(Invariant.NO_IDLE_CHILD, waitedNs <= HEARTBEATS_NS || waitedNs <= HEARTBEATS_NS
            + rttNs(node, child) + 2 * observed.delayMaxNs() + 2 * everyNs, node.name(),
            () -> "child " + child.link() + " has owed nothing for " + waitedNs / 1_000_000 + " ms with credit "
                + child.credit() + " over " + child.tileSamplesGranted() + " while " + work.freeTileSamples()
                + " are free");
    }

    /** In any session: it may be others' turn. */
    private static boolean owesNothing(final ObservedNode node, final long link) {
        for (final WorkView work : node.works()) {
            final ChildView child = work.child(link);
            if (child != null && !child.owed().isEmpty()) {
                return false;
            }
        }
        return true;
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
