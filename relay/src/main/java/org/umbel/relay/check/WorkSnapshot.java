package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.List;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/** A copy of where all work of all sessions is at a node: two are equal when nothing has changed. */
record WorkSnapshot(List<Object> parts) {
    static WorkSnapshot of(final ObservedNode node) {
        final List<Object> parts = new ArrayList<>();
        for (final WorkView work : node.works()) {
            parts.add(List.of(work.session(), work.epoch(), work.uplink(), work.uplinkFence()));
            for (int tile = 0; tile < work.tileCount(); tile++) {
                parts.add(List.of(work.free(tile), work.held(tile), work.bucketed(tile), work.passedOn(tile)));
            }
            for (final ChildView child : work.children()) {
                parts.add(List.of(child.link(), child.fence(), child.ready(), child.credit(),
                    child.owed().toString()));
            }
        }
        return new WorkSnapshot(parts);
    }

    /** What one child owes of one tile. */
    static RangeSet owed(final WorkView work, final long link, final int tile) {
        for (final ChildView child : work.children()) {
            if (child.link() == link) {
                return child.owed().getOrDefault(tile, RangeSet.EMPTY);
            }
        }
        return RangeSet.EMPTY;
    }

    /** What is accepted of a tile: kept or passed on. */
    static RangeSet done(final WorkView work, final int tile) {
        return work.bucketed(tile).plus(work.passedOn(tile));
    }
}
