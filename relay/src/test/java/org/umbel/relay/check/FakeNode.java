package org.umbel.relay.check;

import java.util.List;
import java.util.Optional;
import org.umbel.relay.hub.TreeNode.LinkView;
import org.umbel.relay.session.WorkView;

/** A node that shows what a test wants to be seen. */
record FakeNode(String name, List<WorkView> works, List<LinkView> links, Optional<Peer> above, double rate,
                long blockBytesBeyond)
    implements ObservedNode {
    FakeNode(final String name, final List<WorkView> works, final List<LinkView> links, final Optional<Peer> above,
             final double rate) {
        this(name, works, links, above, rate, 0);
    }

    static FakeNode of(final WorkView... works) {
        return new FakeNode("relay", List.of(works), List.of(), Optional.empty(), 0);
    }

    @Override
    public long incarnation() {
        return 0xBEEF;
    }

    @Override
    public boolean isLeaf() {
        return rate > 0;
    }

    @Override
    public boolean isPaused() {
        return false;
    }

    @Override
    public Optional<Peer> peer(final long link) {
        return above;
    }
}
