package org.umbel.relay.check;

import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.Session;
import org.umbel.relay.work.RangeSet;

/**
 * Invariants 3, 5 and 12: the root's sums, and those of every report on every link, are the reference sums of
 * the ranges named, bit for bit, whatever merged them; and they are within 2^62.
 */
public final class SumsChecker implements Checker {
    private static final long SUM_MAX = 1L << 62;

    private final Findings findings;
    private final Observed observed;

    public SumsChecker(final Findings findings, final Observed observed) {
        this.findings = findings;
        this.observed = observed;
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header,
                       final Message message) {
        if (message instanceof Message.Report report) {
            RangeSet ranges = RangeSet.EMPTY;
            for (final SampleRange range : report.ranges()) {
                ranges = ranges.plus(range);
            }
            final RangeSet named = ranges;
            final boolean equal = observed.picture(report.session(), report.epoch())
                .map(picture -> picture.sums(report.tile(), named).equals(report.sums())).orElse(false);
            findings.expect(5, equal, node.name(),
                () -> "report of epoch " + report.epoch() + " tile " + report.tile() + " " + named
                    + " is not the sum of its ranges");
            checkBounds(node, report.sums());
        }
    }

    @Override
    public void onFull(final Observed all) {
        for (final ObservedRoot root : all.roots()) {
            final Session session = root.session();
            long accepted = 0;
            for (int tile = 0; tile < root.picture().tileCount(); tile++) {
                accepted += checkTile(root, tile);
            }
            final long sum = accepted;
            findings.expect(3, sum == session.tileSamplesAccepted(), root.node().name(),
                () -> "accepted " + sum + " tile-samples, said to be " + session.tileSamplesAccepted());
        }
    }

    private int checkTile(final ObservedRoot root, final int tile) {
        final RangeSet accepted = root.session().accepted(tile);
        final TileSums sums = root.session().sums(tile);
        final boolean equal = sums == null ? accepted.isEmpty() : root.picture().sums(tile,
            accepted).equals(sums);
        findings.expect(3, equal, root.node().name(),
            () -> "epoch " + root.session().epoch() + " tile " + tile + " is not the sum of " + accepted);
        if (sums != null) {
            checkBounds(root.node(), sums);
        }
        return accepted.size();
    }

    private void checkBounds(final ObservedNode node, final TileSums sums) {
        boolean within = true;
        for (final long sum : sums.sums()) {
            within &= sum >= -SUM_MAX && sum <= SUM_MAX;
        }
        findings.expect(12, within, node.name(), () -> "a sum beyond 2^62");
    }
}
