package org.umbel.relay.check;

import java.util.List;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariant 11: what a node still has to deliver is inside what its parent thinks it owes. Grants under way are owed
 * and not received; reports under way are owed and passed on.
 */
public final class DutyChecker implements Checker {
    private final Findings findings;

    public DutyChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onMoved(final Observed observed, final ObservedNode node, final List<WorkView> works) {
        for (final WorkView work : works) {
            if (work.uplink() >= 0) {
                node.peer(work.uplink()).ifPresent(peer -> check(node, work, peer));
            }
        }
    }

    private void check(final ObservedNode node, final WorkView work, final ObservedNode.Peer peer) {
        final WorkView above = peer.node().work(work.session());
        final ChildView child = above == null ? null : above.child(peer.link());
        if (above == null || child == null || child.fence() != work.uplinkFence() || above.epoch() != work.epoch()) {
            return;
        }
        work.forTilesReceived(tile -> check(node, work, tile, child));
    }

    private void check(final ObservedNode node, final WorkView work, final int tile, final ChildView child) {
        final RangeSet received = work.received(tile);
        final RangeSet passedOn = work.passedOn(tile);
        if (!received.equals(passedOn)) {
            final RangeSet open = received.minus(passedOn);
            final RangeSet owed = Accounts.owed(child, tile);
            findings.expect(Invariant.DUTY, owed.containsAll(open), node.name(),
                () -> "epoch " + work.epoch() + " tile " + tile + ": still to deliver " + open + ", owes " + owed);
        }
    }
}
