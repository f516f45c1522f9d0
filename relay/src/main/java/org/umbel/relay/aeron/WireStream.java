package org.umbel.relay.aeron;

import org.umbel.codec.wire.StreamKind;

/** Aeron's settings of one kind of stream: its id, the length of one of its three terms, its largest packet. */
enum WireStream {
    CONTROL(StreamKind.CONTROL, 7410, 256 * 1024, PacketSizes.SMALL_BYTES),
    REPORT(StreamKind.REPORT, 7411, 1024 * 1024, PacketSizes.USUAL_BYTES),
    BLOCK(StreamKind.BLOCK, 7412, 4 * 1024 * 1024, PacketSizes.USUAL_BYTES);

    private final StreamKind kind;
    private final int streamId;
    private final int termBytes;
    private final int packetBytesMax;

    WireStream(final StreamKind kind, final int streamId, final int termBytes, final int packetBytesMax) {
        this.kind = kind;
        this.streamId = streamId;
        this.termBytes = termBytes;
        this.packetBytesMax = packetBytesMax;
    }

    static WireStream of(final StreamKind kind) {
        return switch (kind) {
            case CONTROL -> CONTROL;
            case REPORT -> REPORT;
            case BLOCK -> BLOCK;
        };
    }

    StreamKind kind() {
        return kind;
    }

    int streamId() {
        return streamId;
    }

    int termBytes() {
        return termBytes;
    }

    /** Largest UDP payload; those of {@link #CONTROL} pass where others may not, so that a link lives to tell. */
    int packetBytesMax() {
        return packetBytesMax;
    }

    /** Aeron's own bound for a message: an eighth of a term. */
    int messageBytesMax() {
        return termBytes / 8;
    }
}
