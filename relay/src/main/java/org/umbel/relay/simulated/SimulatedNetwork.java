package org.umbel.relay.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.StreamKind;

/**
 * Hosts, links between them, and everything that goes wrong with links. Host names are endpoints. Faults that
 * end by themselves take the time at which they end.
 */
public final class SimulatedNetwork {
    private final EventQueue events;
    private final SeededRandom random;
    private final NetworkOptions options;
    private final Wire wire;
    private final TraceHash trace;
    private final NetworkTotals totals = new NetworkTotals();
    private final Map<String, SimulatedTransport> transports = new HashMap<>();
    private final Set<LinkEnd> established = new LinkedHashSet<>();
    private final Map<Path, Long> partitionedUntilNs = new HashMap<>();
    private boolean calm;

    /** A direction between two hosts. */
    private record Path(String from, String to) {}

    public SimulatedNetwork(final EventQueue events, final SeededRandom random, final NetworkOptions options,
                            final Wire wire, final TraceHash trace) {
        this.events = events;
        this.random = random;
        this.options = options;
        this.wire = wire;
        this.trace = trace;
    }

    /**
     * A process starts on a host.
     *
     * @param listens whether links may be dialled in
     * @param wake    called whenever the process has something to poll or may send again
     */
    public SimulatedTransport attach(final String host, final boolean listens, final Runnable wake) {
        final SimulatedTransport transport = new SimulatedTransport(this, host, listens, wake);
        transports.put(host, transport);
        return transport;
    }

    /** The process dies without a word: of what it has sent, some arrives; its peers notice later. */
    public void kill(final SimulatedTransport transport) {
        transports.remove(transport.host(), transport);
        for (final LinkEnd end : transport.openEnds()) {
            end.open = false;
            established.remove(end);
            severRandomly(end);
            severAll(end.peer);
            scheduleDown(end.peer, "peer vanished", deathNoticeNs());
        }
        transport.die();
    }

    /** Nothing passes from one host to the other until then. */
    public void partition(final String from, final String to, final long untilNs) {
        partitionedUntilNs.merge(new Path(from, to), untilNs, Math::max);
    }

    /** Holds one stream from one host to the other until then. */
    public void clog(final String from, final String to, final StreamKind kind, final long untilNs) {
        for (final LinkEnd end : established) {
            if (end.host.equals(from) && end.remote.equals(to)) {
                final SimulatedStream stream = Objects.requireNonNull(end.out.get(kind));
                stream.clogUntilNs = Math.max(stream.clogUntilNs, untilNs);
            }
        }
    }

    /** Ends the links between two hosts although both live: both sides notice, each at its own time. */
    public void cut(final String a, final String b) {
        for (final LinkEnd end : List.copyOf(established)) {
            if (end.host.equals(a) && end.remote.equals(b)) {
                severRandomly(end);
                severRandomly(end.peer);
                scheduleDown(end, "link cut", deathNoticeNs());
                scheduleDown(end.peer, "link cut", deathNoticeNs());
            }
        }
    }

    /** Bytes that are no message, from somebody without a link. */
    public void stranger(final String host) {
        final SimulatedTransport transport = transports.get(host);
        if (transport != null) {
            final LinkEnd nobody = new LinkEnd(host, "stranger");
            nobody.link = -1;
            transport.malformed(nobody, "65536 random bytes");
        }
    }

    /** Pairs of hosts {@code {a, b}} that have a link just now; both orders are listed. */
    public List<String[]> linkedHosts() {
        final List<String[]> pairs = new ArrayList<>();
        for (final LinkEnd end : established) {
            pairs.add(new String[] {end.host, end.remote});
        }
        return pairs;
    }

    /** From now on links die no more by gaps, and nothing malformed comes. */
    public void calm() {
        calm = true;
    }

    public NetworkTotals totals() {
        return totals;
    }

    long nowNs() {
        return events.nowNs();
    }

    void dial(final LinkEnd end) {
        final LinkEnd peer = new LinkEnd(/* host= */ end.remote, /* remote= */ end.host);
        end.peer = peer;
        peer.peer = end;
        final long arrivalNs = nowNs() + delayNs();
        for (final StreamKind kind : StreamKind.values()) {
            end.out.put(kind, new SimulatedStream(end, peer, kind, arrivalNs));
            peer.out.put(kind, new SimulatedStream(peer, end, kind, arrivalNs));
        }
        final long giveUpNs = nowNs() + options.connectTimeoutNs();
        events.at(arrivalNs, () -> dialArrives(end));
        events.at(giveUpNs, () -> {
            if (end.listens() && peer.transport == null) {
                peer.open = false;
                end.listener().down(end, "nobody answers at " + end.remote);
            }
        });
    }

    private void dialArrives(final LinkEnd end) {
        final LinkEnd peer = end.peer;
        final long healsNs = healsNs(end.host, peer.host);
        if (healsNs > nowNs()) {
            events.at(healsNs, () -> dialArrives(end));
            return;
        }
        final SimulatedTransport acceptor = transports.get(peer.host);
        if (acceptor == null || !acceptor.listens() || !end.open || !peer.open) {
            return;
        }
        totals.linksOpened++;
        established.add(end);
        established.add(peer);
        acceptor.accept(peer);
    }

    boolean send(final LinkEnd end, final LinkHeader header, final Message message) {
        final SimulatedStream stream = Objects.requireNonNull(end.out.get(message.stream()));
        final Wire.Carried carried = wire.carry(header, message);
        if (stream.bytesHeld > 0 && stream.bytesHeld + carried.bytes() > options.streamBytesMax()) {
            stream.senderWaits = true;
            totals.refusedSends++;
            return false;
        }
        stream.bytesHeld += carried.bytes();
        totals.streamBytesPeak = Math.max(totals.streamBytesPeak, stream.bytesHeld);
        if (!calm && random.chance(options.gapProbability())) {
            totals.gaps++;
            stream.bytesHeld -= carried.bytes();
            // what follows on the stream shows the gap; if nothing does, the transport has the last word
            scheduleDown(end, "lost a message", deathNoticeNs());
            scheduleDown(end.peer, "lost a message", deathNoticeNs());
        } else if (!stream.severed) {
            stream.lineFreeNs = Math.max(nowNs(), stream.lineFreeNs)
                + carried.bytes() * 1_000_000_000L / options.bytesPerSecond();
            long arrivalNs = stream.lineFreeNs + delayNs() + (stream.kind == StreamKind.BLOCK
                ? options.blockSkewNs() : 0);
            if (random.chance(options.slowProbability())) {
                arrivalNs += random.between(0, options.slowNs());
                totals.delayed++;
            }
            stream.lastArrivalNs = Math.max(stream.lastArrivalNs, arrivalNs);
            stream.inFlight.add(new SimulatedStream.Packet(header, carried.message(), carried.bytes(),
                stream.lastArrivalNs, stream, false));
            schedulePump(stream, stream.lastArrivalNs);
        }
        return true;
    }

    private void schedulePump(final SimulatedStream stream, final long timeNs) {
        if (!stream.pumpScheduled) {
            stream.pumpScheduled = true;
            events.at(timeNs, () -> pump(stream));
        }
    }

    /** Moves what has arrived into the receiver's inbox, unless a clog or a partition holds it. */
    private void pump(final SimulatedStream stream) {
        stream.pumpScheduled = false;
        final long healsNs = healsNs(stream.from.host, stream.to.host);
        final long freeNs = Math.max(stream.clogUntilNs, healsNs);
        if (freeNs > nowNs()) {
            totals.delayed += stream.inFlight.size();
            totals.partitioned += healsNs > nowNs() ? stream.inFlight.size() : 0;
            schedulePump(stream, freeNs);
            return;
        }
        while (!stream.inFlight.isEmpty() && stream.inFlight.peek().arrivalNs() <= nowNs()) {
            arrive(stream.inFlight.poll());
        }
        if (!stream.inFlight.isEmpty()) {
            schedulePump(stream, stream.inFlight.peek().arrivalNs());
        }
    }

    private void arrive(final SimulatedStream.Packet packet) {
        final LinkEnd to = packet.stream().to;
        if (!to.listens()) {
            return;
        }
        if (!calm && random.chance(options.malformedProbability())) {
            to.listener().malformed(to, "schema version 999");
        }
        to.listener().arrive(to, packet);
        if (!packet.duplicate() && random.chance(options.duplicateProbability())) {
            totals.duplicates++;
            final var again = new SimulatedStream.Packet(packet.header(), packet.message(), packet.bytes(),
                nowNs(),
                packet.stream(), true);
            events.after(delayNs() * random.nextInt(20), () -> arrive(again));
        }
    }

    /** This side ended the link; what it sent before may still arrive, or be overtaken by the end. */
    void close(final LinkEnd end) {
        if (end.open) {
            end.open = false;
            ended(end);
            scheduleDown(end.peer, "closed by peer", delayNs());
        }
    }

    /** This side's process has been told, or has said itself, that the link is gone. */
    void ended(final LinkEnd end) {
        end.open = false;
        if (established.remove(end) && !end.deathCounted) {
            end.peer.deathCounted = true;
            totals.linkDeaths++;
        }
        severAll(end);
        severAll(end.peer);
    }

    private void scheduleDown(final LinkEnd end, final String reason, final long delayNs) {
        events.after(delayNs, () -> {
            if (healsNs(end.remote, end.host) > nowNs()) {
                scheduleDown(end, reason, healsNs(end.remote, end.host) - nowNs());
            } else if (end.listens()) {
                end.listener().down(end, reason);
            }
        });
    }

    void delivered(final LinkEnd end, final SimulatedStream.Packet packet) {
        totals.messages++;
        totals.bytes += packet.bytes();
        totals.bytesByHost.merge(end.host, (long) packet.bytes(), Long::sum);
        trace.add(nowNs(), end.host.hashCode() * 31L + end.link,
            packet.header().counter() * 31 + packet.message().getClass().getSimpleName().hashCode());
    }

    void malformedDelivered() {
        totals.malformed++;
    }

    private void severRandomly(final LinkEnd end) {
        for (final SimulatedStream stream : end.out.values()) {
            stream.sever(random.nextInt(stream.inFlight.size() + 1));
        }
    }

    /** What is on its way still arrives; nothing sent later does. */
    private static void severAll(final LinkEnd end) {
        for (final SimulatedStream stream : end.out.values()) {
            stream.sever(stream.inFlight.size());
        }
    }

    private long healsNs(final String from, final String to) {
        return partitionedUntilNs.getOrDefault(new Path(from, to), 0L);
    }

    private long delayNs() {
        return options.latencyNs() + random.exponential(options.jitterNs());
    }

    private long deathNoticeNs() {
        return random.between(options.deathNoticeMinNs(), options.deathNoticeMaxNs());
    }
}
