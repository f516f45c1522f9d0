package org.umbel.relay.check;

import java.util.HashMap;
import java.util.Map;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;

/**
 * Invariants 7 and 13: the epoch that a process sees of a session never goes back, and what a person is shown
 * is of the session's current epoch. That no bucket mixes epochs is seen by {@link SumsChecker}: its sums
 * would be wrong.
 */
public final class EpochChecker implements Checker {
    private final Findings findings;
    private final Map<Key, Integer> epochs = new HashMap<>();

    /** A session at a process. */
    private record Key(long incarnation, SessionId session) {}

    public EpochChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header,
                             final Message message,
                             final boolean duplicate) {
        if (message instanceof Message.Epoch || message instanceof Message.SessionEnd) {
            check(node);
        }
    }

    @Override
    public void onFull(final Observed observed) {
        observed.nodes().forEach(this::check);
    }

    private void check(final ObservedNode node) {
        for (final WorkView work : node.works()) {
            final Integer before = epochs.put(new Key(node.incarnation(), work.session()), work.epoch());
            findings.expect(7, before == null || before <= work.epoch(), node.name(),
                () -> "epoch " + work.epoch() + " after " + before);
        }
    }

    @Override
    public void onView(final ObservedRoot root, final Message.View view) {
        findings.expect(13, view.epoch() == root.session().epoch()
            && view.session().equals(root.session().id()),
            root.node().name(), () -> "shown a view of epoch " + view.epoch() + " in "
                + root.session().epoch());
    }
}
