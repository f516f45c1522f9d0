package org.umbel.codec.wire;

/** The streams of a link. Each is in order and gapless by itself; nothing is promised across them. */
public enum StreamKind {
    /** Both ways: everything small. */
    CONTROL(32 * 1024),
    /** Towards the root: sums and views. */
    REPORT(128 * 1024),
    /** Away from the root: scene blocks. */
    BLOCK(512 * 1024);

    private final int messageBytesMax;

    StreamKind(final int messageBytesMax) {
        this.messageBytesMax = messageBytesMax;
    }

    /** Bytes that every transport carries in one message: no message within its limits is larger. */
    public int messageBytesMax() {
        return messageBytesMax;
    }
}
