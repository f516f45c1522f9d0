package org.umbel.relay.check;

import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.work.RangeSet;

/** Invariant 6: a report that is not of the current epoch and fence of its link changes no sum. */
public final class OldFenceChecker implements Checker {
    private final Findings findings;
    private RangeSet doneBefore = RangeSet.EMPTY;
    private int epochBefore;
    private boolean old;

    public OldFenceChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void beforeMessage(final ObservedNode node, final long link, final LinkHeader header,
                              final Message message, final boolean duplicate) {
        old = false;
        if (message instanceof Message.Report report) {
            final WorkView work = node.work(report.session());
            old = work != null && report.tile() < work.tileCount() && !Accounts.isCurrent(work, link, report);
            if (old && work != null) {
                epochBefore = work.epoch();
                doneBefore = Accounts.done(work, report.tile());
            }
        }
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header,
                             final Message message,
                             final boolean duplicate) {
        if (old && message instanceof Message.Report report) {
            final WorkView work = node.work(report.session());
            findings.expect(Invariant.OLD_FENCE, work != null && work.epoch() == epochBefore
                && Accounts.done(work, report.tile()).equals(doneBefore), node.name(),
                () -> "a report of an old fence or epoch changed tile " + report.tile());
        }
    }
}
