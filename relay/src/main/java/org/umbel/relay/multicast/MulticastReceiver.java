package org.umbel.relay.multicast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;
import org.umbel.relay.group.GroupOptions;
import org.umbel.relay.group.GroupSink;

/** A group's sink on the network: receives what is sent to the group, and answers to where that came from. */
public final class MulticastReceiver implements AutoCloseable {
    private static final int DATAGRAMS_MAX = 256;

    private final GroupSocket socket;
    private final GroupSink sink;
    private @Nullable SocketAddress source;

    private MulticastReceiver(final GroupSocket socket, final GroupSink sink) {
        this.socket = socket;
        this.sink = sink;
    }

    /**
     * Opens the socket, which any number of processes of a machine may do for one group.
     *
     * @param local   address of the interface to listen on
     * @param group   a multicast address and its port
     * @param options the sink's
     * @throws IOException when there is no such interface, or the system refuses
     */
    public static MulticastReceiver open(final InetAddress local, final InetSocketAddress group, final GroupSink sink,
                                         final GroupOptions options)
        throws IOException {
        final GroupSocket socket = GroupSocket.open(local, group.getAddress(), new InetSocketAddress(group.getPort()),
            options.datagramBytes());
        try {
            socket.join(group.getAddress());
        } catch (final IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
        return new MulticastReceiver(socket, sink);
    }

    /** Hands in what has come and answers what is due, some hundred datagrams at most; returns how many. */
    public int poll(final long nowNs) {
        int moved = 0;
        while (moved < DATAGRAMS_MAX) {
            final SocketAddress from = socket.receive();
            if (from == null) {
                break;
            }
            if (sink.onDatagram(socket.received, nowNs)) {
                source = from;
            }
            moved++;
        }
        while (source != null && socket.sendNext(sink::next, source, nowNs)) {
            moved++;
        }
        return moved;
    }

    /** When to poll again, if nothing comes before. */
    public long nextDeadlineNs() {
        return socket.nextDeadlineNs(sink.nextDeadlineNs());
    }

    /** To be waited for by a selector: something has come. */
    public SelectableChannel channel() {
        return socket.channel();
    }

    /** The network's last refusal, or empty. */
    public String trouble() {
        return socket.trouble();
    }

    /** The sizes of the socket's buffers, for people. */
    public String buffers() throws IOException {
        return socket.buffers();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
