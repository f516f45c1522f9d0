package org.umbel.relay.check;

import java.util.HashMap;
import java.util.Map;
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
    /** Stands for sets that are not disjoint; compared by identity. */
    private static final RangeSet OVERLAP = RangeSet.of(0, Integer.MAX_VALUE);

    private final Findings findings;
    private final Map<Integer, RangeSet> owed = new HashMap<>();
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
        for (final ObservedNode node : observed.moved()) {
            for (final WorkView work : node.works()) {
                checkAll(node, work);
                if (work.uplink() < 0) {
                    observed.picture(work.session(), work.epoch()).ifPresent(picture -> checkRoot(node, work, picture));
                }
            }
        }
    }

    /** What is owed is added up child by child: most children owe little of few tiles. */
    private void checkAll(final ObservedNode node, final WorkView work) {
        owed.clear();
        for (final ChildView child : work.children()) {
            child.owed().forEach((tile, ranges) -> owed.merge(tile, ranges, ConservationChecker::sumOrOverlap));
        }
        long free = 0;
        long bucketed = 0;
        for (final int tile : work.tilesReceived()) {
            final RangeSet its = owed.isEmpty() ? null : owed.remove(tile);
            free += work.free(tile).size();
            if (its == null && work.free(tile).isEmpty() && work.passedOn(tile).equals(work.received(tile))) {
                // what is bucketed besides is seen in the sum
                findings.expect(Invariant.CONSERVATION, true, node.name(), () -> "");
                continue;
            }
            expect(node, work, tile, its != OVERLAP && isWhole(work, tile, its == null ? RangeSet.EMPTY : its));
            bucketed += work.bucketed(tile).size();
        }
        final boolean nothingElse = owed.isEmpty() && free == work.freeTileSamples()
            && bucketed == work.bucketedTileSamples();
        findings.expect(Invariant.CONSERVATION, nothingElse, node.name(),
            () -> "epoch " + work.epoch() + ": of tiles that were never received, " + owed
                + " is owed, or something is "
                + "free or bucketed");
    }

    private static RangeSet sumOrOverlap(final RangeSet a, final RangeSet b) {
        return a != OVERLAP && a.isDisjoint(b) ? a.plus(b) : OVERLAP;
    }

    private void checkTile(final ObservedNode node, final WorkView work, final int tile) {
        RangeSet its = RangeSet.EMPTY;
        for (final ChildView child : work.children()) {
            its = sumOrOverlap(its, Accounts.owed(child, tile));
        }
        expect(node, work, tile, its != OVERLAP && isWhole(work, tile, its));
    }

    private void expect(final ObservedNode node, final WorkView work, final int tile, final boolean isWhole) {
        findings.expect(Invariant.CONSERVATION, isWhole, node.name(),
            () -> "epoch " + work.epoch() + " tile " + tile + ": received " + work.received(tile) + " but free "
                + work.free(tile) + " bucketed " + work.bucketed(tile) + " passed on " + work.passedOn(tile) + " owed "
                + owedText(work, tile));
    }

    private void checkRoot(final ObservedNode node, final WorkView work, final Picture picture) {
        final RangeSet all = RangeSet.of(0, picture.settings().samples());
        for (final int tile : work.tilesReceived()) {
            final RangeSet received = work.received(tile);
            findings.expect(Invariant.CONSERVATION, all.containsAll(received), node.name(),
                () -> "the root has " + received + " of " + all);
        }
    }

    private static boolean isWhole(final WorkView work, final int tile, final RangeSet its) {
        RangeSet sum = sumOrOverlap(work.passedOn(tile), its);
        sum = sumOrOverlap(sum, work.bucketed(tile));
        sum = sumOrOverlap(sum, work.free(tile));
        return sum != OVERLAP && sum.equals(work.received(tile));
    }

    private static String owedText(final WorkView work, final int tile) {
        final StringBuilder text = new StringBuilder();
        for (final ChildView child : work.children()) {
            text.append(child.link()).append(':').append(Accounts.owed(child, tile)).append(' ');
        }
        return text.toString();
    }
}
