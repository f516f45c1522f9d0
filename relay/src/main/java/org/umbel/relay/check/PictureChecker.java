package org.umbel.relay.check;

import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/** Invariant 4, asked at the end: a whole picture is the one that a single process renders, bit for bit. */
public final class PictureChecker implements Checker {
    private final Findings findings;

    public PictureChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onEnd(final Observed observed) {
        observed.roots().forEach(this::check);
    }

    private void check(final ObservedRoot root) {
        if (!root.session().isComplete()) {
            return;
        }
        final Picture picture = root.picture();
        final RangeSet all = RangeSet.of(0, picture.settings().samples());
        int wrong = -1;
        for (int tile = 0; tile < picture.tileCount(); tile++) {
            final TileSums sums = root.session().sums(tile);
            wrong = sums == null || !picture.equalsSum(tile, all, sums) ? tile : wrong;
        }
        final int tile = wrong;
        findings.expect(Invariant.PICTURE, wrong < 0, root.node().name(),
            () -> "tile " + tile + " is not the reference picture's");
    }
}
