package org.umbel.relay.aeron;

import io.aeron.driver.Configuration;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.UnicastFlowControl;
import io.aeron.driver.media.UdpChannel;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.StatusMessageFlyweight;
import java.net.InetSocketAddress;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.status.CountersManager;

/**
 * One stream to one other side, as the driver sends it: hears how far the other side is, and what it asks for again.
 * Called by the driver, that is by the agent's thread.
 */
final class SendFlow extends UnicastFlowControl {
    /** Of what does not come through, so many packets are sent again at a time. */
    private static final int PACKETS_DOUBTFUL = 8;
    /** The driver does not answer again within this. */
    private static final long LINGER_NS = Configuration.RETRANSMIT_UNICAST_LINGER_DEFAULT_NS;

    private final Repeats repeats = new Repeats();
    private final Runnable onClose;
    /** Set by the driver before all else. */
    @SuppressWarnings("NullAway.Init")
    private CachedNanoClock clock;
    private int againOffset = -1;
    private int againLength;
    private long againNs;

    SendFlow(final Runnable onClose) {
        this.onClose = onClose;
    }

    @Override
    public void initialize(final MediaDriver.Context context, final CountersManager countersManager,
                           final UdpChannel udpChannel, final int streamId, final int sessionId,
                           final long registrationId, final int initialTermId, final int termBufferLength) {
        super.initialize(context, countersManager, udpChannel, streamId, sessionId, registrationId, initialTermId,
            termBufferLength);
        clock = context.senderCachedNanoClock();
    }

    @Override
    public long onStatusMessage(final StatusMessageFlyweight message, final InetSocketAddress receiver,
                                final long senderLimit, final int initialTermId, final int positionBitsToShift,
                                final long nowNs) {
        repeats.onHas(LogBufferDescriptor.computePosition(message.consumptionTermId(), message.consumptionTermOffset(),
            positionBitsToShift, initialTermId));
        return super.onStatusMessage(message, receiver, senderLimit, initialTermId, positionBitsToShift, nowNs);
    }

    @Override
    public int maxRetransmissionLength(final int termOffset, final int resendLength, final int termBufferLength,
                                       final int mtuLength) {
        onLacks(termOffset, termBufferLength);
        final int allowed =
            super.maxRetransmissionLength(termOffset, resendLength, termBufferLength, mtuLength);
        final int length = repeats.isDoubtful() ? Math.min(allowed, PACKETS_DOUBTFUL * mtuLength) : allowed;
        final long nowNs = clock.nanoTime();
        final boolean isAnswered = nowNs - againNs < LINGER_NS && termOffset >= againOffset
            && termOffset < againOffset + againLength;
        if (!isAnswered) {
            againOffset = termOffset;
            againLength = length;
            againNs = nowNs;
            repeats.onAgain(length, nowNs);
        }
        return length;
    }

    /** What is asked for is the first that is missing. Its position lies in the window that follows what is known. */
    private void onLacks(final int termOffset, final int termBufferLength) {
        final long ahead = termOffset - repeats.position() & termBufferLength - 1;
        if (ahead <= termBufferLength / 2) {
            repeats.onHas(repeats.position() + ahead);
        }
    }

    /** Whether nothing of it comes through, though small packets do. */
    boolean isHopeless() {
        return repeats.isHopeless();
    }

    /** Bytes sent again since the other side's last progress. */
    long bytesAgain() {
        return repeats.bytes();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
