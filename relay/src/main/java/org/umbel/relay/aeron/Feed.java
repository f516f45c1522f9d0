package org.umbel.relay.aeron;

import io.aeron.Image;
import org.agrona.DirectBuffer;

/** One remote stream: its image, its reassembly, and whose it is. */
final class Feed implements Assembly.Listener {
    /** Where whole messages go. */
    interface Sink {
        void onWhole(Feed feed, DirectBuffer buffer, int offset, int length);

        void onMalformed(Feed feed, String reason);
    }

    /** Fragments per poll: a handful of whole messages, so that other links get their turn. */
    static final int FRAGMENTS_MAX = 128;

    private final WireStream wire;
    private final Image image;
    private final Peer peer;
    private final Sink sink;
    private final Assembly assembly;

    Feed(final WireStream wire, final Image image, final Peer peer, final Sink sink) {
        this.wire = wire;
        this.image = image;
        this.peer = peer;
        this.sink = sink;
        this.assembly = new Assembly(wire.messageBytesMax(), this);
    }

    WireStream wire() {
        return wire;
    }

    Image image() {
        return image;
    }

    Peer peer() {
        return peer;
    }

    String remote() {
        return image.sourceIdentity();
    }

    /** Also reads what is ignored: an image that is not drained never ends. */
    int poll() {
        return peer.ignored() ? image.poll((term, offset, length, header) -> {}, FRAGMENTS_MAX)
            : image.poll(assembly, FRAGMENTS_MAX);
    }

    @Override
    public void onWhole(final DirectBuffer buffer, final int offset, final int length) {
        sink.onWhole(this, buffer, offset, length);
    }

    @Override
    public void onTooLong(final int bytesMax) {
        sink.onMalformed(this, wire.kind() + " message of more than " + bytesMax + " bytes");
    }
}
