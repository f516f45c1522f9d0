package org.umbel.relay.simulated;

import java.util.EnumMap;
import java.util.Map;
import org.umbel.codec.wire.StreamKind;

/** One side of a link: its number in its process and the streams that leave from it. */
final class LinkEnd {
    final String host;
    final String remote;
    final Map<StreamKind, SimulatedStream> out = new EnumMap<>(StreamKind.class);
    /** Null on the acceptor's side until the dial has arrived. */
    SimulatedTransport transport;
    LinkEnd peer;
    /** {@code long[1]}: counts what its host receives. */
    long[] bytesIn;
    /** From here to there. */
    Route route;
    long link;
    boolean open = true;
    /** The other side was the first to notice the end. */
    boolean deathCounted;

    LinkEnd(final String host, final String remote) {
        this.host = host;
        this.remote = remote;
    }

    /** Whether a process still hears what arrives here. */
    boolean listens() {
        return open && transport != null && !transport.isDead();
    }
}
