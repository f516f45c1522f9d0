package org.umbel.relay.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.AeronException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** What a link sends: a publication per stream, made at first use, all with one session id to one port. */
final class Outlet {
    /** What became of an offered message. */
    enum Offer { SENT, FULL, DEAD }

    private static final class Stream {
        final long registrationId;
        final long sinceNs;
        @Nullable
        ExclusivePublication publication;
        boolean wasConnected;
        String fault = "";

        Stream(final long registrationId, final long sinceNs) {
            this.registrationId = registrationId;
            this.sinceNs = sinceNs;
        }
    }

    private final Driver driver;
    private final Aeron aeron;
    private final String destination;
    private final int session;
    private final long connectTimeoutNs;
    private final Map<WireStream, Stream> streams = new EnumMap<>(WireStream.class);

    Outlet(final Driver driver, final String destination, final int session, final long connectTimeoutNs) {
        this.driver = driver;
        this.aeron = driver.aeron();
        this.destination = destination;
        this.session = session;
        this.connectTimeoutNs = connectTimeoutNs;
    }

    /** Begins a stream; does not wait for the driver. */
    void open(final WireStream wire, final long nowNs) {
        if (!streams.containsKey(wire)) {
            final String channel = "aeron:udp?endpoint=%s|session-id=%d|term-length=%d|mtu=%d".formatted(
                destination, session, wire.termBytes(), driver.packets().bytes(destination, wire));
            final long registration = aeron.asyncAddExclusivePublication(channel, wire.streamId());
            streams.put(wire, new Stream(registration, nowNs));
        }
    }

    /** Whether a message could be taken now; saves encoding in vain. */
    boolean hasRoom(final WireStream wire, final long nowNs) {
        open(wire, nowNs);
        final Stream stream = Objects.requireNonNull(streams.get(wire));
        return stream.publication != null && stream.publication.availableWindow() > 0;
    }

    Offer offer(final WireStream wire, final DirectBuffer buffer, final int length) {
        final Stream stream = Objects.requireNonNull(streams.get(wire));
        final ExclusivePublication publication = Objects.requireNonNull(stream.publication);
        long result = publication.offer(buffer, 0, length);
        if (result == Publication.ADMIN_ACTION) {
            // the term was just turned: the second attempt lands in the new one
            result = publication.offer(buffer, 0, length);
        }
        if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
            stream.fault = Publication.errorString(result);
            return Offer.DEAD;
        }
        return result > 0 ? Offer.SENT : Offer.FULL;
    }

    /** Follows the driver's answers; says why the link is dead, if it is. */
    Optional<String> poll(final long nowNs) {
        for (final Map.Entry<WireStream, Stream> entry : streams.entrySet()) {
            final Stream stream = entry.getValue();
            pollStream(entry.getKey(), stream, nowNs);
            if (!stream.fault.isEmpty()) {
                return Optional.of(entry.getKey().kind() + " to " + destination + ": " + stream.fault);
            }
        }
        return Optional.empty();
    }

    private void pollStream(final WireStream wire, final Stream stream, final long nowNs) {
        try {
            if (stream.publication == null) {
                stream.publication = aeron.getExclusivePublication(stream.registrationId);
            }
        } catch (final AeronException e) {
            stream.fault = ErrorLines.firstLine(e);
            return;
        }
        final SendFlow flow = driver.flow(stream.registrationId);
        if (flow != null && flow.isHopeless()) {
            stream.fault = driver.packets().onHopeless(destination, wire, flow.bytesAgain());
            return;
        }
        final boolean connected = stream.publication != null && stream.publication.isConnected();
        if (connected) {
            stream.wasConnected = true;
        } else if (stream.publication != null && stream.publication.isClosed()) {
            stream.fault = "closed";
        } else if (stream.wasConnected) {
            stream.fault = "nobody listens any more";
        } else if (nowNs - stream.sinceNs > connectTimeoutNs) {
            stream.fault = "nobody listens";
        }
    }

    /** What was offered before is still delivered while the driver drains it. */
    void close() {
        for (final Stream stream : streams.values()) {
            if (stream.publication != null) {
                stream.publication.close();
            } else if (stream.fault.isEmpty()) {
                aeron.asyncRemovePublication(stream.registrationId);
            }
        }
        streams.clear();
    }
}
