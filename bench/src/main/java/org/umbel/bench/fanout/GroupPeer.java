package org.umbel.bench.fanout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.umbel.relay.group.GroupListener;
import org.umbel.relay.group.GroupOptions;
import org.umbel.relay.group.GroupSink;
import org.umbel.relay.group.GroupSource;
import org.umbel.relay.multicast.MulticastReceiver;
import org.umbel.relay.multicast.MulticastSender;

/**
 * Sends everything to a group, as a parent does to its children. Over the TCP connection of the roll call each receiver
 * is told its number, and later, if it had to leave the group, is sent what it has not got.
 */
public final class GroupPeer {
    private static final InetSocketAddress GROUP = new InetSocketAddress("239.231.0.1", 40_779);
    private static final int HELLO_BYTES = Long.BYTES + Short.BYTES;
    private static final double MBIT_BYTES = 125_000;
    private static final long MS = 1_000_000L;
    private static final long GATHER_NS = MS;

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
        private final BitSet waitedFor = new BitSet();
        private final int[] delivered;
        private final PeerArguments told;
        private final GroupSource source;
        private final long token = ThreadLocalRandom.current().nextLong();

        Sending(final PeerArguments told, final RollCall roll) {
            this.told = told;
            blocks = told.blocks();
            channels = roll.channels();
            delivered = new int[channels.size()];
            source = new GroupSource(options(told), token, this, System.nanoTime());
        }

        void run() throws IOException {
            try (MulticastSender sender = MulticastSender.open(InetAddress.getByName(told.address()), GROUP, source,
                options(told)); Selector selector = selector(sender.channel(), SelectionKey.OP_READ)) {
                System.err.println(sender.buffers());
                for (int i = 0; i < channels.size(); i++) {
                    channels.get(i).write(ByteBuffer.allocate(HELLO_BYTES).putLong(token).putShort((short) i).flip());
                    waitedFor.set(i);
                    source.add(i, System.nanoTime());
                }
                while (!waitedFor.isEmpty()) {
                    step(sender, selector);
                }
                System.out.println("begin " + System.nanoTime());
                waitedFor.set(0, channels.size());
                int next = 0;
                while (source.members() > 0 && !waitedFor.isEmpty()) {
                    while (next < blocks.size() && source.offer(blocks.get(next)) != GroupSource.FULL) {
                        next++;
                    }
                    step(sender, selector);
                }
                System.err.println(source.sent() + ", " + source.bytesPerSecond() + " bytes/s" + sender.trouble());
            }
        }

        private static void step(final MulticastSender sender, final Selector selector) throws IOException {
            if (sender.poll(System.nanoTime()) == 0) {
                await(selector, sender.nextDeadlineNs());
            }
        }

        @Override
        public void joined(final int member, final long firstMessage) {
            waitedFor.clear(member);
        }

        @Override
        public void delivered(final int member, final long message) {
            if (++delivered[member] == blocks.size()) {
                waitedFor.clear(member);
            }
        }

        @Override
        public void left(final int member, final String reason, final long[] messages) {
            System.err.println("member " + member + " has left, " + messages.length + " messages lacking: " + reason);
            waitedFor.clear(member);
        }
    }

    private static void receive(final PeerArguments told) throws IOException {
        try (RollCall roll = RollCall.join()) {
            final ByteBuffer hello = ByteBuffer.allocate(HELLO_BYTES);
            while (hello.hasRemaining()) {
                if (roll.channels().getFirst().read(hello) < 0) {
                    throw new IOException("the sender is gone");
                }
            }
            hello.flip();
            final Proof proof = new Proof(told.mib());
            final GroupSink sink = new GroupSink(options(told), hello.getLong(), hello.getShort(),
                (number, message) -> proof.add((int) number, message));
            try (MulticastReceiver receiver = MulticastReceiver.open(InetAddress.getByName(told.address()), GROUP,
                sink, options(told)); Selector selector = selector(receiver.channel(), SelectionKey.OP_READ)) {
                while (!proof.isWhole()) {
                    if (receiver.poll(System.nanoTime()) == 0) {
                        await(selector, receiver.nextDeadlineNs());
                    }
                }
                proof.print(System.nanoTime());
                roll.done();
                final SocketChannel channel = roll.channels().getFirst();
                channel.configureBlocking(false);
                // The last reports have to arrive: until the sender has what it needs.
                while (isOpen(channel)) {
                    receiver.poll(System.nanoTime());
                    await(selector, Math.min(receiver.nextDeadlineNs(), System.nanoTime() + 10 * MS));
                }
            }
        }
    }

    private static boolean isOpen(final SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) >= 0;
        } catch (final IOException e) {
            return false;
        }
    }

    private static Selector selector(final SelectableChannel channel, final int operations) throws IOException {
        final Selector selector = Selector.open();
        channel.register(selector, operations);
        return selector;
    }

    /** Lets what comes gather for a moment, and then waits for more: waking up for each datagram costs most. */
    private static void await(final Selector selector, final long deadlineNs) throws IOException {
        LockSupport.parkNanos(Math.min(deadlineNs - System.nanoTime(), GATHER_NS));
        final long ns = Math.min(deadlineNs - System.nanoTime(), 100 * MS);
        if (ns > 0) {
            selector.select(key -> {}, Math.max(1, ns / MS));
        }
    }
}
