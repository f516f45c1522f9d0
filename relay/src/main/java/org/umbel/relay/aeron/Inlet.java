package org.umbel.relay.aeron;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.umbel.topology.Endpoint;

/**
 * One UDP port that others send to: the three streams' subscriptions, which share its socket. Comings and
 * goings of images are queued, since Aeron must not be called from its own handlers.
 */
final class Inlet {
    /** An image came or went. */
    record Event(WireStream wire, Image image, boolean available) {}

    private final Aeron aeron;
    private final String host;
    private final int tag;
    private final boolean listening;
    private final Queue<Event> events = new ArrayDeque<>();
    private final Map<WireStream, Long> registrations = new EnumMap<>(WireStream.class);
    private final Map<WireStream, Subscription> subscriptions = new EnumMap<>(WireStream.class);
    private Optional<Endpoint> endpoint = Optional.empty();
    private String fault = "";

    /**
     * @param host      a literal address, IPv6 in brackets
     * @param port      0 for a free one
     * @param tag       unique in this process: how further subscriptions name the same socket
     * @param listening whether strangers may say hello here
     */
    Inlet(final Aeron aeron, final String host, final int port, final int tag, final boolean listening) {
        this.aeron = aeron;
        this.host = host;
        this.tag = tag;
        this.listening = listening;
        add(WireStream.CONTROL, "aeron:udp?tags=" + tag + "|endpoint=" + host + ":" + port);
    }

    private void add(final WireStream wire, final String channel) {
        registrations.put(wire, aeron.asyncAddSubscription(channel, wire.streamId(),
            image -> events.add(new Event(wire, image, true)),
            image -> events.add(new Event(wire, image, false))));
    }

    boolean listening() {
        return listening;
    }

    /** The bound port, once known. */
    Optional<Endpoint> endpoint() {
        return endpoint;
    }

    /** Whether all streams are there. */
    boolean ready() {
        return subscriptions.size() == WireStream.values().length && endpoint.isPresent();
    }

    /** Why the port cannot be had; empty while it can. */
    String fault() {
        return fault;
    }

    /** Follows the driver's answers until {@link #ready} or {@link #fault}. */
    void poll() {
        if (ready() || !fault.isEmpty()) {
            return;
        }
        try {
            for (final Map.Entry<WireStream, Long> entry : registrations.entrySet()) {
                if (!subscriptions.containsKey(entry.getKey())) {
                    final Subscription subscription = aeron.getSubscription(entry.getValue());
                    if (subscription != null) {
                        subscriptions.put(entry.getKey(), subscription);
                    }
                }
            }
            if (endpoint.isEmpty() && subscriptions.containsKey(WireStream.CONTROL)) {
                resolve();
            }
        } catch (final AeronException e) {
            fault = ErrorLines.firstLine(e);
        }
    }

    private void resolve() {
        final String bound = Objects.requireNonNull(subscriptions.get(WireStream.CONTROL)).resolvedEndpoint();
        if (bound != null) {
            endpoint = Optional.of(new Endpoint(host, Endpoint.parse(bound).port()));
            add(WireStream.REPORT, "aeron:udp?tags=" + tag);
            add(WireStream.BLOCK, "aeron:udp?tags=" + tag);
        }
    }

    /** The next coming or going of an image. */
    Optional<Event> event() {
        return Optional.ofNullable(events.poll());
    }
}
