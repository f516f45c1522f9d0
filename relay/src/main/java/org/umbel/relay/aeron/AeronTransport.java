package org.umbel.relay.aeron;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.umbel.codec.block.Block;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.MessageCodec;
import org.umbel.relay.transport.Transport;
import org.umbel.topology.Endpoint;

/**
 * Links over Aeron's UDP unicast, with an embedded driver. See the package for how links are told apart.
 *
 * <p>One thread, the one that launches, calls everything; it ends each round of its loop with {@link #idle} or
 * another pause. Nothing but {@link #launch} and {@link #close()} waits. A stranger whose first message is no hello is
 * reported once and ignored from then on.
 */
public final class AeronTransport implements Transport {
    private static final long LAUNCH_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    /** The driver tells the other side of a stream's end with its next heartbeat, due every 100 ms. */
    private static final long FAREWELL_NS = TimeUnit.MILLISECONDS.toNanos(150);

    private record Down(Link link, String reason) {}

    private final AeronConfig config;
    private final ErrorLines errors;
    private final Driver driver;
    private final Pauses pauses;
    private final GroupStreams groups;
    private final Reception reception = new Reception(new Arrivals());
    private final List<Inlet> inlets = new ArrayList<>();
    private final Map<String, Inlet> replyInlets = new HashMap<>();
    private final Set<Inlet> announced = new HashSet<>();
    private final LinkTable links = new LinkTable();
    private final Queue<Down> downs = new ArrayDeque<>();
    private final MessageCodec codec = new MessageCodec();
    private final ExpandableArrayBuffer scratch =
        new ExpandableArrayBuffer(WireStream.BLOCK.messageBytesMax());
    private Optional<Inlet> listening = Optional.empty();
    private Optional<Handler> handler = Optional.empty();
    private long nowNs;
    private int tagNext = 1;
    private boolean stirred;
    private boolean closed;

    private AeronTransport(final AeronConfig config, final ErrorLines errors, final Driver driver) {
        this.config = config;
        this.errors = errors;
        this.driver = driver;
        this.pauses = new Pauses(driver.socketWait());
        this.groups = new GroupStreams(config.groupBytesPerSecond(), driver.socketWait(), config.log());
    }

    /**
     * Starts the embedded driver and, if asked to, listens. Takes about half a second.
     *
     * @throws LaunchException with the remedy, when this machine does not allow it
     */
    public static AeronTransport launch(final AeronConfig config) {
        final ErrorLines errors = new ErrorLines(config.log(), System.nanoTime());
        final AeronTransport transport = new AeronTransport(config, errors, Driver.launch(config, errors));
        try {
            config.listen().ifPresent(transport::listen);
        } catch (final RuntimeException e) {
            transport.close();
            throw e;
        }
        return transport;
    }

    private void listen(final Endpoint at) {
        final Inlet inlet = addInlet(Routes.local(at), at.port(), true);
        listening = Optional.of(inlet);
        final long deadlineNs = System.nanoTime() + LAUNCH_TIMEOUT_NS;
        while (!inlet.ready()) {
            driver.invoke();
            inlet.poll();
            if (!inlet.fault().isEmpty() || System.nanoTime() - deadlineNs > 0) {
                throw new LaunchException(
                    "Cannot listen on UDP %s (%s). Is another node there? Try --listen %s"
                        .formatted(at, inlet.fault(), at.port() + 1));
            }
            pauses.await();
        }
    }

    private Inlet addInlet(final String host, final int port, final boolean strangers) {
        final Inlet inlet = new Inlet(driver.aeron(), host, port, tagNext++, strangers);
        inlets.add(inlet);
        return inlet;
    }

    /** Where others dial in: the bound address and port; empty for who only dials. */
    public Optional<Endpoint> listening() {
        return listening.flatMap(Inlet::endpoint);
    }

    /** The ports where dialled nodes answer; known soon after the first dial, one per own address. */
    public List<Endpoint> replyPorts() {
        return replyInlets.values().stream().flatMap(inlet -> inlet.endpoint().stream()).toList();
    }

    /** The driver's folder, for diagnosis. */
    public Path folder() {
        return driver.folder();
    }

    /** Aeron's errors since the start; most come from strangers' datagrams. */
    public long errorCount() {
        return errors.count();
    }

    /** Links, and strangers that still send. */
    int peerCount() {
        return reception.peerCount();
    }

    /**
     * Ends a round of the agent's loop: waits for a datagram, {@link #wake} or the deadline, at most 25 milliseconds;
     * not if there was work, or the driver is not at rest.
     *
     * @param deadlineNs when the caller has something to do, of {@link System#nanoTime}
     */
    public void idle(final int workCount, final long deadlineNs) {
        pauses.idle(workCount == 0 && !stirred, Math.min(deadlineNs, groups.nextDeadlineNs()));
    }

    /**
     * The same at rest, where a wake-up costs more than anything that is done in it: waits for at most 250
     * milliseconds, and when a datagram has come for 3 more, in which others come too. While a dial is not answered it
     * is as {@link #idle}: that takes many turns.
     *
     * @param deadlineNs when the caller has something to do, of {@link System#nanoTime}
     */
    public void rest(final int workCount, final long deadlineNs) {
        if (isAnswered()) {
            pauses.rest(workCount == 0 && !stirred, deadlineNs);
        } else {
            idle(workCount, deadlineNs);
        }
    }

    /**
     * As {@link #idle}, but what comes is left to gather for some milliseconds, whatever it is: each wake-up finds cold
     * caches, and leaves cold ones to a renderer. Not while so much comes that a socket's buffer would not hold it.
     *
     * @param deadlineNs when the caller has something to do if it is as {@link #idle}
     * @param gatherNs   else, whatever the caller has to do
     */
    public void gather(final int workCount, final long deadlineNs, final long gatherNs) {
        if (isAnswered()) {
            pauses.gather(workCount == 0 && !stirred, deadlineNs, gatherNs);
        } else {
            idle(workCount, deadlineNs);
        }
    }

    private boolean isAnswered() {
        return !groups.isBusy() && !driver.isHeldUp() && links.isAnswered();
    }

    /** Ends the wait. May be called from any thread. */
    public void wake() {
        pauses.wake();
    }

    /** Ends the wait, but what has happened is left to gather with the rest. May be called from any thread. */
    public void nudge() {
        pauses.nudge();
    }

    @Override
    public long dial(final String endpoint, final long now) {
        return links.add(number -> Link.dialled(number, endpoint, links.sessionDrawn(), now, Routes.find(endpoint)))
            .number();
    }

    @Override
    public boolean send(final long link, final LinkHeader header, final Message message, final long now) {
        final Link to = links.get(link);
        if (to == null) {
            return true;
        }
        final WireStream wire = WireStream.of(message.stream());
        if (to.outlet().isEmpty() || !to.outlet().get().hasRoom(wire, now)) {
            return false;
        }
        final int length = codec.encode(header, to.addressed(message), scratch, 0);
        if (length > wire.messageBytesMax()) {
            down(to, "%s of %d bytes exceeds the %d of the %s stream".formatted(
                message.getClass().getSimpleName(), length, wire.messageBytesMax(), wire.kind()));
            return true;
        }
        return switch (to.outlet().get().offer(wire, scratch, length)) {
            case SENT -> {
                stirred = true;
                yield true;
            }
            case FULL -> false;
            case DEAD -> {
                down(to, wire.kind() + " stream is closed");
                yield true;
            }
        };
    }

    @Override
    public Optional<Message.Invite> invite(final long link, final long now) {
        return Optional.ofNullable(links.get(link)).flatMap(Link::inlet).flatMap(Inlet::endpoint)
            .flatMap(here -> groups.invite(link, here.host(), now));
    }

    @Override
    public void join(final long link, final Message.Invite invite, final long now) {
        Optional.ofNullable(links.get(link)).flatMap(Link::inlet).flatMap(Inlet::endpoint)
            .ifPresent(here -> groups.join(link, here.host(), invite));
    }

    @Override
    public long sendToAll(final Block block, final long now) {
        stirred = true;
        return groups.send(block);
    }

    @Override
    public void close(final long link, final long now) {
        final Link ended = links.remove(link);
        if (ended != null) {
            stirred = true;
            ended.end();
            groups.forget(link);
            reception.forget(ended);
        }
    }

    /** Ends a link from this side; the handler hears of it in the next poll. */
    private void down(final Link link, final String reason) {
        if (links.get(link.number()) != null) {
            close(link.number(), nowNs);
            downs.add(new Down(link, reason));
        }
    }

    @Override
    public int poll(final Handler to, final long now) {
        nowNs = now;
        handler = Optional.of(to);
        final int duties = driver.invoke();
        pauses.onDuties(duties);
        stirred = duties > 0;
        int work = 0;
        for (int i = inlets.size() - 1; i >= 0; i--) {
            inlets.get(i).poll();
            work += reception.pollEvents(inlets.get(i));
        }
        for (final Link link : links.all()) {
            advance(link);
        }
        final int fragments = reception.poll();
        work += reception.takeMessages() + groups.poll(to, now);
        // Parts of a message, that is: nothing that the tree has to act on.
        stirred |= fragments > 0 || groups.isMoved();
        final long invalid = driver.invalidPackets();
        if (invalid > 0) {
            to.onMalformed(-1, "udp", invalid + " datagrams that are no Aeron frames", now);
        }
        for (Down down = downs.poll(); down != null; down = downs.poll()) {
            to.onDown(down.link().number(), down.reason(), now);
            work++;
        }
        return work;
    }

    private void advance(final Link link) {
        if (link.outlet().isPresent()) {
            link.outlet().get().poll(nowNs).ifPresent(fault -> down(link, fault));
        } else if (link.route().isCompletedExceptionally()) {
            down(link, "cannot reach " + link.remote() + ": "
                + ErrorLines.firstLine(link.route().exceptionNow()));
        } else if (link.route().isDone()) {
            connect(link, link.route().join());
        }
        if (!link.answered() && nowNs - link.sinceNs() > config.dialTimeoutNs()) {
            down(link, "no answer from %s within %d ms".formatted(link.remote(),
                TimeUnit.NANOSECONDS.toMillis(config.dialTimeoutNs())));
        }
    }

    private void connect(final Link link, final Link.Route route) {
        final Inlet inlet = replyInlets.computeIfAbsent(route.localHost(), host -> addInlet(host, 0, false));
        if (!inlet.fault().isEmpty()) {
            replyInlets.remove(route.localHost());
            inlets.remove(inlet);
            down(link, "no port for the answer on " + route.localHost() + ": " + inlet.fault());
        } else if (inlet.ready()) {
            if (announced.add(inlet)) {
                config.log().accept("answers come in on " + inlet.endpoint().orElseThrow() + " (UDP)");
            }
            link.inlet(inlet);
            reception.expect(link, inlet);
            link.outlet(outlet(Routes.literal(route.target()), link.session()));
        }
    }

    private Outlet outlet(final String destination, final int session) {
        final Outlet outlet = new Outlet(driver, destination, session,
            config.dialTimeoutNs() + config.livenessNs());
        outlet.open(WireStream.CONTROL, nowNs);
        return outlet;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        final boolean farewell = links.size() > 0;
        links.all().forEach(link -> close(link.number(), nowNs));
        final long untilNs = System.nanoTime() + FAREWELL_NS;
        while (farewell && System.nanoTime() - untilNs < 0) {
            driver.invoke();
            pauses.await();
        }
        groups.close();
        driver.close();
    }

    /** What the reception hears, as events of the handler in the same poll. */
    private final class Arrivals implements Reception.Listener {
        @Override
        public Reception.Hearing onHello(final Inlet inlet, final int session, final String remote,
                                         final Message.Hello hello) {
            if (!config.members().test(hello)) {
                return new Reception.Hearing(Optional.empty(), "a hello without the farm's key gets no answer");
            }
            final Endpoint reply;
            try {
                reply = Endpoint.parse(hello.replyEndpoint());
            } catch (final IllegalArgumentException e) {
                return new Reception.Hearing(Optional.empty(), "hello with no port for the answer");
            }
            // Whoever may name any address could turn our answers against a third.
            if (reply.port() == 0 || !Routes.sameHost(reply.host(), Endpoint.parse(remote).host())) {
                return new Reception.Hearing(Optional.empty(),
                    "hello that wants its answer elsewhere: " + reply);
            }
            if (links.size() >= config.linksMax()) {
                return new Reception.Hearing(Optional.empty(),
                    "hello beyond " + config.linksMax() + " links");
            }
            final Link link = links.add(number -> Link.accepted(number, remote, session, nowNs, inlet,
                outlet(reply.toString(), hello.replySession())));
            handler.orElseThrow().onAccepted(link.number(), remote, nowNs);
            return new Reception.Hearing(Optional.of(link), "");
        }

        @Override
        public void onMessage(final Link link, final LinkHeader header, final Message message) {
            handler.orElseThrow().onMessage(link.number(), header, message, nowNs);
        }

        @Override
        public void onMalformed(final Optional<Link> link, final String remote, final String reason) {
            handler.orElseThrow().onMalformed(link.map(Link::number).orElse(-1L), remote, reason, nowNs);
        }

        @Override
        public void onLost(final Link link, final String reason) {
            down(link, reason);
        }
    }
}
