package org.umbel.relay.multicast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import org.umbel.relay.group.GroupOptions;
import org.umbel.relay.group.GroupSource;

/** A group's source on the network: sends to the group's address, and receives what its members answer. */
public final class MulticastSender implements AutoCloseable {
    private static final int DATAGRAMS_MAX = 256;

    private final GroupSocket socket;
    private final InetSocketAddress group;
    private final GroupSource source;

    private MulticastSender(final GroupSocket socket, final InetSocketAddress group, final GroupSource source) {
        this.socket = socket;
        this.group = group;
        this.source = source;
    }

    /**
     * Opens the socket.
     *
     * @param local   address of the interface to send on
     * @param group   a multicast address and its port; datagrams go no further than one network
     * @param options the source's
     * @throws IOException when there is no such interface, or the system refuses
     */
    public static MulticastSender open(final InetAddress local, final InetSocketAddress group,
                                       final GroupSource source, final GroupOptions options)
        throws IOException {
        return new MulticastSender(GroupSocket.open(local, group.getAddress(), new InetSocketAddress(local, 0),
            options.datagramBytes()), group, source);
    }

    /** Hands in what has come and sends what is due, some hundred datagrams at most; returns how many. */
    public int poll(final long nowNs) {
        int moved = 0;
        while (moved < DATAGRAMS_MAX && socket.receive() != null) {
            source.onDatagram(socket.received, nowNs);
            moved++;
        }
        while (moved < DATAGRAMS_MAX && socket.sendNext(source::next, group, nowNs)) {
            moved++;
        }
        return moved;
    }

    /** When to poll again, if nothing comes before. */
    public long nextDeadlineNs() {
        return socket.nextDeadlineNs(source.nextDeadlineNs());
    }

    /** To be waited for by a selector: something has come. */
    public SelectableChannel channel() {
        return socket.channel();
    }

    /** Where members answer to. */
    public InetSocketAddress address() throws IOException {
        return socket.address();
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
