package org.umbel.bench.fanout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a peer's sender know when all receivers are there, and when they are done: a TCP connection from each, over
 * which each says a byte at its end. Little goes over it in between. Whoever waits in vain is ended by the bench.
 */
final class RollCall implements AutoCloseable {
    private static final int PORT = 40_778;
    /** A receiver that stands still takes no more of the link than about twice this. */
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long RETRY_NS = 20_000_000;

    private final List<SocketChannel> channels;

    private RollCall(final List<SocketChannel> channels) {
        this.channels = channels;
    }

    /** The sender's: returns when so many receivers have come. */
    static RollCall await(final String address, final int receivers) throws IOException {
        final List<SocketChannel> channels = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(address, PORT), receivers);
            while (channels.size() < receivers) {
                final SocketChannel channel = server.accept();
                channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
                channels.add(channel);
            }
        }
        return new RollCall(channels);
    }

    /** A receiver's: returns when the sender is there. */
    static RollCall join() throws IOException {
        return new RollCall(List.of(connect(PORT)));
    }

    /** A connection to the sender, which may not be there yet. */
    static SocketChannel connect(final int port) throws IOException {
        while (true) {
            final SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
                channel.connect(new InetSocketAddress(Peers.SENDER, port));
                return channel;
            } catch (final IOException e) {
                channel.close();
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    /** The sender's: the connections, in order of coming. */
    List<SocketChannel> channels() {
        return channels;
    }

    /** The sender's: returns when each receiver is done, or gone. */
    void awaitDone() throws IOException {
        for (final SocketChannel channel : channels) {
            channel.read(ByteBuffer.allocate(1));
        }
    }

    /** A receiver's. */
    void done() throws IOException {
        channels.getFirst().write(ByteBuffer.allocate(1));
    }

    @Override
    public void close() throws IOException {
        for (final SocketChannel channel : channels) {
            channel.close();
        }
    }
}
