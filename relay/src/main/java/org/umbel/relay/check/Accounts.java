package org.umbel.relay.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.simulated.SeededRandom;
import org.umbel.relay.work.RangeSet;

/** What checkers read off the accounts of a node. */
final class Accounts {
    private Accounts() {}

    /** What is accepted of a tile: kept or passed on. */
    static RangeSet done(final WorkView work, final int tile) {
        return work.bucketed(tile).plus(work.passedOn(tile));
    }

    /** What one child owes of one tile. */
    static RangeSet owed(final WorkView work, final long link, final int tile) {
        final ChildView child = work.child(link);
        return child == null ? RangeSet.EMPTY : owed(child, tile);
    }

    static RangeSet owed(final ChildView child, final int tile) {
        return child.owed().getOrDefault(tile, RangeSet.EMPTY);
    }

    static RangeSet set(final List<SampleRange> ranges) {
        RangeSet set = RangeSet.EMPTY;
        for (final SampleRange range : ranges) {
            set = set.plus(range);
        }
        return set;
    }

    /** Whether a report is of the epoch and the fence that its receiver holds for that link, and of one of its tiles. */
    static boolean isCurrent(final @Nullable WorkView work, final long link, final Message.Report report) {
        if (work == null || work.epoch() != report.epoch() || report.tile() >= work.tileCount()) {
            return false;
        }
        final ChildView child = work.child(link);
        return child != null && child.fence() == report.fence();
    }

    /** A hash of where all work of all sessions is at a node: it stays when nothing changes. */
    static long digest(final ObservedNode node) {
        long hash = node.incarnation();
        for (final WorkView work : node.works()) {
            hash = mix(hash, work.session().hashCode(), work.epoch());
            hash = mix(hash, work.uplink(), work.uplinkFence());
            for (int tile = 0; tile < work.tileCount(); tile++) {
                hash = mix(hash, work.free(tile).hashCode(), work.bucketed(tile).hashCode());
                hash = mix(hash, work.passedOn(tile).hashCode(), work.received(tile).hashCode());
            }
            for (final ChildView child : work.children()) {
                hash = mix(hash, child.link(), child.fence());
                hash = mix(hash, child.tileSamplesGranted(), child.credit());
                hash = mix(hash, child.ready() ? 1 : 0, child.owed().hashCode());
            }
        }
        return hash;
    }

    private static long mix(final long hash, final long a, final long b) {
        return SeededRandom.mix(hash * 31 + SeededRandom.mix(a) * 17 + b);
    }
}
