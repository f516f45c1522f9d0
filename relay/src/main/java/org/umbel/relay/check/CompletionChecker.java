package org.umbel.relay.check;

import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/**
 * Invariants 4 and 16, asked at the end: all ranges are accepted, and the picture is the reference picture
 * bit for bit.
 */
public final class CompletionChecker {
    private final Findings findings;

    public CompletionChecker(final Findings findings) {
        this.findings = findings;
    }

    /** A session's picture when the simulation is over. */
    public void onEnd(final ObservedRoot root) {
        final Picture picture = root.picture();
        findings.expect(16, root.session().isComplete(), root.node().name(),
            () -> "epoch " + root.session().epoch() + ": " + root.session().tileSamplesAccepted() + " of "
                + root.session().tileSamplesTotal() + " tile-samples accepted");
        if (!root.session().isComplete()) {
            return;
        }
        final RangeSet all = RangeSet.of(0, picture.settings().samples());
        long hash = 0;
        long expectedHash = 0;
        for (int tile = 0; tile < picture.tileCount(); tile++) {
            final TileSums sums = root.session().sums(tile);
            hash = hash * 31 + (sums == null ? 0 : sums.hashCode());
            expectedHash = expectedHash * 31 + picture.sums(tile, all).hashCode();
        }
        final boolean equal = hash == expectedHash;
        findings.expect(4, equal, root.node().name(), () -> "the picture is not the reference picture");
    }
}
