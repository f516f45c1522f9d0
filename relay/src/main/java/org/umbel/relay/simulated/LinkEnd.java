package org.umbel.relay.simulated;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.StreamKind;

/** One side of a link: its number in its process and the streams that leave from it. */
final class LinkEnd {
    final String host;
    final String remote;
    final Map<StreamKind, SimulatedStream> out = new EnumMap<>(StreamKind.class);
    /** Null on the acceptor's side until the dial has arrived. */
    @Nullable
    SimulatedTransport transport;
    /** Set when it is dialled. */
    @SuppressWarnings("NullAway.Init")
    LinkEnd peer;
    /** {@code long[1]}: counts what its host receives. */
    @SuppressWarnings("NullAway.Init")
    long[] bytesIn;
    /** From here to there. */
    @SuppressWarnings("NullAway.Init")
    Route route;
    long link;
    boolean open = true;
    /** The other side was the first to notice the end. */
    boolean deathCounted;

    LinkEnd(final String host, final String remote) {
        this.host = host;
        this.remote = remote;
    }

    /** The process that hears what arrives here. */
    SimulatedTransport listener() {
        return Objects.requireNonNull(transport);
    }

    /** Whether a process still hears what arrives here. */
    boolean listens() {
        return open && transport != null && !transport.isDead();
    }
}
