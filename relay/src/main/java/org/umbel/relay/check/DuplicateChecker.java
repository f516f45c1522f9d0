package org.umbel.relay.check;

import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;

/** Invariant 8: what has been received before, on this link or on one that is gone, changes nothing. */
public final class DuplicateChecker implements Checker {
    private final Findings findings;
    private long digest;

    public DuplicateChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void beforeMessage(final ObservedNode node, final long link, final LinkHeader header,
                              final Message message, final boolean duplicate) {
        if (duplicate) {
            digest = Accounts.digest(node);
        }
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header,
                             final Message message,
                             final boolean duplicate) {
        if (duplicate) {
            findings.expect(Invariant.DUPLICATE, digest == Accounts.digest(node), node.name(),
                () -> "the second " + message.getClass().getSimpleName() + " " + header.counter() + " changed work");
        }
    }
}
