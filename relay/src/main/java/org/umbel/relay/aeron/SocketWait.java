package org.umbel.relay.aeron;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a datagram on any of the driver's sockets, and for room in those that were full. What comes is left for the
 * driver to read. One thread waits; any thread may wake it. A socket that was closed is let go of in the next wait;
 * until then its port stays taken.
 */
final class SocketWait implements AutoCloseable {
    private final Selector selector;
    /** Those that took nothing when they were sent to last. */
    private final Set<SelectionKey> full = new HashSet<>();

    SocketWait() {
        try {
            selector = Selector.open();
        } catch (final IOException e) {
            throw new LaunchException("No socket can be waited for: " + ErrorLines.firstLine(e)
                + ". Check the limit on open files.", e);
        }
    }

    /** From here on a datagram at this socket ends the wait, until the socket is closed. */
    SelectionKey watch(final DatagramChannel socket) {
        try {
            return socket.register(selector, SelectionKey.OP_READ);
        } catch (final ClosedChannelException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This socket takes nothing now: there is more to send, and room for it ends the next wait. The waiting thread. */
    void onFull(final SelectionKey key) {
        full.add(key);
    }

    /** Whether there is more to send than the sockets took since the last wait. The waiting thread. */
    boolean isFull() {
        return !full.isEmpty();
    }

    /**
     * Returns when there is something to read, or room where there was none, when woken (also before the call), or
     * after about this time.
     *
     * @return whether there is something to do
     */
    boolean await(final long ns) {
        ask(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        try {
            // A wait of 0 ms would be one without end.
            return selector.select(key -> {}, Math.max(1, TimeUnit.NANOSECONDS.toMillis(ns))) > 0;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ask(SelectionKey.OP_READ);
            full.clear();
        }
    }

    private void ask(final int operations) {
        for (final SelectionKey key : full) {
            if (key.isValid()) {
                key.interestOps(operations);
            }
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
