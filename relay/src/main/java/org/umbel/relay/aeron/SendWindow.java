package org.umbel.relay.aeron;

/**
 * How many bytes of a stream are under way at most: as many as the path holds, which is found out by what is lost. More
 * than the queue of a slow link holds would be lost there, and sent again.
 *
 * <p>It goes by rounds of a window each, and of {@link #BYTES_FIRST} at least, so that a single loss decides nothing.
 * Up to 2 percent the window grows, fast at first, then by a packet, so that streams which share a link come to be
 * alike; up to 5 percent it stays; above that it shrinks to what came through.
 */
final class SendWindow {
    /** Four packets. */
    static final int BYTES_MIN = 4 * PacketSizes.USUAL_BYTES;
    /** Fits the queue of nearly any link. */
    static final int BYTES_FIRST = 32 << 10;
    private static final double GROWS_BELOW = 0.02;
    private static final double SHRINKS_ABOVE = 0.05;
    private static final double START_FACTOR = 1.5;
    private static final double GROWTH = 0.01;
    private static final double GROWTH_BYTES = PacketSizes.USUAL_BYTES;
    private static final double MARGIN = 0.97;

    private final long bytesMax;
    private double bytes;
    private boolean isStarting = true;
    private long has;
    private long roundEnd;
    private long roundBytes;
    private long lost;
    private long lostEnd;
    private boolean isUsed;

    /** @param bytesMax more the other side does not take */
    SendWindow(final long bytesMax) {
        this.bytesMax = bytesMax;
        bytes = Math.min(BYTES_FIRST, bytesMax);
        begin();
    }

    private void begin() {
        roundBytes = Math.max((long) bytes, BYTES_FIRST);
        roundEnd = has + roundBytes;
        lost = 0;
        isUsed = false;
    }

    /** The other side has all that is before this position. */
    void onHas(final long position) {
        has = Math.max(has, position);
        if (has >= roundEnd) {
            decide(Math.min(1, (double) lost / roundBytes));
            begin();
        }
    }

    private void decide(final double loss) {
        if (loss > SHRINKS_ABOVE) {
            isStarting = false;
            bytes = Math.max(BYTES_MIN, bytes * (1 - loss) * MARGIN);
        } else if (isUsed && loss < GROWS_BELOW) {
            bytes = Math.min(bytesMax, isStarting ? bytes * START_FACTOR
                : bytes + Math.max(GROWTH_BYTES, bytes * GROWTH));
        }
    }

    /** The other side lacks these bytes. */
    void onLost(final long position, final int length) {
        final long from = Math.max(position, lostEnd);
        lostEnd = Math.max(lostEnd, position + length);
        lost += lostEnd - from;
    }

    /** More could have been sent. */
    void onUsed() {
        isUsed = true;
    }

    /** Before which position may be sent. */
    long limit() {
        return has + (long) bytes;
    }
}
