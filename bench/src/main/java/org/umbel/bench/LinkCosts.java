package org.umbel.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.StreamKind;
import org.umbel.relay.aeron.AeronConfig;
import org.umbel.relay.aeron.AeronTransport;
import org.umbel.relay.transport.Transport;
import org.umbel.topology.Endpoint;

/**
 * CPU time that a message takes of one side of a link on loopback, the mean of who sends it and who receives it: Aeron,
 * sockets, SBE, no state machine. Each side has a thread.
 */
final class LinkCosts {
    private static final int MESSAGES = 40_000;
    private static final int BLOCKS = 1500;
    private static final int BLOCK_BYTES = 24_000;
    private static final int PER_TURN = 64;
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(120);
    private static final double SIDES = 2;
    private static final long INCARNATION = 7;

    private LinkCosts() {}

    /**
     * What was measured, in ns.
     *
     * @param messageNs of a message of few bytes
     * @param byteNs    per byte of a large one
     */
    record Measured(double messageNs, double byteNs) {}

    static Measured measure() {
        final Message small = new Message.Credit(new SessionId(1, 2), 1, 1, 1, 1, 0, 0);
        final Message large = new Message.BlockData(new Block(new BlockId(1, 2, 3, 4), BLOCK_BYTES,
            new byte[BLOCK_BYTES]));
        cpuNs(small, MESSAGES);
        final double messageNs = cpuNs(small, MESSAGES) / SIDES / MESSAGES;
        cpuNs(large, BLOCKS);
        final double blockNs = cpuNs(large, BLOCKS) / SIDES / BLOCKS;
        return new Measured(messageNs, Math.max(0, blockNs - messageNs) / BLOCK_BYTES);
    }

    /** Of both sides together, from the first of so many messages to the last. */
    @SuppressWarnings("ClosingStandardOutputStreams") // it closes the sides
    private static long cpuNs(final Message message, final int count) {
        try (Side listener = new Side(AeronConfig.listening(new Endpoint("127.0.0.1", 0), System.err::println));
             Side dialler = new Side(AeronConfig.dialling(System.err::println))) {
            final String address = listener.transport.listening().orElseThrow().toString();
            final Thread receiver = Thread.ofPlatform().start(() -> listener.run(() -> listener.received > count));
            dialler.link = dialler.transport.dial(address, System.nanoTime());
            dialler.sendAll(new Message.Hello(Message.Role.LEAF, Message.Position.CHILD, "bench", "bench", 0, 1, "",
                0), 1);
            dialler.run(() -> dialler.received > 0);
            final long beganNs = dialler.cpuNs();
            dialler.sendAll(message, count);
            dialler.run(() -> !receiver.isAlive());
            return dialler.cpuNs() - beganNs + listener.cpuNs;
        }
    }

    /** One end. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // its own thread counts
    private static final class Side implements Transport.Handler, AutoCloseable {
        private static final Message WELCOME = new Message.Welcome(Message.Role.RELAY, "bench", "bench", 0);
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final AeronTransport transport;
        private final long[] counters = new long[StreamKind.values().length];
        private volatile int received;
        private volatile long cpuNs;
        private boolean greets;
        private long firstCpuNs;
        private long link;

        Side(final AeronConfig config) {
            transport = AeronTransport.launch(config);
        }

        long cpuNs() {
            return threads.getCurrentThreadCpuTime();
        }

        void run(final BooleanSupplier isDone) {
            final long endNs = System.nanoTime() + WAIT_NS;
            while (!isDone.getAsBoolean()) {
                turn(endNs);
            }
            cpuNs = cpuNs() - firstCpuNs;
        }

        private void turn(final long endNs) {
            final long nowNs = System.nanoTime();
            if (nowNs - endNs > 0) {
                throw new IllegalStateException("the messages do not arrive: " + received);
            }
            transport.idle(transport.poll(this, nowNs), nowNs + TimeUnit.MILLISECONDS.toNanos(5));
            greets = greets && !transport.send(link, new LinkHeader(INCARNATION, 0), WELCOME, nowNs);
        }

        void sendAll(final Message message, final int count) {
            final long endNs = System.nanoTime() + WAIT_NS;
            final int stream = message.stream().ordinal();
            for (int sent = 0; sent < count; turn(endNs)) {
                for (int i = 0; i < PER_TURN && sent < count && transport.send(link, new LinkHeader(INCARNATION,
                    counters[stream]), message, System.nanoTime()); i++) {
                    counters[stream]++;
                    sent++;
                }
            }
        }

        @Override
        public void onAccepted(final long newLink, final String remote, final long nowNs) {
            link = newLink;
        }

        @Override
        public void onMessage(final long from, final LinkHeader header, final Message message, final long nowNs) {
            if (message instanceof Message.Hello) {
                greets = true;
                firstCpuNs = cpuNs();
            }
            received++;
        }

        @Override
        public void onMalformed(final long from, final String remote, final String reason, final long nowNs) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void onDown(final long from, final String reason, final long nowNs) {}

        @Override
        public void close() {
            transport.close();
        }
    }
}
