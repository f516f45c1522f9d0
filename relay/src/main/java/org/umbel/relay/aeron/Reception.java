package org.umbel.relay.aeron;

import io.aeron.Image;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.MessageCodec;
import org.umbel.codec.wire.MessageCodec.Decoded;

/** Everything that arrives: remote streams, whose they are, and what their bytes say. */
final class Reception implements Feed.Sink {
    /** Answers of {@link #poll}. */
    interface Listener {
        /** A stranger's first message is a hello: a new link, or the reason why not. */
        Hearing onHello(Inlet inlet, int session, String remote, Message.Hello hello);

        void onMessage(Link link, LinkHeader header, Message message);

        /** Bytes that are no message, from a link or from somebody without one. */
        void onMalformed(Optional<Link> link, String remote, String reason);

        void onLost(Link link, String reason);
    }

    /** What became of a hello: a link, or a reason against it. */
    record Hearing(Optional<Link> link, String refusal) {}

    private record Address(Inlet inlet, int session) {}

    private final MessageCodec codec = new MessageCodec();
    private final Listener listener;
    private final Map<Address, Peer> peers = new HashMap<>();
    private final List<Feed> feeds = new ArrayList<>();
    private Optional<RuntimeException> failure = Optional.empty();
    private int messages;

    Reception(final Listener listener) {
        this.listener = listener;
    }

    /** Before a link is dialled: its answer will come to this port with the link's session id. */
    void expect(final Link link, final Inlet inlet) {
        peer(inlet, link.session()).link(link);
    }

    /** After a link's end: its entry goes as soon as its streams have ended. */
    void forget(final Link link) {
        link.inlet().map(inlet -> peers.get(new Address(inlet, link.session())))
            .ifPresent(this::removeIfUnused);
    }

    int peerCount() {
        return peers.size();
    }

    private Peer peer(final Inlet inlet, final int session) {
        return peers.computeIfAbsent(new Address(inlet, session), a -> new Peer(inlet, session));
    }

    private void removeIfUnused(final Peer peer) {
        if (peer.feedCount() == 0 && peer.link().map(Link::gone).orElse(true)) {
            peers.remove(new Address(peer.inlet(), peer.session()));
        }
    }

    /** Takes in the comings and goings of streams at a port. */
    int pollEvents(final Inlet inlet) {
        int work = 0;
        for (Optional<Inlet.Event> event = inlet.event(); event.isPresent(); event = inlet.event()) {
            if (event.get().available()) {
                onImage(inlet, event.get().wire(), event.get().image());
            } else {
                onImageGone(event.get().image());
            }
            work++;
        }
        return work;
    }

    private void onImage(final Inlet inlet, final WireStream wire, final Image image) {
        final Peer peer = peer(inlet, image.sessionId());
        peer.feedCount(peer.feedCount() + 1);
        feeds.add(new Feed(wire, image, peer, this));
        if (image.termBufferLength() > wire.termBytes()) {
            // a stranger's choice of term length is our memory
            refuse(peer, image.sourceIdentity(),
                wire.kind() + " terms of " + image.termBufferLength() + " bytes");
            image.reject("terms too long");
        } else if (peer.link().isPresent() && wire == WireStream.CONTROL) {
            peer.link().get().onAnswer();
        } else if (peer.link().isEmpty() && !inlet.listening()) {
            refuse(peer, image.sourceIdentity(), "an answer that was not asked for");
        }
    }

    private void refuse(final Peer peer, final String remote, final String reason) {
        if (!peer.ignored()) {
            listener.onMalformed(peer.link(), remote, reason);
            peer.ignore();
        }
    }

    private void onImageGone(final Image image) {
        for (int i = feeds.size() - 1; i >= 0; i--) {
            final Feed feed = feeds.get(i);
            if (feed.image() == image) {
                feeds.remove(i);
                feed.peer().feedCount(feed.peer().feedCount() - 1);
                feed.peer().link().filter(link -> !link.gone())
                    .ifPresent(link -> listener.onLost(link, feed.wire().kind() + " from there ended"));
                removeIfUnused(feed.peer());
            }
        }
    }

    /**
     * Reads a bounded number of fragments of each stream; throws the listener's exception at the end.
     *
     * @return fragments read: there may be more
     */
    int poll() {
        int fragments = 0;
        for (int i = 0; i < feeds.size(); i++) {
            fragments += feeds.get(i).poll();
        }
        if (failure.isPresent()) {
            final RuntimeException thrown = failure.get();
            failure = Optional.empty();
            throw thrown;
        }
        return fragments;
    }

    /** Whole messages since the last call, and those that were too long. */
    int takeMessages() {
        final int taken = messages;
        messages = 0;
        return taken;
    }

    @Override
    public void onWhole(final Feed feed, final DirectBuffer buffer, final int offset, final int length) {
        messages++;
        // Aeron would hand an exception to its error handler and go on, so ours are carried around it.
        try {
            if (!feed.peer().ignored()) {
                onDecoded(feed, decode(buffer, offset, length));
            }
        } catch (final RuntimeException e) {
            failure = Optional.of(failure.orElse(e));
        }
    }

    private Decoded decode(final DirectBuffer buffer, final int offset, final int length) {
        try {
            return codec.decode(buffer, offset, length);
        } catch (final RuntimeException e) {
            // the codec promises not to; a peer's bytes must not end the agent even if it errs
            return new Decoded.Malformed("undecodable: " + ErrorLines.firstLine(e));
        }
    }

    private void onDecoded(final Feed feed, final Decoded decoded) {
        switch (decoded) {
            case Decoded.Malformed malformed -> complain(feed, malformed.reason());
            case Decoded.Ok ok when ok.message().stream() != feed.wire().kind() ->
                complain(feed, name(ok.message()) + " on the " + feed.wire().kind() + " stream");
            case Decoded.Ok ok -> {
                if (feed.peer().link().isEmpty() && !greet(feed, ok.message())) {
                    return;
                }
                feed.peer().link().ifPresent(link -> listener.onMessage(link, ok.header(), ok.message()));
            }
        }
    }

    private boolean greet(final Feed feed, final Message message) {
        final Peer peer = feed.peer();
        if (!(message instanceof Message.Hello hello)) {
            refuse(peer, feed.remote(), name(message) + " before hello");
            return false;
        }
        final Hearing hearing = listener.onHello(peer.inlet(), peer.session(), feed.remote(), hello);
        hearing.link().ifPresentOrElse(peer::link, () -> refuse(peer, feed.remote(), hearing.refusal()));
        // the listener may have closed it already
        return hearing.link().isPresent() && !peer.ignored();
    }

    @Override
    public void onMalformed(final Feed feed, final String reason) {
        messages++;
        complain(feed, reason);
    }

    private void complain(final Feed feed, final String reason) {
        if (feed.peer().link().isEmpty()) {
            refuse(feed.peer(), feed.remote(), reason);
        } else {
            listener.onMalformed(feed.peer().link(), feed.remote(), reason);
        }
    }

    private static String name(final Message message) {
        return message.getClass().getSimpleName();
    }
}
