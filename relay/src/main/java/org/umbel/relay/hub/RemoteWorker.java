package org.umbel.relay.hub;

import java.util.List;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Role;
import org.umbel.codec.wire.SessionId;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.link.Link;
import org.umbel.relay.session.Assignment;
import org.umbel.relay.session.Worker;

/** A child behind a link. */
final class RemoteWorker implements Worker {
    private final Link link;

    RemoteWorker(final Link link) {
        this.link = link;
    }

    @Override
    public long link() {
        return link.id();
    }

    @Override
    public String name() {
        return link.remote();
    }

    @Override
    public long incarnation() {
        return link.remoteIncarnation();
    }

    @Override
    public int threads() {
        return link.remoteThreads();
    }

    @Override
    public long rttNs() {
        return link.rttNs();
    }

    @Override
    public void begin(final Assignment a, final long fence, final List<TileRange> grant, final long nowNs) {
        unqueue(a.session());
        link.send(new Message.Epoch(a.session(), a.epoch(), fence, a.manifest(), a.camera(), a.settings(), a.mode(),
            a.homeFirst(), a.homeCount(), grant), nowNs);
    }

    @Override
    public void grant(final SessionId session, final int epoch, final long fence, final List<TileRange> ranges,
                      final long nowNs) {
        link.send(new Message.Grant(session, epoch, fence, ranges), nowNs);
    }

    @Override
    public boolean isRelay() {
        return link.remoteRole() != Role.LEAF;
    }

    @Override
    public void recall(final SessionId session, final int epoch, final long fence, final List<TileRange> ranges,
                       final long nowNs) {
        link.send(new Message.Recall(session, epoch, fence, ranges), nowNs);
    }

    @Override
    public void cutOff(final String reason, final long nowNs) {
        link.fail(link.remote() + ": " + reason, nowNs);
    }

    @Override
    public void end(final SessionId session, final long nowNs) {
        unqueue(session);
        link.send(new Message.SessionEnd(session), nowNs);
    }

    /** What waits for this session was superseded before it was sent. */
    private void unqueue(final SessionId session) {
        link.unqueue(message -> switch (message) {
            case Message.Epoch m -> m.session().equals(session);
            case Message.Grant m -> m.session().equals(session);
            case Message.Recall m -> m.session().equals(session);
            default -> false;
        }, session);
    }
}
