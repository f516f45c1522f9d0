package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.session.Worker;
import org.umbel.relay.work.RangeSet;

/**
 * Invariant 9: the death of a link frees exactly what that child owed, and the death of an uplink empties exactly this
 * node's buckets of what came over it. Looked at when the node lets the link go, which is before it tells its sessions,
 * and again when that step is over: no report comes between. What was freed may have been granted anew by then.
 */
public final class LinkDeathChecker implements Checker {
    private final Findings findings;
    private final List<Before> deaths = new ArrayList<>();
    private final Set<Long> closed = new HashSet<>();

    /** A session's accounts when the node let a link go; by tile. */
    private record Before(SessionId session, int epoch, long uplink, List<RangeSet> done, List<RangeSet> received,
                          Map<Long, Map<Integer, RangeSet>> owed) {
        static Before of(final WorkView work) {
            final List<RangeSet> done = new ArrayList<>();
            final List<RangeSet> received = new ArrayList<>();
            for (int tile = 0; tile < work.tileCount(); tile++) {
                done.add(Accounts.done(work, tile));
                received.add(work.received(tile));
            }
            final Map<Long, Map<Integer, RangeSet>> owed = new HashMap<>();
            work.children().forEach(child -> owed.put(child.link(), new HashMap<>(child.owed())));
            return new Before(work.session(), work.epoch(), work.uplink(), done, received, owed);
        }
    }

    public LinkDeathChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onClose(final ObservedNode node, final long link) {
        if (closed.isEmpty()) {
            node.works().forEach(work -> deaths.add(Before.of(work)));
        }
        closed.add(link);
    }

    @Override
    public void onStepped(final ObservedNode node) {
        if (closed.isEmpty()) {
            return;
        }
        for (final Before before : deaths) {
            final WorkView work = node.work(before.session);
            if (closed.contains(before.uplink)) {
                checkUplink(node, work, before);
            } else if (work != null && work.epoch() == before.epoch && work.uplink() == before.uplink) {
                checkChildren(node, work, before);
            }
        }
        deaths.clear();
        closed.clear();
    }

    private void checkUplink(final ObservedNode node, final @Nullable WorkView work, final Before before) {
        findings.expect(Invariant.LINK_DEATH, work == null || work.uplink() != before.uplink, node.name(),
            () -> "the uplink " + before.uplink + " died but its session is still there");
    }

    private void checkChildren(final ObservedNode node, final WorkView work, final Before before) {
        for (final long link : closed) {
            findings.expect(Invariant.LINK_DEATH, work.child(link) == null, node.name(),
                () -> "link " + link + " died but its child is still there");
        }
        for (int tile = 0; tile < work.tileCount(); tile++) {
            final int t = tile;
            final RangeSet done = Accounts.done(work, tile);
            findings.expect(Invariant.LINK_DEATH, done.equals(before.done.get(tile)), node.name(),
                () -> "a link died and tile " + t + ", of which " + before.done.get(t) + " was done, has " + done);
            findings.expect(Invariant.LINK_DEATH, isOpen(work, tile, before), node.name(),
                () -> "a link died owing some of tile " + t + ", and it is neither free nor granted anew");
        }
        for (final ChildView child : work.children()) {
            final Map<Integer, RangeSet> owed = before.owed.get(child.link());
            if (owed != null && child.link() != Worker.LOCAL && !closed.contains(child.link())) {
                owed.forEach((tile, ranges) -> findings.expect(Invariant.LINK_DEATH,
                    Accounts.owed(child, tile).containsAll(ranges), node.name(),
                    () -> "another link's death freed " + ranges + " of tile " + tile + " of child " + child.link()));
            }
        }
    }

    /** Whether all that the dead owed of a tile is open; without ready children it may have been handed back. */
    private boolean isOpen(final WorkView work, final int tile, final Before before) {
        if (!work.received(tile).equals(before.received.get(tile))) {
            return before.received.get(tile).containsAll(work.received(tile));
        }
        RangeSet open = work.free(tile);
        for (final ChildView child : work.children()) {
            open = open.plus(Accounts.owed(child, tile));
        }
        for (final long link : closed) {
            final Map<Integer, RangeSet> owed = before.owed.get(link);
            if (owed != null && !open.containsAll(owed.getOrDefault(tile, RangeSet.EMPTY))) {
                return false;
            }
        }
        return true;
    }
}
