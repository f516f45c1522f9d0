package org.umbel.relay.check;

import java.util.List;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;

/**
 * Invariant 14: what waits to be sent over a link is bounded, whatever its other side does, and so is what is kept for
 * a child: it owes no more than it was granted, and is granted no more than its credit, which never shrinks; only where
 * tiles are granted whole the last one may go beyond it. Blocks for others are bounded too, however large a scene is.
 */
public final class MemoryChecker implements Checker {
    /** 4,096 control messages, as many views, 64 reports and what was queued with them. */
    private static final int QUEUED_MESSAGES_MAX = 10_000;

    private final Findings findings;

    public MemoryChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onMoved(final Observed observed, final ObservedNode node, final List<WorkView> works) {
        for (final LinkView link : node.links()) {
            findings.expect(Invariant.MEMORY, link.queued() <= QUEUED_MESSAGES_MAX, node.name(),
                () -> link.queued() + " messages wait for link " + link.link() + " to " + link.remote());
        }
        findings.expect(Invariant.MEMORY, node.blockBytesBeyond() <= 0, node.name(),
            () -> "it keeps blocks for others, too many by " + node.blockBytesBeyond() + " bytes");
        for (final WorkView work : works) {
            final long beyond = work.mode() != Mode.TILED ? 0 : observed.picture(work.session(), work.epoch())
                .map(picture -> picture.settings().samples() - 1L).orElse(0L);
            work.forChildren(child -> check(node, child, beyond));
        }
    }

    private void check(final ObservedNode node, final ChildView child, final long beyond) {
        long sum = 0;
        for (final var ranges : child.owed().values()) {
            sum += ranges.size();
        }
        final long owed = sum;
        findings.expect(Invariant.MEMORY, owed <= child.tileSamplesGranted()
            && child.tileSamplesGranted() <= child.credit() + beyond, node.name(),
            () -> "child " + child.link() + " owes " + owed + " of " + child.tileSamplesGranted()
                + " tile-samples granted, credit " + child.credit());
    }
}
