package org.umbel.relay.check;

import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariants 1, 6 and 8 around each report: accepted once or not at all; with an old fence or epoch nothing
 * changes; and a message received twice has the effect of one.
 */
public final class AcceptanceChecker implements Checker {
    private final Findings findings;
    private @Nullable WorkSnapshot snapshot;
    private RangeSet doneBefore = RangeSet.EMPTY;
    private RangeSet owedBefore = RangeSet.EMPTY;
    private boolean current;

    public AcceptanceChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void beforeMessage(final ObservedNode node, final long link, final LinkHeader header,
                              final Message message, final boolean duplicate) {
        if (duplicate) {
            snapshot = WorkSnapshot.of(node);
        } else if (message instanceof Message.Report report) {
            final WorkView work = node.work(report.session()).orElse(null);
            current = work != null && work.epoch() == report.epoch() && report.tile() < work.tileCount()
                && fence(work, link) == report.fence();
            if (work != null && report.tile() < work.tileCount()) {
                doneBefore = WorkSnapshot.done(work, report.tile());
                owedBefore = WorkSnapshot.owed(work, link, report.tile());
            }
        }
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header,
                             final Message message,
                             final boolean duplicate) {
        if (duplicate) {
            findings.expect(8, WorkSnapshot.of(node).equals(snapshot), node.name(),
                () -> "the second " + message.getClass().getSimpleName() + " " + header.counter()
                    + " changed work");
        } else if (message instanceof Message.Report report) {
            node.work(report.session()).filter(work -> report.tile() < work.tileCount())
                .ifPresent(work -> afterReport(node, link, report, work));
        }
    }

    private void afterReport(final ObservedNode node, final long link, final Message.Report report,
                             final WorkView work) {
        final RangeSet doneAfter = WorkSnapshot.done(work, report.tile());
        if (!current) {
            findings.expect(6, doneAfter.equals(doneBefore), node.name(),
                () -> "a report of an old fence or epoch changed tile " + report.tile());
            return;
        }
        if (doneAfter.equals(doneBefore)) {
            return;
        }
        final RangeSet owedAfter = WorkSnapshot.owed(work, link, report.tile());
        RangeSet named = RangeSet.EMPTY;
        for (final SampleRange range : report.ranges()) {
            named = named.plus(range);
        }
        final RangeSet ranges = named;
        findings.expect(1, ranges.isDisjoint(doneBefore) && owedBefore.containsAll(ranges), node.name(),
            () -> "accepted " + ranges + " of tile " + report.tile() + ", done " + doneBefore + ", owed "
                + owedBefore);
        findings.expect(1, ranges.isDisjoint(owedAfter) && doneAfter.equals(doneBefore.plus(ranges)),
            node.name(),
            () -> "after " + ranges + " of tile " + report.tile() + ": done " + doneAfter + ", owed "
                + owedAfter);
    }

    private static long fence(final WorkView work, final long link) {
        for (final ChildView child : work.children()) {
            if (child.link() == link) {
                return child.fence();
            }
        }
        return Long.MIN_VALUE;
    }
}
