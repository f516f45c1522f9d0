package org.umbel.relay.link;

import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.StreamKind;

/** The counters of one link: one per stream and direction. */
final class StreamCounters {
    /** What a header says about its message. */
    enum Admission { NEW, SEEN, GAP, OTHER_PROCESS }

    private final long[] sent = new long[StreamKind.values().length];
    private final long[] received = new long[StreamKind.values().length];
    private final long incarnation;
    private boolean heard;
    private long remoteIncarnation;

    StreamCounters(final long incarnation) {
        this.incarnation = incarnation;
    }

    /** The header of the next message of a stream; used up by {@link #onSent}. */
    LinkHeader next(final StreamKind stream) {
        return new LinkHeader(incarnation, sent[stream.ordinal()]);
    }

    void onSent(final StreamKind stream) {
        sent[stream.ordinal()]++;
    }

    Admission admit(final StreamKind stream, final LinkHeader header) {
        if (heard && header.incarnation() != remoteIncarnation) {
            return Admission.OTHER_PROCESS;
        }
        final long expected = received[stream.ordinal()];
        if (header.counter() != expected) {
            return header.counter() < expected ? Admission.SEEN : Admission.GAP;
        }
        heard = true;
        remoteIncarnation = header.incarnation();
        received[stream.ordinal()]++;
        return Admission.NEW;
    }

    long remoteIncarnation() {
        return remoteIncarnation;
    }
}
