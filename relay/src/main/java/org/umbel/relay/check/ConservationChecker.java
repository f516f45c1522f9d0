package org.umbel.relay.check;

import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariant 2: at every node, free + owed + bucketed + passed on is what was received, without overlap or gap. Asked
 * of the tile of some reports when they have come, and of all tiles in full checks; at a root what was received must
 * be inside the picture.
 */
public final class ConservationChecker implements Checker {
    private static final int REPORTS_PER_CHECK = 8;

    private final Findings findings;
    private int reports;

    public ConservationChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header, final Message message,
                             final boolean duplicate) {
        if (message instanceof Message.Report report && ++reports % REPORTS_PER_CHECK == 0) {
            final WorkView work = node.work(report.session());
            if (work != null && report.tile() < work.tileCount()) {
                checkTile(node, work, report.tile());
            }
        }
    }

    @Override
    public void onFull(final Observed observed) {
        for (final ObservedNode node : observed.nodes()) {
            for (final WorkView work : node.works()) {
                for (int tile = 0; tile < work.tileCount(); tile++) {
                    checkTile(node, work, tile);
                }
                if (work.uplink() < 0) {
                    observed.picture(work.session(), work.epoch()).ifPresent(picture -> checkRoot(node, work, picture));
                }
            }
        }
    }

    private void checkTile(final ObservedNode node, final WorkView work, final int tile) {
        findings.expect(Invariant.CONSERVATION, isWhole(work, tile), node.name(),
            () -> "epoch " + work.epoch() + " tile " + tile + ": received " + work.received(tile) + " but free "
                + work.free(tile) + " bucketed " + work.bucketed(tile) + " passed on " + work.passedOn(tile) + " owed "
                + owedText(work, tile));
    }

    private void checkRoot(final ObservedNode node, final WorkView work, final Picture picture) {
        final RangeSet all = RangeSet.of(0, picture.settings().samples());
        for (int tile = 0; tile < work.tileCount(); tile++) {
            final RangeSet received = work.received(tile);
            findings.expect(Invariant.CONSERVATION, all.containsAll(received), node.name(),
                () -> "the root has " + received + " of " + all);
        }
    }

    private static boolean isWhole(final WorkView work, final int tile) {
        RangeSet sum = sum(RangeSet.EMPTY, work.free(tile));
        sum = sum(sum, work.bucketed(tile));
        sum = sum(sum, work.passedOn(tile));
        for (final ChildView child : work.children()) {
            sum = sum(sum, Accounts.owed(child, tile));
        }
        return sum != null && sum.equals(work.received(tile));
    }

    /** Null when they overlap. */
    private static RangeSet sum(final RangeSet a, final RangeSet b) {
        if (a == null || b.isEmpty()) {
            return a;
        }
        return a.isEmpty() ? b : a.isDisjoint(b) ? a.plus(b) : null;
    }

    private static String owedText(final WorkView work, final int tile) {
        final StringBuilder text = new StringBuilder();
        for (final ChildView child : work.children()) {
            text.append(child.link()).append(':').append(Accounts.owed(child, tile)).append(' ');
        }
        return text.toString();
    }
}
