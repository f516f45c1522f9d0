package org.umbel.relay.aeron;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.StreamKind;
import org.umbel.relay.transport.Transport;
import org.umbel.topology.Endpoint;

/** A transport under test with a memory of all that it said. */
final class Side implements Transport.Handler, AutoCloseable {
    static final long INCARNATION = 0x5151;
    static final long TIMEOUT_NS = 20_000_000_000L;

    /** A message as it came. */
    record Got(long link, LinkHeader header, Message message) {}

    final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    final List<Long> accepted = new ArrayList<>();
    final List<Got> got = new ArrayList<>();
    final List<String> malformed = new ArrayList<>();
    final Map<Long, Integer> malformedByLink = new HashMap<>();
    final Map<Long, String> downs = new HashMap<>();
    final AeronTransport transport;
    private final Map<Long, long[]> counters = new HashMap<>();

    private Side(final Optional<Endpoint> listen) {
        transport = AeronTransport.launch(listen.isPresent() ? AeronConfig.listening(listen.get(), lines::add)
            : AeronConfig.dialling(lines::add));
    }

    static Side listening() {
        return listening(0);
    }

    static Side listening(final int port) {
        return new Side(Optional.of(new Endpoint("127.0.0.1", port)));
    }

    static Side dialling() {
        return new Side(Optional.empty());
    }

    String address() {
        return transport.listening().orElseThrow().toString();
    }

    static Message.Hello hello(final String name, final Message.Position position) {
        return new Message.Hello(Message.Role.LEAF, position, name, "test", 42, 3, "", 0);
    }

    static Message.Welcome welcome() {
        return new Message.Welcome(Message.Role.RELAY, "relay", "test", 42);
    }

    boolean send(final long link, final Message message) {
        final long[] next = counters.computeIfAbsent(link, l -> new long[StreamKind.values().length]);
        final int stream = message.stream().ordinal();
        final boolean sent = transport.send(link, new LinkHeader(INCARNATION, next[stream]), message,
            System.nanoTime());
        if (sent) {
            next[stream]++;
        }
        return sent;
    }

    long dial(final String endpoint) {
        return transport.dial(endpoint, System.nanoTime());
    }

    int poll() {
        return transport.poll(this, System.nanoTime());
    }

    /** Polls all sides until the condition holds; false when it does not within the bound. */
    static boolean await(final BooleanSupplier condition, final Side... sides) {
        final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                return false;
            }
            int work = 0;
            for (final Side side : sides) {
                work += side.poll();
            }
            sides[0].transport.idle(work, System.nanoTime() + 1_000_000);
        }
        return true;
    }

    /** Dials, says hello and is welcomed; returns the link at {@code to} that belongs to it. */
    long join(final long link, final String name, final Message.Position position, final Side to) {
        final int acceptedBefore = to.accepted.size();
        if (!await(() -> send(link, hello(name, position)), this, to)
            || !await(() -> to.accepted.size() > acceptedBefore, this, to)) {
            throw new AssertionError("hello did not arrive: " + downs + to.malformed + lines + to.lines);
        }
        final long there = to.accepted.getLast();
        if (!await(() -> to.send(there, welcome()), this, to)
            || !await(() -> got.stream().anyMatch(g -> g.link() == link
                && g.message() instanceof Message.Welcome), this, to)) {
            throw new AssertionError("welcome did not arrive: " + to.downs + malformed + lines + to.lines);
        }
        return there;
    }

    long messagesOf(final long link) {
        return got.stream().filter(g -> g.link() == link).count();
    }

    @Override
    public void onAccepted(final long link, final String remote, final long nowNs) {
        accepted.add(link);
    }

    @Override
    public void onMessage(final long link, final LinkHeader header, final Message message, final long nowNs) {
        got.add(new Got(link, header, message));
    }

    @Override
    public void onMalformed(final long link, final String remote, final String reason, final long nowNs) {
        malformed.add(reason);
        malformedByLink.merge(link, 1, Integer::sum);
    }

    @Override
    public void onDown(final long link, final String reason, final long nowNs) {
        downs.put(link, reason);
    }

    @Override
    public void close() {
        transport.close();
    }
}
