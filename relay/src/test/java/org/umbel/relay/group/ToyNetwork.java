package org.umbel.relay.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.umbel.relay.simulated.SeededRandom;

/** A source and its sinks in virtual time, over a network that loses, delays, reorders and repeats datagrams. */
final class ToyNetwork implements GroupListener {
    static final long MS = 1_000_000L;
    static final long TOKEN = 0x7e57_7e57_7e57_7e57L;

    /** Share of datagrams lost towards each sink; the way back loses as many. */
    double loss;
    double repeated;
    long delayNs = MS / 10;
    long jitterNs;
    /** The link's rate; what does not fit its queue is lost to all. 0: no such link. */
    long linkBytesPerSecond;
    int queueBytesMax = 128 << 10;
    boolean multicastIsBlocked;

    final GroupOptions options;
    final GroupSource source;
    final Map<Integer, Peer> peers = new TreeMap<>();
    final ArrayDeque<byte[]> toOffer = new ArrayDeque<>();
    long nowNs = -5_000 * MS;
    long offered;
    int keptBytesMax;
    private final SeededRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
        Comparator.comparingLong(Event::atNs).thenComparingLong(Event::order));
    private final ByteBuffer buffer;
    private long order;
    private long linkClearNs = nowNs;

    private record Event(long atNs, long order, int to, byte[] bytes) {}

    /** A sink, and what was said about it. */
    final class Peer {
        final int number;
        final GroupSink sink;
        final Set<Long> received = new HashSet<>();
        final Set<Long> delivered = new TreeSet<>();
        double ownLoss;
        long first = -1;
        boolean isFrozen;
        String reason = "";
        long[] missing = {};
        int joins;
        long leftNs;
        int keptBytesMax;

        Peer(final int number) {
            this.number = number;
            sink = new GroupSink(options, TOKEN, number, (message, bytes) -> {
                assertThat(bytes).as("message %d at %d", message, number).isEqualTo(message(message, bytes.length));
                assertThat(received.add(message)).as("message %d once at %d", message, number).isTrue();
            });
        }

        /** Whether nothing was said twice, and everything was said about the messages since it joined. */
        void check() {
            final Set<Long> all = new TreeSet<>(delivered);
            for (final long message : missing) {
                assertThat(all.add(message)).as("%d is missing, and was delivered", message).isTrue();
            }
            assertThat(received).containsAll(delivered);
            if (first >= 0) {
                assertThat(all).containsExactlyElementsOf(LongStream.range(first, offered).boxed().toList());
            }
        }
    }

    ToyNetwork(final GroupOptions options, final long seed) {
        this.options = options;
        random = new SeededRandom(seed);
        buffer = ByteBuffer.allocate(options.datagramBytes());
        source = new GroupSource(options, TOKEN, this, nowNs);
    }

    Peer add(final int number) {
        final Peer peer = peers.computeIfAbsent(number, Peer::new);
        peer.reason = "";
        source.add(number, nowNs);
        return peer;
    }

    /** Content that tells its number. */
    static byte[] message(final long number, final int length) {
        final byte[] bytes = new byte[length];
        final SeededRandom content = new SeededRandom(number);
        for (int i = 0; i < length; i += Long.BYTES) {
            long word = content.nextLong();
            for (int j = i; j < Math.min(length, i + Long.BYTES); j++) {
                bytes[j] = (byte) word;
                word >>>= Byte.SIZE;
            }
        }
        return bytes;
    }

    /** Will be offered when there is room. */
    void queue(final int length) {
        toOffer.add(message(offered + toOffer.size(), length));
    }

    void run(final long ns) {
        final long endNs = nowNs + ns;
        while (nowNs < endNs) {
            step(endNs);
        }
    }

    /** Until everything was offered and nobody is waited for, at most that long. */
    void runUntilDone(final long ns) {
        final long endNs = nowNs + ns;
        settle();
        while (nowNs < endNs && !isDone()) {
            nowNs = Math.max(nowNs + 1000, Math.min(endNs, nextNs()));
            settle();
        }
    }

    private boolean isDone() {
        return peers.values().stream().allMatch(peer -> peer.first >= 0 || !peer.reason.isEmpty())
            && (source.members() == 0 || toOffer.isEmpty() && source.keptBytes() == 0);
    }

    /** What is due now, then on to when something is due next. */
    private void step(final long endNs) {
        settle();
        nowNs = Math.max(nowNs + 1000, Math.min(endNs, nextNs()));
    }

    private void settle() {
        while (!events.isEmpty() && events.peek().atNs <= nowNs) {
            deliver(events.poll());
        }
        offer();
        while (source.next(buffer, nowNs) > 0) {
            multicast(copy());
        }
        keptBytesMax = Math.max(keptBytesMax, (int) source.keptBytes());
        for (final Peer peer : peers.values()) {
            peer.keptBytesMax = Math.max(peer.keptBytesMax, (int) peer.sink.keptBytes());
            while (!peer.isFrozen && peer.sink.next(buffer, nowNs) > 0) {
                carry(-1, copy(), loss);
            }
        }
    }

    private long nextNs() {
        long wakeNs = source.nextDeadlineNs();
        for (final Peer peer : peers.values()) {
            wakeNs = peer.isFrozen ? wakeNs : Math.min(wakeNs, peer.sink.nextDeadlineNs());
        }
        return events.isEmpty() ? wakeNs : Math.min(wakeNs, events.peek().atNs);
    }

    private void offer() {
        while (!toOffer.isEmpty() && source.members() > 0) {
            final long number = source.offer(toOffer.peek());
            if (number == GroupSource.FULL) {
                return;
            }
            assertThat(number).isEqualTo(offered++);
            toOffer.remove();
        }
    }

    private byte[] copy() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void multicast(final byte[] datagram) {
        if (linkBytesPerSecond > 0) {
            final int bytes = datagram.length + options.overheadBytes();
            final long queued = (long) (Math.max(0, linkClearNs - nowNs) / 1e9 * linkBytesPerSecond);
            if (queued + bytes > queueBytesMax) {
                return;
            }
            linkClearNs = Math.max(linkClearNs, nowNs) + (long) (bytes * 1e9 / linkBytesPerSecond);
        }
        if (!multicastIsBlocked) {
            peers.values().forEach(peer -> carry(peer.number, datagram, Math.max(loss, peer.ownLoss)));
        }
    }

    private void carry(final int to, final byte[] datagram, final double lossHere) {
        if (random.chance(lossHere)) {
            return;
        }
        final long atNs = Math.max(nowNs, linkBytesPerSecond > 0 && to >= 0 ? linkClearNs : nowNs) + delayNs;
        for (int i = random.chance(repeated) ? 2 : 1; i > 0; i--) {
            events.add(new Event(atNs + (jitterNs == 0 ? 0 : random.between(0, jitterNs)), order++, to, datagram));
        }
    }

    private void deliver(final Event event) {
        if (event.to < 0) {
            source.onDatagram(ByteBuffer.wrap(event.bytes), nowNs);
        } else if (!peers.get(event.to).isFrozen) {
            peers.get(event.to).sink.onDatagram(ByteBuffer.wrap(event.bytes), nowNs);
        }
    }

    @Override
    public void joined(final int member, final long firstMessage) {
        final Peer peer = peers.get(member);
        peer.joins++;
        peer.first = firstMessage;
        peer.delivered.clear();
        peer.missing = new long[] {};
    }

    @Override
    public void delivered(final int member, final long message) {
        assertThat(peers.get(member).delivered.add(message)).as("delivered once").isTrue();
    }

    @Override
    public void left(final int member, final String reason, final long[] messages) {
        final Peer peer = peers.get(member);
        peer.reason = reason;
        peer.missing = messages;
        peer.leftNs = nowNs;
        peer.check();
        peer.first = -1;
    }
}
