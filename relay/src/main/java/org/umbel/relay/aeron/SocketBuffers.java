package org.umbel.relay.aeron;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/**
 * How much a socket may buffer on this machine. The kernel caps silently, and Aeron refuses a window above
 * the cap.
 *
 * @param receiveBytes granted receive buffer
 * @param sendBytes    granted send buffer
 */
record SocketBuffers(int receiveBytes, int sendBytes) {
    static final int RECEIVE_WANTED = 4 << 20;
    /**
     * What waits here waits, what the link's queue has no room for is lost. The kernel takes twice as many bytes, of
     * which a packet of 1,450 counts 2,304: these are 140 packets, 16 ms of 100 Mbit/s.
     */
    static final int SEND_WANTED = 160 << 10;
    /** A receiver's window: 1 Gbit/s times 8 ms. */
    static final int WINDOW_WANTED = 1 << 20;

    /** Asks for what we want and reads back what was granted. */
    static SocketBuffers probe() {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_WANTED);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_WANTED);
            return new SocketBuffers(
                Math.min(RECEIVE_WANTED, channel.getOption(StandardSocketOptions.SO_RCVBUF)),
                Math.min(SEND_WANTED, channel.getOption(StandardSocketOptions.SO_SNDBUF)));
        } catch (final IOException e) {
            throw new LaunchException("No UDP socket can be opened (" + e.getMessage()
                + "). Check the limit of open files and the sandbox of this process.", e);
        }
    }

    int windowBytes() {
        return Math.min(WINDOW_WANTED, receiveBytes);
    }

    /** What a person may do when the kernel gives less than a window. */
    Optional<String> hint() {
        return receiveBytes >= WINDOW_WANTED ? Optional.empty()
            : Optional.of("UDP receive buffers are capped at %d KiB here; for full speed on fast links: %s"
                .formatted(receiveBytes >> 10, "sudo sysctl -w net.core.rmem_max=" + RECEIVE_WANTED));
    }
}
