package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariant 9: the death of a link frees exactly what that child owed, and the death of an uplink empties
 * exactly this node's buckets of what came over it. Asked when the step that learnt of the death is over:
 * what was freed may have been granted to others by then, but not be done yet. That nothing else was freed or
 * forgotten is {@link ConservationChecker}'s.
 */
public final class LinkDeathChecker implements Checker {
    private final Findings findings;
    private final List<Death> deaths = new ArrayList<>();

    /** What a child owed of one session when its link died. */
    private record Death(long link, SessionId session, int epoch, long uplink,
                         Map<Integer, RangeSet> owed) {}

    public LinkDeathChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void beforeDown(final ObservedNode node, final long link) {
        for (final WorkView work : node.works()) {
            Map<Integer, RangeSet> owed = Map.of();
            for (final ChildView child : work.children()) {
                owed = child.link() == link ? Map.copyOf(child.owed()) : owed;
            }
            deaths.add(new Death(link, work.session(), work.epoch(), work.uplink(), owed));
        }
    }

    @Override
    public void onStepped(final ObservedNode node) {
        for (final Death death : deaths) {
            node.work(death.session).ifPresent(work -> check(node, work, death));
        }
        deaths.clear();
    }

    private void check(final ObservedNode node, final WorkView work, final Death death) {
        for (final ChildView child : work.children()) {
            findings.expect(9, child.link() != death.link, node.name(),
                () -> "link " + death.link + " died but its child is still there and owes " + child.owed());
        }
        if (work.uplink() == death.link) {
            for (int tile = 0; tile < work.tileCount(); tile++) {
                final int t = tile;
                findings.expect(9, work.bucketed(tile).isEmpty(), node.name(),
                    () -> "the uplink died but tile " + t + " keeps " + work.bucketed(t));
            }
        } else if (work.epoch() == death.epoch && work.uplink() == death.uplink) {
            death.owed.forEach((tile, owed) -> {
                final RangeSet open = open(work, tile);
                findings.expect(9, isOpenOrReturned(owed, open, work.received(tile)), node.name(),
                    () -> "link " + death.link + " died owing " + owed + " of tile " + tile + " but only "
                        + open + " is free or granted anew");
            });
        }
    }

    /** A node without ready children hands back to its parent what is free: then it has not received it. */
    private static boolean isOpenOrReturned(final RangeSet owed, final RangeSet open,
                                            final RangeSet received) {
        for (final SampleRange range : owed.aligned()) {
            for (int sample = range.first(); sample < range.end(); sample++) {
                if (open.isDisjoint(sample, sample + 1) && !received.isDisjoint(sample, sample + 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static RangeSet open(final WorkView work, final int tile) {
        RangeSet open = work.free(tile);
        for (final ChildView child : work.children()) {
            open = open.plus(child.owed().getOrDefault(tile, RangeSet.EMPTY));
        }
        return open;
    }
}
