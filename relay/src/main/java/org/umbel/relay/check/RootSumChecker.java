package org.umbel.relay.check;

import org.umbel.codec.tile.TileSums;
import org.umbel.relay.session.Session;
import org.umbel.relay.work.RangeSet;

/** Invariant 3: the root's sums are the reference sums of the accepted ranges, bit for bit. */
public final class RootSumChecker implements Checker {
    private final Findings findings;

    public RootSumChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onTile(final ObservedRoot root, final int epoch, final int tile) {
        checkTile(root, tile);
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
            findings.expect(Invariant.ROOT_SUM, sum == session.tileSamplesAccepted(), root.node().name(),
                () -> "accepted " + sum + " tile-samples, said to be " + session.tileSamplesAccepted());
        }
    }

    private int checkTile(final ObservedRoot root, final int tile) {
        final RangeSet accepted = root.session().accepted(tile);
        final TileSums sums = root.session().sums(tile);
        final boolean equal = sums == null ? accepted.isEmpty() : root.picture().equalsSum(tile, accepted, sums);
        findings.expect(Invariant.ROOT_SUM, equal, root.node().name(),
            () -> "epoch " + root.session().epoch() + " tile " + tile + " is not the sum of " + accepted);
        return accepted.size();
    }
}
