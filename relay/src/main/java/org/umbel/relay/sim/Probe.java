package org.umbel.relay.sim;

import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/** What scripts ask a running tree, by the names of its machines. Who does not run has nothing. */
final class Probe {
    private final Farm farm;

    Probe(final Farm farm) {
        this.farm = farm;
    }

    /** Tile-samples that a child owes its parent just now, over all sessions. */
    long owed(final String parent, final String child) {
        long owed = 0;
        final SimProcess process = farm.process(parent).orElse(null);
        if (process != null) {
            for (final WorkView work : process.works()) {
                for (final ChildView view : work.children()) {
                    final boolean isChild = process.peer(view.link())
                        .filter(peer -> peer.node().name().equals(child)).isPresent();
                    owed += isChild ? view.owed().values().stream().mapToLong(RangeSet::size).sum() : 0;
                }
            }
        }
        return owed;
    }

    /** Tile-samples in a node's buckets just now. */
    long bucketed(final String name) {
        return farm.process(name).stream().flatMap(process -> process.works().stream())
            .mapToLong(WorkView::bucketedTileSamples).sum();
    }

    /** Ranges that a node's parent has accepted from it, as one node is told of it. */
    long accepted(final String told, final String name) {
        return farm.process(told).stream().flatMap(process -> process.node().statuses().stream())
            .filter(status -> status.name().equals(name)).mapToLong(NodeStatus::rangesAccepted).sum();
    }

    /** Report entries that a node has dropped in its current sessions for an old fence or epoch. */
    long entriesStale(final String name) {
        return farm.process(name).stream().flatMap(process -> process.works().stream())
            .mapToLong(WorkView::entriesStale).sum();
    }

    /** Ranges freed by dead links, as the roots know it. */
    long rangesFreed() {
        return farm.roots().stream().mapToLong(root -> root.session().rangesFreed()).sum();
    }

    /** Tile-samples accepted at a client's root. */
    long tileSamplesAccepted(final String client) {
        return farm.roots().stream().filter(root -> root.node().name().equals(client))
            .mapToLong(root -> root.session().tileSamplesAccepted()).sum();
    }

    /** Links of a node whose handshake is done. */
    long openLinks(final String name) {
        return farm.process(name).stream().flatMap(process -> process.links().stream())
            .filter(link -> link.open()).count();
    }
}
