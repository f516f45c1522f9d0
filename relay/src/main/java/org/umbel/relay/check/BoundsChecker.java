package org.umbel.relay.check;

import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;

/**
 * Invariant 12: sums on every link and at every root are within 2^62, and where messages pass the codec, a report
 * comes with the width, length and values that it was sent with.
 */
public final class BoundsChecker implements Checker {
    private static final long SUM_MAX = 1L << 62;

    private final Findings findings;

    public BoundsChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header, final Message message) {
        if (message instanceof Message.Report report) {
            check(node.name(), report.sums());
        }
    }

    @Override
    public void onCarried(final Message message, final Message arrived, final int bytes) {
        if (bytes > 0 && message instanceof Message.Report) {
            findings.expect(Invariant.BOUNDS, message.equals(arrived), "",
                () -> "a report of " + bytes + " bytes was decoded as another: " + message + ", " + arrived);
        }
    }

    @Override
    public void onFull(final Observed observed) {
        for (final ObservedRoot root : observed.roots()) {
            for (int tile = 0; tile < root.picture().tileCount(); tile++) {
                final TileSums sums = root.session().sums(tile);
                if (sums != null) {
                    check(root.node().name(), sums);
                }
            }
        }
    }

    private void check(final String node, final TileSums sums) {
        boolean within = true;
        for (final long sum : sums.sums()) {
            within &= sum >= -SUM_MAX && sum <= SUM_MAX;
        }
        findings.expect(Invariant.BOUNDS, within, node, () -> "a sum beyond 2^62");
    }
}
