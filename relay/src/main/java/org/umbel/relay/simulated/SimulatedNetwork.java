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
    private final Map<Path, Route> routes = new HashMap<>();
    /** Copies of messages of ended links that will still come, by the sender's and the receiver's host. */
    private final Map<Path, List<SimulatedStream.Packet>> ghosts = new HashMap<>();
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

    SimulatedGroup group(final SimulatedTransport sender) {
        return new SimulatedGroup(events, random.split(), options, totals, sender);
    }

    void heard(final LinkEnd end, final SimulatedGroup.Copy copy) {
        copy.block().ifPresent(block -> {
            final int bytes = block.compressed().length;
            totals.bytes += bytes;
            end.bytesIn[0] += bytes;
            totals.onBlock(end.host, block.id());
        });
        trace.add(nowNs(), end.host.hashCode() * 31L + end.link, copy.number());
        copy.group().heard(end.peer, copy.number());
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

    /** The process ends and closes its links. */
    public void leave(final SimulatedTransport transport) {
        transports.remove(transport.host(), transport);
        transport.close();
    }

    /** Nothing passes from one host to the other until then. */
    public void partition(final String from, final String to, final long untilNs) {
        final Route route = route(from, to);
        route.partitionedUntilNs = Math.max(route.partitionedUntilNs, untilNs);
    }

    /** All that passes from one host to the other is slow until then. */
    public void slow(final String from, final String to, final long bytesPerSecond, final long untilNs) {
        final Route route = route(from, to);
        route.slowUntilNs = untilNs;
        route.slowBytesPerSecond = bytesPerSecond;
    }

    private Route route(final String from, final String to) {
        return routes.computeIfAbsent(new Path(from, to), key -> new Route());
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
        end.route = route(end.host, end.remote);
        peer.route = route(end.remote, end.host);
        end.bytesIn = totals.counter(end.host);
        peer.bytesIn = totals.counter(peer.host);
        final long arrivalNs = nowNs() + delayNs();
        for (final StreamKind kind : StreamKind.values()) {
            end.out.put(kind, new SimulatedStream(this, end, peer, kind, arrivalNs));
            peer.out.put(kind, new SimulatedStream(this, peer, end, kind, arrivalNs));
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
        final long healsNs = end.route.partitionedUntilNs;
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
        haunt(end);
        haunt(peer);
    }

    /** What was doubled on a link of these two hosts before comes once more, if the process is still the same. */
    private void haunt(final LinkEnd end) {
        final List<SimulatedStream.Packet> old = ghosts.remove(new Path(end.host, end.remote));
        if (old == null) {
            return;
        }
        for (final SimulatedStream.Packet ghost : old) {
            events.after(delayNs() * (2 + random.nextInt(20)), () -> {
                final LinkEnd to = ghost.stream().to;
                if (!to.open && !to.listener().isDead()) {
                    totals.ghosts++;
                    to.listener().arrive(to, ghost);
                }
            });
        }
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
        if (!calm && random.chance(options.mishaps().gapProbability())) {
            totals.gaps++;
            stream.bytesHeld -= carried.bytes();
            // what follows on the stream shows the gap; if nothing does, the transport has the last word
            scheduleDown(end, "lost a message", deathNoticeNs());
            scheduleDown(end.peer, "lost a message", deathNoticeNs());
        } else if (!stream.severed) {
            final NetworkOptions.Delays delays = options.delays();
            stream.lineFreeNs = Math.max(nowNs(), stream.lineFreeNs) + carried.bytes() * 1_000_000_000L
                / end.route.bytesPerSecond(options.bytesPerSecond(), nowNs());
            long arrivalNs = stream.lineFreeNs + delayNs() + (stream.kind == StreamKind.BLOCK
                ? delays.blockSkewNs() : 0);
            if (random.chance(delays.slowProbability())) {
                arrivalNs += random.between(0, delays.slowNs());
                totals.delayed++;
            }
            stream.lastArrivalNs = Math.max(stream.lastArrivalNs, arrivalNs);
            stream.inFlight.add(new SimulatedStream.Packet(header, carried.message(), carried.bytes(),
                stream.lastArrivalNs, stream, SimulatedStream.Copy.FIRST));
            schedulePump(stream, stream.lastArrivalNs);
        }
        return true;
    }

    private void schedulePump(final SimulatedStream stream, final long timeNs) {
        if (!stream.pumpScheduled) {
            stream.pumpScheduled = true;
            events.at(timeNs, stream.pump);
        }
    }

    /** Moves what has arrived into the receiver's inbox, unless a clog or a partition holds it. */
    void pump(final SimulatedStream stream) {
        stream.pumpScheduled = false;
        final long healsNs = stream.from.route.partitionedUntilNs;
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
        final NetworkOptions.Mishaps mishaps = options.mishaps();
        if (!calm && random.chance(mishaps.malformedProbability())) {
            to.listener().malformed(to, "schema version 999");
        }
        to.listener().arrive(to, packet);
        if (packet.copy() != SimulatedStream.Copy.FIRST) {
            return;
        }
        if (random.chance(mishaps.duplicateProbability())) {
            totals.duplicates++;
            final SimulatedStream.Packet again = packet.again(SimulatedStream.Copy.DUPLICATE);
            events.after(delayNs() * random.nextInt(20), () -> arrive(again));
        }
        if (random.chance(mishaps.ghostProbability())) {
            ghosts.computeIfAbsent(new Path(packet.stream().from.host, to.host), key -> new ArrayList<>())
                .add(packet.again(SimulatedStream.Copy.GHOST));
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
            final long healsNs = end.peer.route.partitionedUntilNs;
            if (healsNs > nowNs()) {
                scheduleDown(end, reason, healsNs - nowNs());
            } else if (end.listens()) {
                end.listener().down(end, reason);
            }
        });
    }

    void delivered(final LinkEnd end, final SimulatedStream.Packet packet) {
        totals.messages++;
        totals.bytes += packet.bytes();
        end.bytesIn[0] += packet.bytes();
        if (packet.message() instanceof Message.BlockData data) {
            totals.onBlock(end.host, data.block().id());
        }
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

    private long delayNs() {
        return options.delays().draw(random);
    }

    private long deathNoticeNs() {
        return random.between(options.deathNoticeMinNs(), options.deathNoticeMaxNs());
    }
}
