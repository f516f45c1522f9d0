package org.umbel.bench.fanout;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Sends everything over a TCP connection to each receiver, all at once: what a tree without a group does at best. */
public final class TcpPeer {
    private TcpPeer() {}

    /** One side. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final PeerArguments told = PeerArguments.of(args);
        if (told.isSender()) {
            send(told);
        } else {
            receive(told);
        }
    }

    private static void send(final PeerArguments told) throws IOException, InterruptedException {
        final List<byte[]> blocks = told.blocks();
        try (RollCall roll = RollCall.await(told.address(), told.receivers())) {
            final List<Thread> threads = new ArrayList<>();
            System.out.println("begin " + System.nanoTime());
            for (final SocketChannel channel : roll.channels()) {
                threads.add(Thread.ofPlatform().start(() -> send(channel, blocks)));
            }
            for (final Thread thread : threads) {
                thread.join();
            }
            roll.awaitDone();
        }
    }

    private static void send(final SocketChannel channel, final List<byte[]> blocks) {
        try {
            for (final byte[] block : blocks) {
                final ByteBuffer rest = ByteBuffer.wrap(block);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
        } catch (final IOException e) {
            System.err.println("a receiver is gone: " + e.getMessage());
        }
    }

    private static void receive(final PeerArguments told) throws IOException {
        try (RollCall roll = RollCall.join()) {
            final SocketChannel channel = roll.channels().getFirst();
            final Proof proof = new Proof(told.mib());
            final byte[] block = new byte[Blocks.BYTES];
            for (int i = 0; !proof.isWhole(); i++) {
                final ByteBuffer rest = ByteBuffer.wrap(block);
                while (rest.hasRemaining()) {
                    if (channel.read(rest) < 0) {
                        throw new EOFException("the sender is gone");
                    }
                }
                proof.add(i, block);
            }
            proof.print(System.nanoTime());
            roll.done();
        }
    }
}
