package org.umbel.relay.aeron;

import io.aeron.driver.CongestionControl;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.StaticWindowCongestionControl;
import io.aeron.driver.media.UdpChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.CountersManager;

/**
 * How the driver answers whoever sends to it: always with the same window, and each time that some packets have come,
 * so that a sender with little under way goes on. Aeron by itself waits for a quarter of the window.
 */
final class OftenTold extends StaticWindowCongestionControl {
    /** A sender begins with twice as much under way. */
    private static final int EACH_BYTES = SendWindow.BYTES_FIRST / 2;
    /** After a loss, when there may be little under way. */
    private static final int EACH_BYTES_LOSSY = SendWindow.BYTES_MIN / 2;
    private static final long LOSSY_NS = TimeUnit.SECONDS.toNanos(10);

    private boolean isLossy;
    private long lossNs;

    OftenTold(final long registrationId, final UdpChannel udpChannel, final int streamId, final int sessionId,
              final int termLength, final int senderMtuLength, final InetSocketAddress controlAddress,
              final InetSocketAddress sourceAddress, final NanoClock clock, final MediaDriver.Context context,
              final CountersManager counters) {
        super(registrationId, udpChannel, streamId, sessionId, termLength, senderMtuLength, controlAddress,
            sourceAddress, clock, context, counters);
    }

    @Override
    public long onTrackRebuild(final long nowNs, final long newConsumptionPosition, final long lastSmPosition,
                               final long hwmPosition, final long startingRebuildPosition,
                               final long endingRebuildPosition, final boolean lossOccurred) {
        if (lossOccurred) {
            isLossy = true;
            lossNs = nowNs;
        } else if (isLossy) {
            isLossy = nowNs - lossNs < LOSSY_NS;
        }
        return CongestionControl.packOutcome(initialWindowLength(),
            newConsumptionPosition - lastSmPosition >= (isLossy ? EACH_BYTES_LOSSY : EACH_BYTES));
    }
}
