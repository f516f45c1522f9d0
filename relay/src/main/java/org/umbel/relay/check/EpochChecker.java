package org.umbel.relay.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;

/**
 * Invariant 7: the epoch that a process sees of a session never goes back. That no bucket mixes epochs is seen by
 * {@link MergeOrderChecker} and {@link RootSumChecker}: its sums would be wrong.
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
            check(node, node.works());
        }
    }

    @Override
    public void onMoved(final Observed observed, final ObservedNode node, final List<WorkView> works) {
        check(node, works);
    }

    private void check(final ObservedNode node, final List<WorkView> works) {
        for (final WorkView work : works) {
            final Integer before = epochs.put(new Key(node.incarnation(), work.session()), work.epoch());
            findings.expect(Invariant.EPOCH_FORWARD, before == null || before <= work.epoch(), node.name(),
                () -> "epoch " + work.epoch() + " after " + before);
        }
    }
}
