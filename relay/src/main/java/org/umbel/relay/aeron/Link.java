package org.umbel.relay.aeron;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.umbel.codec.wire.Message;
import org.umbel.topology.Endpoint;

/** A link in this process: where it sends, and the session id that both directions carry. */
final class Link {
    private final long number;
    private final String remote;
    private final int session;
    private final boolean dialled;
    private final long sinceNs;
    private final CompletableFuture<Route> route;
    private Optional<Inlet> inlet = Optional.empty();
    private Optional<Outlet> outlet = Optional.empty();
    private boolean answered;
    private boolean gone;

    /** A resolved address, and from which of our own addresses it is reached. */
    record Route(InetSocketAddress target, String localHost) {}

    private Link(final long number, final String remote, final int session, final boolean dialled,
                 final long sinceNs, final CompletableFuture<Route> route) {
        this.number = number;
        this.remote = remote;
        this.session = session;
        this.dialled = dialled;
        this.sinceNs = sinceNs;
        this.route = route;
    }

    static Link dialled(final long number, final String remote, final int session, final long nowNs,
                        final CompletableFuture<Route> route) {
        return new Link(number, remote, session, true, nowNs, route);
    }

    static Link accepted(final long number, final String remote, final int session, final long nowNs,
                         final Inlet inlet, final Outlet outlet) {
        final Link link = new Link(number, remote, session, false, nowNs, new CompletableFuture<>());
        link.inlet = Optional.of(inlet);
        link.outlet = Optional.of(outlet);
        link.answered = true;
        return link;
    }

    long number() {
        return number;
    }

    String remote() {
        return remote;
    }

    int session() {
        return session;
    }

    boolean dialled() {
        return dialled;
    }

    long sinceNs() {
        return sinceNs;
    }

    CompletableFuture<Route> route() {
        return route;
    }

    Optional<Inlet> inlet() {
        return inlet;
    }

    void inlet(final Inlet here) {
        inlet = Optional.of(here);
    }

    Optional<Outlet> outlet() {
        return outlet;
    }

    void outlet(final Outlet to) {
        outlet = Optional.of(to);
    }

    /** A dialler's hello says where the answer is to go. */
    Message addressed(final Message message) {
        if (!dialled || !(message instanceof Message.Hello hello)) {
            return message;
        }
        return hello.repliedAt(inlet.flatMap(Inlet::endpoint).map(Endpoint::toString).orElse(""), session);
    }

    /** Whether anything of the other side was seen. */
    boolean answered() {
        return answered;
    }

    void onAnswer() {
        answered = true;
    }

    /** Whether it is down or closed: its bytes are dropped. */
    boolean gone() {
        return gone;
    }

    void end() {
        gone = true;
        route.cancel(false);
        outlet.ifPresent(Outlet::close);
    }
}
