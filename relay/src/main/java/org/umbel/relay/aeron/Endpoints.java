package org.umbel.relay.aeron;

import io.aeron.driver.DataPacketDispatcher;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ext.DebugReceiveChannelEndpoint;
import io.aeron.driver.ext.RandomLossGenerator;
import io.aeron.driver.media.ReceiveChannelEndpoint;
import io.aeron.driver.media.SendChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.agrona.concurrent.status.AtomicCounter;
import org.jspecify.annotations.Nullable;

/**
 * The driver's sockets, which end the wait when something comes.
 *
 * <p>For tests of whole trees only: with the system property {@code umbel.loss=RATE,SEED} every receiving socket drops
 * that share of the datagrams that come, and of the acknowledgements and requests for repair that it would send.
 */
final class Endpoints {
    /** {@code RATE,SEED}, for example {@code 0.05,7}. */
    static final String LOSS_PROPERTY = "umbel.loss";

    private Endpoints() {}

    /** Has the driver make its sockets here. */
    static void supply(final MediaDriver.Context driver, final SocketWait wait) {
        final String loss = System.getProperty(LOSS_PROPERTY);
        driver.sendChannelEndpointSupplier(
            (channel, status, context) -> new WatchedSender(channel, status, context, wait));
        if (loss == null) {
            driver.receiveChannelEndpointSupplier((channel, dispatcher, status, context) -> new WatchedReceiver(channel,
                dispatcher, status, context, wait));
        } else {
            final double rate = Double.parseDouble(loss.substring(0, loss.indexOf(',')));
            final long seed = Long.parseLong(loss.substring(loss.indexOf(',') + 1));
            driver.receiveChannelEndpointSupplier((channel, dispatcher, status, context) -> new LossyReceiver(channel,
                dispatcher, status, context, wait, rate, seed));
        }
    }

    /** A receiving socket that ends the wait. */
    private static final class WatchedReceiver extends ReceiveChannelEndpoint {
        private final SocketWait wait;

        WatchedReceiver(final UdpChannel channel, final DataPacketDispatcher dispatcher, final AtomicCounter status,
                        final MediaDriver.Context context, final SocketWait wait) {
            super(channel, dispatcher, status, context);
            this.wait = wait;
        }

        @Override
        public void openChannel() {
            super.openChannel();
            wait.watch(receiveDatagramChannel());
        }
    }

    /** The same on a bad network. */
    private static final class LossyReceiver extends DebugReceiveChannelEndpoint {
        private final SocketWait wait;

        LossyReceiver(final UdpChannel channel, final DataPacketDispatcher dispatcher, final AtomicCounter status,
                      final MediaDriver.Context context, final SocketWait wait, final double rate, final long seed) {
            super(channel, dispatcher, status, context, new RandomLossGenerator(rate, seed),
                new RandomLossGenerator(rate, ~seed));
            this.wait = wait;
        }

        @Override
        public void openChannel() {
            super.openChannel();
            wait.watch(receiveDatagramChannel());
        }
    }

    /** A sending socket: what comes back on it, such as the receiver's window, ends the wait; so does room in it. */
    private static final class WatchedSender extends SendChannelEndpoint {
        private final SocketWait wait;
        private @Nullable SelectionKey key;

        WatchedSender(final UdpChannel channel, final AtomicCounter status, final MediaDriver.Context context,
                      final SocketWait wait) {
            super(channel, status, context);
            this.wait = wait;
        }

        @Override
        public void openChannel() {
            super.openChannel();
            key = wait.watch(receiveDatagramChannel());
        }

        @Override
        public int send(final ByteBuffer buffer) {
            final int sent = super.send(buffer);
            if (buffer.hasRemaining() && key != null) {
                wait.onFull(key);
            }
            return sent;
        }
    }
}
