package org.umbel.codec.wire;

/** The streams of a link. Each is in order and gapless by itself; nothing is promised across them. */
public enum StreamKind {
    /** Both ways: everything small. */
    CONTROL,
    /** Towards the root: sums and views. */
    REPORT,
    /** Away from the root: scene blocks. */
    BLOCK
}
