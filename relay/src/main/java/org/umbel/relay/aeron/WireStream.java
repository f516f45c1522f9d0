package org.umbel.relay.aeron;

import org.umbel.codec.wire.StreamKind;

/** Aeron's settings of one kind of stream: its id and the length of one of its three terms. */
enum WireStream {
    CONTROL(StreamKind.CONTROL, 7410, 256 * 1024),
    REPORT(StreamKind.REPORT, 7411, 1024 * 1024),
    BLOCK(StreamKind.BLOCK, 7412, 4 * 1024 * 1024);

    private final StreamKind kind;
    private final int streamId;
    private final int termBytes;

    WireStream(final StreamKind kind, final int streamId, final int termBytes) {
        this.kind = kind;
        this.streamId = streamId;
        this.termBytes = termBytes;
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

    /** Aeron's own bound for a message: an eighth of a term. */
    int messageBytesMax() {
        return termBytes / 8;
    }
}
