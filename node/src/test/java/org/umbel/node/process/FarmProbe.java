package org.umbel.node.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts what datagrams arrive on a network of scripts/testfarm: {@code FarmProbe count ADDRESS} on one machine prints
 * {@code arrived UNICAST MULTICAST MDNS} of those that {@code FarmProbe send ADDRESS TO} sends on another,
 * {@link #EACH} of each kind. They go in batches that any receive buffer holds, with a word over TCP after each.
 */
public final class FarmProbe {
    /** How many of each kind are sent. */
    static final int EACH = 2000;
    private static final int BATCH = 25;
    private static final int BYTES = 1000;
    private static final int PORT = 40_777;
    private static final long RETRY_NS = 20_000_000;
    private static final List<String> GROUPS = List.of("239.7.7.7", "224.0.0.251");

    private FarmProbe() {}

    /** One side. */
    public static void main(final String[] args) throws IOException {
        final InetAddress own = InetAddress.getByName(args[1]);
        if (args[0].equals("count")) {
            count(own);
        } else {
            send(own, args[2]);
        }
    }

    private static DatagramChannel open(final InetAddress own) throws IOException {
        final DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(own));
        return channel;
    }

    private static void count(final InetAddress own) throws IOException {
        final int[] arrived = new int[1 + GROUPS.size()];
        try (ServerSocketChannel server = ServerSocketChannel.open(); DatagramChannel datagrams = open(own)) {
            datagrams.bind(new InetSocketAddress("0.0.0.0", PORT)).configureBlocking(false);
            for (final String group : GROUPS) {
                datagrams.join(InetAddress.getByName(group), NetworkInterface.getByInetAddress(own));
            }
            server.bind(new InetSocketAddress(own, PORT));
            try (SocketChannel words = server.accept()) {
                final ByteBuffer word = ByteBuffer.allocate(1);
                final ByteBuffer datagram = ByteBuffer.allocate(BYTES);
                while (words.read(word.clear()) == 1) {
                    while (datagrams.receive(datagram.clear()) != null) {
                        arrived[datagram.get(0)]++;
                    }
                    words.write(word.flip());
                }
            }
        }
        System.out.printf("arrived %d %d %d%n", arrived[0], arrived[1], arrived[2]);
    }

    private static void send(final InetAddress own, final String to) throws IOException {
        final ByteBuffer word = ByteBuffer.allocate(1);
        final ByteBuffer datagram = ByteBuffer.allocate(BYTES);
        try (SocketChannel words = connect(to); DatagramChannel datagrams = open(own)) {
            for (int kind = 0; kind <= GROUPS.size(); kind++) {
                final InetSocketAddress target = new InetSocketAddress(kind == 0 ? to : GROUPS.get(kind - 1), PORT);
                for (int i = 0; i < EACH; i++) {
                    datagrams.send(datagram.clear().put(0, (byte) kind), target);
                    if (i % BATCH == BATCH - 1) {
                        words.write(word.clear());
                        words.read(word.clear());
                    }
                }
            }
        }
    }

    /** It may not have begun to listen. */
    private static SocketChannel connect(final String to) throws IOException {
        while (true) {
            final SocketChannel channel = SocketChannel.open();
            try {
                channel.connect(new InetSocketAddress(to, PORT));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                return channel;
            } catch (final IOException e) {
                channel.close();
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }
}
