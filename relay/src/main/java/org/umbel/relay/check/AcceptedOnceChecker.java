package org.umbel.relay.check;

import java.util.Objects;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.work.RangeSet;

/** Invariant 1, around each report of the current fence: what is accepted was owed and not done, and moves once. */
public final class AcceptedOnceChecker implements Checker {
    private final Findings findings;
    private RangeSet doneBefore = RangeSet.EMPTY;
    private RangeSet owedBefore = RangeSet.EMPTY;
    private boolean current;

    public AcceptedOnceChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void beforeMessage(final ObservedNode node, final long link, final LinkHeader header,
                              final Message message, final boolean duplicate) {
        current = false;
        if (message instanceof Message.Report report && !duplicate) {
            final WorkView work = node.work(report.session());
            current = Accounts.isCurrent(work, link, report);
            if (work != null && current) {
                doneBefore = Accounts.done(work, report.tile());
                owedBefore = Accounts.owed(work, link, report.tile());
            }
        }
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header,
                             final Message message,
                             final boolean duplicate) {
        if (!current || !(message instanceof Message.Report report)) {
            return;
        }
        final WorkView work = Objects.requireNonNull(node.work(report.session()));
        final RangeSet doneAfter = Accounts.done(work, report.tile());
        if (doneAfter.equals(doneBefore)) {
            return;
        }
        final RangeSet owedAfter = Accounts.owed(work, link, report.tile());
        final RangeSet ranges = Accounts.set(report.ranges());
        findings.expect(Invariant.ACCEPTED_ONCE, ranges.isDisjoint(doneBefore) && owedBefore.containsAll(ranges),
            node.name(), () -> "accepted " + ranges + " of tile " + report.tile() + ", done " + doneBefore + ", owed "
                + owedBefore);
        findings.expect(Invariant.ACCEPTED_ONCE, ranges.isDisjoint(owedAfter)
            && doneAfter.size() == doneBefore.size() + ranges.size() && doneAfter.containsAll(ranges)
            && doneAfter.containsAll(doneBefore), node.name(),
            () -> "after " + ranges + " of tile " + report.tile()
                + ": done " + doneAfter + ", owed " + owedAfter);
    }
}
