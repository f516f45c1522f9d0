package org.umbel.relay.check;

import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariant 2: at every node, free + owed + held + bucketed + passed on is what was received, without overlap or gap.
 * Asked of the tile of some reports when they have come, and of all tiles in full checks; at a root what was received
 * must be inside the picture.
 */
@SuppressWarnings("ReferenceEquality") // OVERLAP is one object, and what is the same object has not changed
public final class ConservationChecker implements Checker {
    private static final int REPORTS_PER_CHECK = 8;
    /** Stands for sets that are not disjoint; compared by identity. */
    private static final RangeSet OVERLAP = RangeSet.of(0, Integer.MAX_VALUE);

    private final Findings findings;
    private final Int2ObjectHashMap<RangeSet> owed = new Int2ObjectHashMap<>();
    private long free;
    private long bucketed;
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
    public void onMoved(final Observed observed, final ObservedNode node, final List<WorkView> works) {
        for (final WorkView work : works) {
            checkAll(node, work);
            if (work.uplink() < 0) {
                observed.picture(work.session(), work.epoch()).ifPresent(picture -> checkRoot(node, work, picture));
            }
        }
    }

    /** What is owed is added up child by child: most children owe little of few tiles. */
    private void checkAll(final ObservedNode node, final WorkView work) {
        owed.clear();
        free = 0;
        bucketed = 0;
        work.forChildren(child -> child.owed().forEach(this::addOwed));
        work.forTilesReceived(tile -> checkTileOfAll(node, work, tile));
        final boolean nothingElse = owed.isEmpty() && free == work.freeTileSamples()
            && bucketed == work.bucketedTileSamples();
        findings.expect(Invariant.CONSERVATION, nothingElse, node.name(),
            () -> "epoch " + work.epoch() + ": of tiles that were never received, " + owed
                + " is owed, or something is "
                + "free or bucketed");
    }

    private void addOwed(final int tile, final RangeSet ranges) {
        final RangeSet before = owed.get(tile);
        owed.put(tile, before == null ? ranges : sumOrOverlap(before, ranges));
    }

    private void checkTileOfAll(final ObservedNode node, final WorkView work, final int tile) {
        final RangeSet its = owed.isEmpty() ? null : owed.remove(tile);
        final RangeSet itsFree = work.free(tile);
        free += itsFree.size();
        if (its == null && itsFree.isEmpty() && work.passedOn(tile).equals(work.received(tile))) {
            // what is bucketed besides is seen in the sum
            findings.passed(Invariant.CONSERVATION);
            return;
        }
        expect(node, work, tile, its != OVERLAP && isWhole(work, tile, its == null ? RangeSet.EMPTY : its));
        bucketed += work.bucketed(tile).size();
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
        if (isWhole) {
            findings.passed(Invariant.CONSERVATION);
            return;
        }
        findings.expect(Invariant.CONSERVATION, false, node.name(),
            () -> "epoch " + work.epoch() + " tile " + tile + ": received " + work.received(tile) + " but free "
                + work.free(tile) + " held " + work.held(tile) + " bucketed " + work.bucketed(tile) + " passed on "
                + work.passedOn(tile) + " owed "
                + owedText(work, tile));
    }

    private void checkRoot(final ObservedNode node, final WorkView work, final Picture picture) {
        final RangeSet all = RangeSet.of(0, picture.settings().samples());
        work.forTilesReceived(tile -> {
            final RangeSet received = work.received(tile);
            findings.expect(Invariant.CONSERVATION, all.containsAll(received), node.name(),
                () -> "the root has " + received + " of " + all);
        });
    }

    private static boolean isWhole(final WorkView work, final int tile, final RangeSet its) {
        RangeSet sum = sumOrOverlap(work.passedOn(tile), its);
        sum = sumOrOverlap(sum, work.bucketed(tile));
        sum = sumOrOverlap(sum, work.free(tile));
        sum = sumOrOverlap(sum, work.held(tile));
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
