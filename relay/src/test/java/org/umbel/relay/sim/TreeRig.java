package org.umbel.relay.sim;

import java.util.function.BooleanSupplier;
import org.umbel.codec.wire.Message.NodeStatus;
import org.umbel.relay.check.Picture;
import org.umbel.relay.hub.TreeNode;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.work.RangeSet;

/** A tree over some adapter of the transport port; the node named "client" shows one picture. */
interface TreeRig extends AutoCloseable {
    void start(String name);

    /** Without a word, as far as the adapter can. */
    void kill(String name);

    TreeNode node(String name);

    Session session();

    Picture picture();

    /** Lets everything happen until the condition holds; false if it does not in bounded time. */
    boolean runUntil(BooleanSupplier condition);

    @Override
    void close();

    /** Ranges that the client knows to have been accepted from a node. */
    default long accepted(final String name) {
        return node("client").statuses().stream().filter(status -> status.name().equals(name))
            .mapToLong(NodeStatus::rangesAccepted).sum();
    }

    /** Tile-samples that a direct child owes the client. */
    default long owed(final String child) {
        long owed = 0;
        for (final LinkView link : node("client").links()) {
            if (link.remote().equals(child)) {
                for (final WorkView work : node("client").works()) {
                    owed += work.children().stream().filter(view -> view.link() == link.link())
                        .flatMap(view -> view.owed().values().stream()).mapToLong(RangeSet::size).sum();
                }
            }
        }
        return owed;
    }
}
