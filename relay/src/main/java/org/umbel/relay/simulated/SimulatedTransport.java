package org.umbel.relay.simulated;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbel.codec.block.Block;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.transport.Transport;

/** The transport of one process of a {@link SimulatedNetwork}. */
public final class SimulatedTransport implements Transport {
    private static final int EVENTS_PER_POLL_MAX = 64;

    private final SimulatedNetwork network;
    private final String host;
    private final boolean listens;
    private final Runnable wake;
    private final SimulatedGroup group;
    private final Map<Long, LinkEnd> ends = new LinkedHashMap<>();
    private final ArrayDeque<Event> inbox = new ArrayDeque<>();
    private long linkCount;
    private boolean duplicate;
    private boolean dead;

    /** What waits to be polled. */
    private sealed interface Event {
        LinkEnd end();

        record Accepted(LinkEnd end) implements Event {}

        record Arrived(LinkEnd end, SimulatedStream.Packet packet) implements Event {}

        record Member(LinkEnd end) implements Event {}

        record Received(LinkEnd end, long number) implements Event {}

        record Left(LinkEnd end, String reason) implements Event {}

        record Heard(LinkEnd end, SimulatedGroup.Copy copy) implements Event {}

        record Malformed(LinkEnd end, String reason) implements Event {}

        record Down(LinkEnd end, String reason) implements Event {}
    }

    SimulatedTransport(final SimulatedNetwork network, final String host, final boolean listens,
                       final Runnable wake) {
        this.network = network;
        this.host = host;
        this.listens = listens;
        this.wake = wake;
        this.group = network.group(this);
    }

    @Override
    public long dial(final String endpoint, final long nowNs) {
        final LinkEnd end = new LinkEnd(host, endpoint);
        register(end);
        network.dial(end);
        return end.link;
    }

    @Override
    public boolean send(final long link, final LinkHeader header, final Message message, final long nowNs) {
        final LinkEnd end = ends.get(link);
        return end == null || network.send(end, header, message);
    }

    @Override
    public Optional<Message.Invite> invite(final long link, final long nowNs) {
        final LinkEnd end = ends.get(link);
        return end == null ? Optional.empty() : group.invite(end);
    }

    @Override
    public void join(final long link, final Message.Invite invite, final long nowNs) {
        final LinkEnd end = ends.get(link);
        if (end != null && end.peer.listens()) {
            end.peer.listener().group.join(end, invite);
        }
    }

    @Override
    public long sendToAll(final Block block, final long nowNs) {
        return group.send(block);
    }

    @Override
    public void close(final long link, final long nowNs) {
        final LinkEnd end = ends.remove(link);
        if (end != null) {
            network.close(end);
        }
    }

    @Override
    public int poll(final Handler handler, final long nowNs) {
        int count = 0;
        while (count < EVENTS_PER_POLL_MAX && !inbox.isEmpty()) {
            deliver(inbox.poll(), handler, nowNs);
            count++;
        }
        return count;
    }

    private void deliver(final Event event, final Handler handler, final long nowNs) {
        final LinkEnd end = event.end();
        if (event instanceof Event.Arrived(LinkEnd _, SimulatedStream.Packet packet)) {
            packet.stream().release(packet);
        }
        if (end != null && !end.open && !isGhost(event)) {
            return;
        }
        switch (event) {
            case Event.Accepted _ -> handler.onAccepted(end.link, end.remote, nowNs);
            case Event.Arrived arrived -> {
                duplicate = arrived.packet.copy() != SimulatedStream.Copy.FIRST;
                network.delivered(end, arrived.packet);
                handler.onMessage(end.link, arrived.packet.header(), arrived.packet.message(), nowNs);
            }
            case Event.Member _ -> handler.onMember(end.link, nowNs);
            case Event.Received received -> handler.onReceived(end.link, received.number, nowNs);
            case Event.Left left -> handler.onLeft(end.link, left.reason, nowNs);
            case Event.Heard heard -> {
                network.heard(end, heard.copy);
                heard.copy.block().ifPresent(block -> handler.onHeard(end.link, block, nowNs));
            }
            case Event.Malformed malformed -> {
                network.malformedDelivered();
                handler.onMalformed(end.link, end.remote, malformed.reason, nowNs);
            }
            case Event.Down down -> {
                ends.remove(end.link);
                network.ended(end);
                handler.onDown(end.link, down.reason, nowNs);
            }
        }
    }

    private static boolean isGhost(final Event event) {
        return event instanceof Event.Arrived(LinkEnd _, SimulatedStream.Packet packet)
            && packet.copy() == SimulatedStream.Copy.GHOST;
    }

    /** Ends every link. */
    @Override
    public void close() {
        for (final LinkEnd end : List.copyOf(ends.values())) {
            close(end.link, network.nowNs());
        }
        dead = true;
    }

    /** Whether events wait to be polled. */
    public boolean isReadable() {
        return !inbox.isEmpty();
    }

    public String host() {
        return host;
    }

    /** Whether the message being handled has been handled before. */
    public boolean isDuplicate() {
        return duplicate;
    }

    /** The other end of a link, while both sides hold it open. */
    public Optional<PeerEnd> peer(final long link) {
        final LinkEnd end = ends.get(link);
        return end == null || !end.open || !end.peer.listens() ? Optional.empty()
            : Optional.of(new PeerEnd(end.remote, end.peer.listener(), end.peer.link));
    }

    /** Where a link ends. */
    public record PeerEnd(String host, SimulatedTransport transport, long link) {}

    boolean listens() {
        return listens;
    }

    boolean isDead() {
        return dead;
    }

    /** The process is gone without a word. */
    void die() {
        dead = true;
        inbox.clear();
        ends.clear();
    }

    List<LinkEnd> openEnds() {
        return new ArrayList<>(ends.values());
    }

    void register(final LinkEnd end) {
        end.transport = this;
        end.link = ++linkCount;
        ends.put(end.link, end);
    }

    void accept(final LinkEnd end) {
        register(end);
        add(new Event.Accepted(end));
    }

    void arrive(final LinkEnd end, final SimulatedStream.Packet packet) {
        add(new Event.Arrived(end, packet));
    }

    void malformed(final LinkEnd end, final String reason) {
        add(new Event.Malformed(end, reason));
    }

    void member(final LinkEnd end) {
        add(new Event.Member(end));
    }

    void received(final LinkEnd end, final long number) {
        add(new Event.Received(end, number));
    }

    void left(final LinkEnd end, final String reason) {
        add(new Event.Left(end, reason));
    }

    void heard(final LinkEnd end, final SimulatedGroup.Copy copy) {
        add(new Event.Heard(end, copy));
    }

    void down(final LinkEnd end, final String reason) {
        add(new Event.Down(end, reason));
    }

    void wake() {
        wake.run();
    }

    private void add(final Event event) {
        inbox.add(event);
        wake.run();
    }
}
