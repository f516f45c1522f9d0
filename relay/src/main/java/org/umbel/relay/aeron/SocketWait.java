package org.umbel.relay.aeron;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a datagram on any of the driver's sockets. What comes is left for the driver to read. One thread waits; any
 * thread may wake it. A socket that was closed is let go of in the next wait; until then its port stays taken.
 */
final class SocketWait implements AutoCloseable {
    private final Selector selector;

    SocketWait() {
        try {
            selector = Selector.open();
        } catch (final IOException e) {
            throw new LaunchException("No socket can be waited for: " + ErrorLines.firstLine(e)
                + ". Check the limit on open files.", e);
        }
    }

    /** From here on a datagram at this socket ends the wait, until the socket is closed. */
    void watch(final DatagramChannel socket) {
        try {
            socket.register(selector, SelectionKey.OP_READ);
        } catch (final ClosedChannelException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns when there is something to read, when woken (also before the call), or after about this time.
     *
     * @return whether there is something to read
     */
    boolean await(final long ns) {
        try {
            // A wait of 0 ms would be one without end.
            return selector.select(key -> {}, Math.max(1, TimeUnit.NANOSECONDS.toMillis(ns))) > 0;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the wait. */
    void wake() {
        selector.wakeup();
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
