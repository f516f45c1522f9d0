package org.umbel.relay.aeron;

import java.util.Optional;

/** Whoever sends to one of our ports with one session id: a stranger, a link, or somebody ignored. */
final class Peer {
    private final Inlet inlet;
    private final int session;
    private Optional<Link> link = Optional.empty();
    private boolean ignored;
    private int feedCount;

    Peer(final Inlet inlet, final int session) {
        this.inlet = inlet;
        this.session = session;
    }

    Inlet inlet() {
        return inlet;
    }

    int session() {
        return session;
    }

    Optional<Link> link() {
        return link;
    }

    void link(final Link of) {
        link = Optional.of(of);
    }

    boolean ignored() {
        return ignored || link.isPresent() && link.get().gone();
    }

    void ignore() {
        ignored = true;
    }

    int feedCount() {
        return feedCount;
    }

    void feedCount(final int count) {
        feedCount = count;
    }
}
