package org.umbel.relay.check;

import org.umbel.relay.hub.TreeNode.LinkView;

/** Invariant 14: what waits to be sent over a link is bounded, whatever its other side does. */
public final class QueueChecker implements Checker {
    private final Findings findings;
    private final int queuedMessagesMax;

    public QueueChecker(final Findings findings, final int queuedMessagesMax) {
        this.findings = findings;
        this.queuedMessagesMax = queuedMessagesMax;
    }

    @Override
    public void onFull(final Observed observed) {
        for (final ObservedNode node : observed.nodes()) {
            for (final LinkView link : node.links()) {
                findings.expect(14, link.queued() <= queuedMessagesMax, node.name(),
                    () -> link.queued() + " messages wait for link " + link.link() + " to " + link.remote());
            }
        }
    }
}
