package org.umbel.relay.aeron;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import org.umbel.topology.Endpoint;

/** Names to addresses, and which of our own addresses reaches them. */
final class Routes {
    private Routes() {}

    /** Looks a name up beside the agent's thread: a name service may take seconds. */
    static CompletableFuture<Link.Route> find(final String endpoint) {
        final CompletableFuture<Link.Route> route = new CompletableFuture<>();
        Thread.ofVirtual().name("umbel-resolve").start(() -> {
            try {
                route.complete(resolve(Endpoint.parse(endpoint)));
            } catch (final IOException | RuntimeException e) {
                route.completeExceptionally(e);
            }
        });
        return route;
    }

    private static Link.Route resolve(final Endpoint endpoint) throws IOException {
        final InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(endpoint.host()),
            endpoint.port());
        // Connecting a datagram socket sends nothing, but makes the kernel choose our address.
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(target);
            return new Link.Route(target, literal(socket.getLocalAddress()));
        }
    }

    /**
     * An address of this machine, as Aeron's channels want it.
     *
     * @throws LaunchException for an unknown name
     */
    static String local(final Endpoint at) {
        try {
            return literal(InetAddress.getByName(at.host()));
        } catch (final UnknownHostException e) {
            throw new LaunchException("Cannot listen on " + at + ": unknown name. Use an address of this machine.", e);
        }
    }

    /** As Aeron's channels want it: IPv6 in brackets. */
    static String literal(final InetAddress address) {
        final String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    static String literal(final InetSocketAddress address) {
        return literal(address.getAddress()) + ":" + address.getPort();
    }

    /** Whether two literal addresses are the same; never asks a name service. */
    static boolean sameHost(final String a, final String b) {
        try {
            return InetAddress.ofLiteral(a).equals(InetAddress.ofLiteral(b));
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }
}
