package org.umbel.relay.check;

import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.Session;

/** A root that shows what a test wants to be seen. */
final class FakeRoot implements ObservedRoot {
    final FakeSession session;
    FakeNode node;
    long movingSinceNs = Long.MAX_VALUE;

    FakeRoot(final FakeNode node) {
        this(node, FakeWork.SESSION);
    }

    FakeRoot(final FakeNode node, final SessionId session) {
        this.node = node;
        this.session = new FakeSession(session);
    }

    @Override
    public ObservedNode node() {
        return node;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Picture picture() {
        return FakeTree.PICTURE;
    }

    @Override
    public long movingSinceNs() {
        return movingSinceNs;
    }
}
