package org.umbel.relay.group;

import org.jspecify.annotations.Nullable;

/** What a datagram is. The ordinal is its number on the wire. */
enum DatagramKind {
    /** Source to all: data or parity. */
    SHARD,
    /** Source to all: nothing more comes for now; who lacks something says so. */
    ANNOUNCEMENT,
    /** Source to all: who is named and hears this answers from this generation on. */
    PROBE,
    /** Sink to source: what it holds. */
    REPORT;

    private static final int VERSION = 1 << 4;
    private static final DatagramKind[] KINDS = values();

    byte wire() {
        return (byte) (VERSION | ordinal());
    }

    /** Null when it is none of this version. */
    static @Nullable DatagramKind of(final byte wire) {
        final int number = wire - VERSION;
        return number >= 0 && number < KINDS.length ? KINDS[number] : null;
    }
}
