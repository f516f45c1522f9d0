package org.umbel.relay.multicast;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** One non-blocking UDP socket on one interface, and one buffer each way. */
final class GroupSocket implements AutoCloseable {
    private static final int BUFFER_BYTES = 4 << 20;
    private static final int DATAGRAM_BYTES_MAX = 65_535;
    private static final long RETRY_NS = 1_000_000L;

    /** What was received last. */
    final ByteBuffer received = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
    /** Taken from its owner, and not by the system yet when {@link #isPending}. */
    private final ByteBuffer outgoing;
    private final DatagramChannel channel;
    private final NetworkInterface networkInterface;
    private boolean isPending;
    private String trouble = "";
    private long retryNs = Long.MAX_VALUE;

    /** Who has datagrams to send. */
    interface Datagrams {
        /** Writes the next one and returns its length; 0: none is due. */
        int next(ByteBuffer datagram, long nowNs);
    }

    private GroupSocket(final DatagramChannel channel, final NetworkInterface networkInterface,
                        final int datagramBytes) {
        this.channel = channel;
        this.networkInterface = networkInterface;
        this.outgoing = ByteBuffer.allocateDirect(datagramBytes);
    }

    /**
     * Opens a socket and binds it.
     *
     * @param local         address of the interface to use
     * @param family        of this address
     * @param bound         where it receives; shared when the port is not 0
     * @param datagramBytes at most, of what is sent
     */
    static GroupSocket open(final InetAddress local, final InetAddress family, final InetSocketAddress bound,
                            final int datagramBytes)
        throws IOException {
        final NetworkInterface networkInterface = NetworkInterface.getByInetAddress(local);
        if (networkInterface == null) {
            throw new IOException("no interface has the address " + local.getHostAddress());
        }
        final DatagramChannel channel = DatagramChannel.open(
            family instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, bound.getPort() != 0);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, networkInterface);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            channel.bind(bound);
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return new GroupSocket(channel, networkInterface, datagramBytes);
    }

    void join(final InetAddress group) throws IOException {
        channel.join(group, networkInterface);
    }

    /** Into {@link #received}, from 0 to its limit; null: nothing is there. */
    @Nullable
    SocketAddress receive() {
        try {
            received.clear();
            final SocketAddress from = channel.receive(received);
            received.flip();
            return from;
        } catch (final IOException e) {
            // An answer to one that was sent before: nobody listens there.
            trouble = firstLine(e);
            return null;
        }
    }

    /**
     * Sends one datagram: what the system did not take before, or the next. False when none is due, or the socket's
     * buffer is full; that one is kept.
     */
    boolean sendNext(final Datagrams datagrams, final SocketAddress to, final long nowNs) {
        if (!isPending) {
            if (datagrams.next(outgoing, nowNs) == 0) {
                return false;
            }
            outgoing.flip();
        }
        isPending = !send(to, nowNs);
        return !isPending;
    }

    private boolean send(final SocketAddress to, final long nowNs) {
        try {
            final boolean isSent = channel.send(outgoing, to) > 0;
            retryNs = isSent ? Long.MAX_VALUE : nowNs + RETRY_NS;
            return isSent;
        } catch (final IOException e) {
            trouble = firstLine(e);
            return true;
        }
    }

    /** When to try again what is kept; if nothing is, when its owner's next is due. */
    long nextDeadlineNs(final long dueNs) {
        return isPending ? retryNs : dueNs;
    }

    SelectableChannel channel() {
        return channel;
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** The network's last refusal, or empty. */
    String trouble() {
        return trouble;
    }

    /** What the system gave of what was asked for, for people. */
    String buffers() throws IOException {
        return "receive buffer " + channel.getOption(StandardSocketOptions.SO_RCVBUF) + ", send buffer "
            + channel.getOption(StandardSocketOptions.SO_SNDBUF) + " of " + BUFFER_BYTES + " bytes";
    }

    private static String firstLine(final IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
