package org.umbel.relay.aeron;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.UnicastFlowControl;
import io.aeron.driver.media.UdpChannel;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.StatusMessageFlyweight;
import java.net.InetSocketAddress;
import org.agrona.concurrent.CachedNanoClock;
import org.agrona.concurrent.status.CountersManager;
import org.jspecify.annotations.Nullable;

/**
 * One stream to one other side, as the driver sends it: hears how far the other side is, and what it asks for again.
 * Called by the driver, that is by the agent's thread.
 */
final class SendFlow extends UnicastFlowControl {
    /** Of what does not come through, so many packets are sent again at a time. */
    private static final int PACKETS_DOUBTFUL = 8;

    /** Of an older build, which says what it has each 256 KiB, and repeats that every 200 ms. */
    private static final int SAME_WORDS_MAX = 14;

    private final Repeats repeats = new Repeats();
    /** What may be under way; null: as much as the other side takes. */
    private @Nullable SendWindow window;
    private final RoundTrip roundTrip = new RoundTrip();
    private final Runnable onClose;
    /** Set by the driver before all else. */
    @SuppressWarnings("NullAway.Init")
    private CachedNanoClock clock;
    private long receiverLimit;
    private boolean isHeldUp;
    private int sameWords;
    private int againOffset = -1;
    private int againLength;
    private int againTimes;
    private long againNs;

    SendFlow(final @Nullable SendWindow window, final Runnable onClose) {
        this.window = window;
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
        final long position = LogBufferDescriptor.computePosition(message.consumptionTermId(),
            message.consumptionTermOffset(), positionBitsToShift, initialTermId);
        sameWords = isHeldUp && position <= repeats.position() ? sameWords + 1 : 0;
        if (sameWords > SAME_WORDS_MAX) {
            window = null;
            isHeldUp = false;
        }
        receiverLimit = Math.max(receiverLimit, position + message.receiverWindowLength());
        onHas(position, nowNs);
        return limit();
    }

    @Override
    public long onIdle(final long nowNs, final long senderLimit, final long senderPosition, final boolean isEos) {
        if (window == null || receiverLimit == 0) {
            return senderLimit;
        }
        isHeldUp = window.limit() - senderPosition < PacketSizes.USUAL_BYTES;
        if (isHeldUp) {
            window.onUsed();
            roundTrip.onSent(senderPosition, nowNs);
        }
        return limit();
    }

    private long limit() {
        return window == null ? receiverLimit : Math.min(receiverLimit, window.limit());
    }

    private void onHas(final long position, final long nowNs) {
        repeats.onHas(position);
        roundTrip.onHas(position, nowNs);
        if (window != null) {
            window.onHas(position);
        }
    }

    @Override
    public int maxRetransmissionLength(final int termOffset, final int resendLength, final int termBufferLength,
                                       final int mtuLength) {
        final long nowNs = clock.nanoTime();
        onLacks(termOffset, resendLength, termBufferLength, nowNs);
        final boolean isAnswered = termOffset >= againOffset && termOffset < againOffset + againLength
            && nowNs - againNs < roundTrip.againNs(againTimes);
        if (isAnswered) {
            return 0;
        }
        final int allowed =
            super.maxRetransmissionLength(termOffset, resendLength, termBufferLength, mtuLength);
        againTimes = termOffset == againOffset ? againTimes + 1 : 1;
        againOffset = termOffset;
        againLength = repeats.isDoubtful() ? Math.min(allowed, PACKETS_DOUBTFUL * mtuLength) : allowed;
        againNs = nowNs;
        repeats.onAgain(againLength, nowNs);
        return againLength;
    }

    /** What is asked for is the first that is missing. Its position lies in the window that follows what is known. */
    private void onLacks(final int termOffset, final int length, final int termBufferLength,
                         final long nowNs) {
        final long ahead = termOffset - repeats.position() & termBufferLength - 1;
        if (ahead <= termBufferLength / 2) {
            final long position = repeats.position() + ahead;
            sameWords = 0;
            onHas(position, nowNs);
            roundTrip.onLost(position);
            if (window != null) {
                window.onLost(position, length);
            }
        }
    }

    /** Whether nothing of it comes through, though small packets do. */
    boolean isHopeless() {
        return repeats.isHopeless();
    }

    /** Whether as much is under way as may be. */
    boolean isHeldUp() {
        return isHeldUp;
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
