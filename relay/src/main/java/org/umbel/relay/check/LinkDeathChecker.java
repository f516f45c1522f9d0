package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariant 9: the death of a link frees exactly what that child owed, and the death of an uplink empties
 * exactly this node's buckets of what came over it.
 */
public final class LinkDeathChecker implements Checker {
    private final Findings findings;
    private final Map<SessionId, Before> before = new HashMap<>();

    /** A session's work when the link died. */
    private record Before(int epoch, boolean overUplink, List<RangeSet> free, List<RangeSet> done,
                          Map<Integer, RangeSet> owed) { }

    public LinkDeathChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void beforeDown(final ObservedNode node, final long link) {
        before.clear();
        for (final WorkView work : node.works()) {
            final List<RangeSet> free = new ArrayList<>();
            final List<RangeSet> done = new ArrayList<>();
            for (int tile = 0; tile < work.tileCount(); tile++) {
                free.add(work.free(tile));
                done.add(WorkSnapshot.done(work, tile));
            }
            Map<Integer, RangeSet> owed = Map.of();
            for (final ChildView child : work.children()) {
                owed = child.link() == link ? Map.copyOf(child.owed()) : owed;
            }
            before.put(work.session(), new Before(work.epoch(), work.uplink() == link, free, done, owed));
        }
    }

    @Override
    public void afterDown(final ObservedNode node, final long link) {
        for (final WorkView work : node.works()) {
            final Before was = before.get(work.session());
            if (was == null) {
                continue;
            }
            if (was.overUplink) {
                checkUplink(node, work);
            } else {
                checkFreed(node, work, was, link);
            }
        }
    }

    private void checkUplink(final ObservedNode node, final WorkView work) {
        for (int tile = 0; tile < work.tileCount(); tile++) {
            final int t = tile;
            findings.expect(9, work.bucketed(tile).isEmpty(), node.name(),
                () -> "the uplink died but tile " + t + " keeps " + work.bucketed(t));
        }
    }

    private void checkFreed(final ObservedNode node, final WorkView work, final Before was, final long link) {
        for (final ChildView child : work.children()) {
            findings.expect(9, child.link() != link || child.owed().isEmpty(), node.name(),
                () -> "link " + link + " died but its child owes " + child.owed());
        }
        for (int tile = 0; tile < work.tileCount(); tile++) {
            final int t = tile;
            final RangeSet owed = was.owed.getOrDefault(tile, RangeSet.EMPTY);
            final RangeSet expected = was.free.get(tile).plus(owed);
            findings.expect(9, work.free(tile).equals(expected)
                    && WorkSnapshot.done(work, tile).equals(was.done.get(tile)), node.name(),
                () -> "link " + link + " died: tile " + t + " free " + work.free(t) + ", expected "
                    + expected);
        }
    }
}
