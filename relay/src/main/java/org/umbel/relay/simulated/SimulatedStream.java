package org.umbel.relay.simulated;

import java.util.ArrayDeque;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.StreamKind;

/**
 * One direction of one stream of a link: in order, gapless but for injected faults, and bounded. Bytes count
 * from send to poll, so that a receiver who does not poll makes sends fail.
 */
final class SimulatedStream {
    final LinkEnd from;
    final LinkEnd to;
    final StreamKind kind;
    final Runnable pump;
    /** On its way, in order of sending and of arrival. */
    final ArrayDeque<Packet> inFlight = new ArrayDeque<>();
    long lastArrivalNs;
    long lineFreeNs;
    long clogUntilNs;
    int bytesHeld;
    boolean senderWaits;
    boolean pumpScheduled;
    /** Nothing sent from now on arrives. */
    boolean severed;

    /** Which copy of a message: the first, another on the same link, or one that comes when the link is gone. */
    enum Copy {
        FIRST, DUPLICATE, GHOST
    }

    /** A message on its way. */
    record Packet(LinkHeader header, Message message, int bytes, long arrivalNs, SimulatedStream stream,
                  Copy copy) {
        Packet again(final Copy newCopy) {
            return new Packet(header, message, bytes, arrivalNs, stream, newCopy);
        }
    }

    SimulatedStream(final SimulatedNetwork network, final LinkEnd from, final LinkEnd to, final StreamKind kind,
                    final long opensNs) {
        this.pump = () -> network.pump(this);
        this.from = from;
        this.to = to;
        this.kind = kind;
        this.lastArrivalNs = opensNs;
    }

    /** The receiver took a packet: its bytes are free again. */
    void release(final Packet packet) {
        if (packet.copy != Copy.FIRST) {
            return;
        }
        bytesHeld -= packet.bytes;
        if (senderWaits && from.listens()) {
            senderWaits = false;
            from.listener().wake();
        }
    }

    /** Keeps the first {@code keep} packets on their way and loses the rest, now and for ever. */
    void sever(final int keep) {
        severed = true;
        while (inFlight.size() > keep) {
            inFlight.removeLast();
        }
    }
}
