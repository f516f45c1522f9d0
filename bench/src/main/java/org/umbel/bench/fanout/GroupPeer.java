package org.umbel.bench.fanout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.umbel.bench.TestFarm;
import org.umbel.relay.group.GroupListener;
import org.umbel.relay.group.GroupOptions;
import org.umbel.relay.group.GroupSink;
import org.umbel.relay.group.GroupSource;
import org.umbel.relay.multicast.MulticastReceiver;
import org.umbel.relay.multicast.MulticastSender;

/**
 * Sends everything to a group, as a parent does to its children. Over the TCP connection of the roll call each receiver
 * is told its number, and later, if it had to leave the group, is sent what it has not got.
 *
 * <p>Messages that do not count go before those that do: a node has run for a while when a scene comes, and nine
 * virtual machines that compile at once on two processors tell nothing of a network.
 */
public final class GroupPeer {
    private static final InetSocketAddress GROUP = new InetSocketAddress("239.231.0.1", 40_779);
    private static final int HELLO_BYTES = Long.BYTES + Short.BYTES;
    private static final double MBIT_BYTES = 125_000;
    private static final long MS = 1_000_000L;
    /** Of the blocks that go before. */
    static final int WARM_MIB = 32;
    private static final int WARM_MESSAGES = Blocks.count(WARM_MIB);
    private static final long WARM_NS = 15_000 * MS;
    private static final long GATHER_NS = MS;
    /** Who has left is asked again after so long, as a node asks its children. */
    private static final long AGAIN_NS = 1_000 * MS;

    private GroupPeer() {}

    /** One side. */
    public static void main(final String[] args) throws IOException {
        final PeerArguments told = PeerArguments.of(args);
        Rehearsal.run(options(told));
        if (told.isSender()) {
            try (RollCall roll = RollCall.await(told.address(), told.receivers())) {
                new Sending(told, roll).run();
            }
        } else {
            receive(told);
        }
    }

    private static GroupOptions options(final PeerArguments told) {
        return GroupOptions.of((long) (told.mbit() * MBIT_BYTES));
    }

    /** The sender's side; messages have the numbers of their blocks. */
    private static final class Sending implements GroupListener {
        private final List<byte[]> blocks;
        private final List<SocketChannel> channels;
        private final List<Repairs.Outgoing> repairs = new ArrayList<>();
        private final BitSet waitedFor = new BitSet();
        private final BitSet members = new BitSet();
        /** Messages that each has got of those that go before. */
        private final int[] warmed;
        /** When who has left is asked to hear the group again. */
        private final long[] againNs;
        private final PeerArguments told;
        private final GroupSource source;
        private final Pauses pauses = new Pauses();
        private final long token = ThreadLocalRandom.current().nextLong();

        Sending(final PeerArguments told, final RollCall roll) {
            this.told = told;
            blocks = told.blocks();
            channels = roll.channels();
            warmed = new int[channels.size()];
            againNs = new long[channels.size()];
            Arrays.fill(againNs, Long.MAX_VALUE);
            source = new GroupSource(options(told), token, this, System.nanoTime());
        }

        void run() throws IOException {
            try (MulticastSender sender = MulticastSender.open(InetAddress.getByName(told.address()), GROUP, source,
                options(told)); Selector selector = selector(sender.channel(), SelectionKey.OP_READ)) {
                System.err.println(sender.buffers());
                for (int i = 0; i < channels.size(); i++) {
                    channels.get(i).write(ByteBuffer.allocate(HELLO_BYTES).putLong(token).putShort((short) i).flip());
                    channels.get(i).configureBlocking(false);
                    repairs.add(new Repairs.Outgoing(channels.get(i), blocks));
                    source.add(i, System.nanoTime());
                }
                while (members.cardinality() < channels.size()) {
                    step(sender, selector);
                }
                warm(sender, selector);
                System.out.println("before " + Files.readString(TestFarm.SENT_BYTES).strip());
                pauses.begin();
                System.out.println("begin " + System.nanoTime());
                waitedFor.set(0, channels.size());
                int next = 0;
                while (!waitedFor.isEmpty()) {
                    while (next < blocks.size() && source.offer(blocks.get(next)) != GroupSource.FULL) {
                        owe(next++);
                    }
                    step(sender, selector);
                }
                System.err.println(source.sent() + ", " + source.bytesPerSecond() + " bytes/s" + sender.trouble());
                pauses.print();
            }
        }

        /** Sends what goes before, and waits until all have it and are members again; not for ever. */
        private void warm(final MulticastSender sender, final Selector selector) throws IOException {
            final long endNs = System.nanoTime() + WARM_NS;
            int next = 0;
            while (next < WARM_MESSAGES || System.nanoTime() < endNs && (members.cardinality() < channels.size()
                || Arrays.stream(warmed).anyMatch(count -> count < WARM_MESSAGES))) {
                while (next < WARM_MESSAGES && source.offer(blocks.get(next % blocks.size())) != GroupSource.FULL) {
                    next++;
                }
                step(sender, selector);
            }
        }

        /** To those who do not hear what has just been offered. */
        private void owe(final int block) {
            for (int i = members.nextClearBit(0); i < channels.size(); i = members.nextClearBit(i + 1)) {
                repairs.get(i).add(block);
            }
        }

        private void step(final MulticastSender sender, final Selector selector) throws IOException {
            final long nowNs = System.nanoTime();
            for (int i = 0; i < channels.size(); i++) {
                if (againNs[i] <= nowNs) {
                    againNs[i] = Long.MAX_VALUE;
                    source.add(i, nowNs);
                }
                if (repairs.get(i).poll()) {
                    waitedFor.clear(i);
                }
            }
            final int sent = sender.poll(nowNs);
            pauses.onPolled();
            if (sent == 0) {
                pauses.onWaited(await(selector, Math.min(sender.nextDeadlineNs(), nowNs + 10 * MS)));
            }
        }

        @Override
        public void joined(final int member, final long firstMessage) {
            members.set(member);
        }

        @Override
        public void delivered(final int member, final long message) {
            warmed[member] += message < WARM_MESSAGES ? 1 : 0;
        }

        @Override
        public void left(final int member, final String reason, final long[] messages) {
            System.err.println("member " + member + " has left, " + messages.length + " messages lacking: " + reason);
            members.clear(member);
            againNs[member] = System.nanoTime() + AGAIN_NS;
            for (final long message : messages) {
                if (message < WARM_MESSAGES) {
                    warmed[member]++;
                } else {
                    repairs.get(member).add((int) message - WARM_MESSAGES);
                }
            }
        }
    }

    private static void receive(final PeerArguments told) throws IOException {
        try (RollCall roll = RollCall.join()) {
            final ByteBuffer hello = ByteBuffer.allocate(HELLO_BYTES);
            final SocketChannel channel = roll.channels().getFirst();
            while (hello.hasRemaining()) {
                if (channel.read(hello) < 0) {
                    throw new IOException("the sender is gone");
                }
            }
            hello.flip();
            channel.configureBlocking(false);
            final Proof proof = new Proof(told.mib());
            final Repairs.Incoming repairs = new Repairs.Incoming(channel, proof);
            final Pauses pauses = new Pauses();
            final GroupSink sink = new GroupSink(options(told), hello.getLong(), hello.getShort(),
                (number, message) -> take((int) number - WARM_MESSAGES, message, proof, pauses));
            try (MulticastReceiver receiver = MulticastReceiver.open(InetAddress.getByName(told.address()), GROUP,
                sink, options(told)); Selector selector = selector(receiver.channel(), SelectionKey.OP_READ)) {
                channel.register(selector, SelectionKey.OP_READ);
                while (!proof.isWhole()) {
                    final int read = receiver.poll(System.nanoTime());
                    repairs.poll();
                    pauses.onPolled();
                    if (read == 0) {
                        pauses.onWaited(await(selector, receiver.nextDeadlineNs()));
                    }
                }
                proof.print(System.nanoTime());
                pauses.print();
                roll.done();
                // until the sender has heard that from all
                while (repairs.poll()) {
                    receiver.poll(System.nanoTime());
                    await(selector, Math.min(receiver.nextDeadlineNs(), System.nanoTime() + 10 * MS));
                }
            }
        }
    }

    private static void take(final int block, final byte[] message, final Proof proof, final Pauses pauses) {
        if (block >= 0) {
            proof.add(block, message);
        } else {
            pauses.begin();
            Blocks.requireBlock((block + WARM_MESSAGES) % proof.count(), message);
        }
    }

    private static Selector selector(final SelectableChannel channel, final int operations) throws IOException {
        final Selector selector = Selector.open();
        channel.register(selector, operations);
        return selector;
    }

    /**
     * Lets what comes gather for a moment, and then waits for more: waking up for each datagram costs most. How long it
     * may take.
     */
    private static long await(final Selector selector, final long deadlineNs) throws IOException {
        final long plannedNs = Math.min(Math.max(0, deadlineNs - System.nanoTime()), GATHER_NS + 100 * MS);
        LockSupport.parkNanos(Math.min(plannedNs, GATHER_NS));
        final long ns = Math.min(deadlineNs - System.nanoTime(), 100 * MS);
        if (ns > 0) {
            selector.select(key -> {}, Math.max(1, ns / MS));
        }
        return plannedNs;
    }
}
