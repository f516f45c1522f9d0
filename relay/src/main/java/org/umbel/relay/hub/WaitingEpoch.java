package org.umbel.relay.hub;

import java.util.ArrayList;
import java.util.List;
import org.umbel.codec.wire.Message;
import org.umbel.relay.link.Link;

/** The newest epoch of a session that has had more than its share, and what was granted in it: it begins later. */
final class WaitingEpoch {
    private final Link link;
    private final Message.Epoch epoch;
    private final long sinceNs;
    private final List<Message.Grant> grants = new ArrayList<>();

    /** @param sinceNs since when the session has not begun an epoch, for what waits in its place too */
    WaitingEpoch(final Link link, final Message.Epoch epoch, final long sinceNs) {
        this.link = link;
        this.epoch = epoch;
        this.sinceNs = sinceNs;
    }

    Link link() {
        return link;
    }

    Message.Epoch epoch() {
        return epoch;
    }

    long sinceNs() {
        return sinceNs;
    }

    List<Message.Grant> grants() {
        return grants;
    }
}
