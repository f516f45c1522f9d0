package org.umbel.relay.check;

import java.util.Optional;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.session.WorkView.ChildView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariants 2 and 11: at every node, free + owed + bucketed + passed on is what was received, without
 * overlap or gap; and what a child still has to deliver is inside what its parent thinks it owes.
 */
public final class ConservationChecker implements Checker {
    private final Findings findings;

    public ConservationChecker(final Findings findings) {
        this.findings = findings;
    }

    @Override
    public void onFull(final Observed observed) {
        for (final ObservedNode node : observed.nodes()) {
            for (final WorkView work : node.works()) {
                checkNode(node, work, observed);
                checkAgainstParent(node, work);
            }
        }
    }

    private void checkNode(final ObservedNode node, final WorkView work, final Observed observed) {
        for (int tile = 0; tile < work.tileCount(); tile++) {
            final int t = tile;
            final Optional<RangeSet> sum = disjointSum(work, tile);
            findings.expect(2, sum.isPresent() && sum.get().equals(work.received(tile)), node.name(),
                () -> "epoch " + work.epoch() + " tile " + t + ": received " + work.received(t) + " but free "
                    + work.free(t) + " bucketed " + work.bucketed(t) + " passed on " + work.passedOn(t)
                    + " owed "
                    + owedText(work, t));
        }
        if (work.uplink() < 0) {
            observed.picture(work.session(), work.epoch()).ifPresent(picture -> {
                final RangeSet all = RangeSet.of(0, picture.settings().samples());
                for (int tile = 0; tile < work.tileCount(); tile++) {
                    final int t = tile;
                    findings.expect(2, work.received(tile).equals(all), node.name(),
                        () -> "the root has " + work.received(t) + " of tile " + t);
                }
            });
        }
    }

    private static Optional<RangeSet> disjointSum(final WorkView work, final int tile) {
        RangeSet sum = work.free(tile);
        if (!sum.isDisjoint(work.bucketed(tile))) {
            return Optional.empty();
        }
        sum = sum.plus(work.bucketed(tile));
        if (!sum.isDisjoint(work.passedOn(tile))) {
            return Optional.empty();
        }
        sum = sum.plus(work.passedOn(tile));
        for (final ChildView child : work.children()) {
            final RangeSet owed = child.owed().getOrDefault(tile, RangeSet.EMPTY);
            if (!sum.isDisjoint(owed)) {
                return Optional.empty();
            }
            sum = sum.plus(owed);
        }
        return Optional.of(sum);
    }

    private static String owedText(final WorkView work, final int tile) {
        final StringBuilder text = new StringBuilder();
        for (final ChildView child : work.children()) {
            text.append(child.link()).append(':').append(child.owed().getOrDefault(tile,
                RangeSet.EMPTY)).append(' ');
        }
        return text.toString();
    }

    /** Grants under way are owed and not received; reports under way are owed and passed on. */
    private void checkAgainstParent(final ObservedNode node, final WorkView work) {
        if (work.uplink() < 0) {
            return;
        }
        node.peer(work.uplink()).ifPresent(peer -> peer.node().work(work.session()).ifPresent(above -> {
            for (final ChildView child : above.children()) {
                if (child.link() == peer.link() && child.fence() == work.uplinkFence()
                    && above.epoch() == work.epoch()) {
                    checkOwed(node, work, child);
                }
            }
        }));
    }

    private void checkOwed(final ObservedNode node, final WorkView work, final ChildView above) {
        for (int tile = 0; tile < work.tileCount(); tile++) {
            final int t = tile;
            final RangeSet open = work.received(tile).minus(work.passedOn(tile));
            final RangeSet owed = above.owed().getOrDefault(tile, RangeSet.EMPTY);
            findings.expect(11, owed.containsAll(open), node.name(),
                () -> "epoch " + work.epoch() + " tile " + t + ": still to deliver " + open + ", owes "
                    + owed);
        }
    }
}
