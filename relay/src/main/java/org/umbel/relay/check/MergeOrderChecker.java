package org.umbel.relay.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.SessionId;
import org.umbel.relay.session.WorkView;
import org.umbel.relay.work.RangeSet;

/**
 * Invariant 5: what a node passes on is the sum of what it took in, in any order and grouping. The checker keeps the
 * parts that a node accepted of each tile; when a report names them, they are added backwards, and as a balanced tree,
 * and both must be the report's sums, as must be the reference sums of its ranges.
 */
public final class MergeOrderChecker implements Checker {
    private static final int FORGET_MIN = 256;

    private final Findings findings;
    private final Observed observed;
    private final Map<Key, Map<Integer, List<Part>>> accepted = new HashMap<>();
    private int forgetAt = FORGET_MIN;
    private @Nullable RangeSet doneBefore = RangeSet.EMPTY;
    private @Nullable TileSums copy;

    /** Work of a session's epoch at a process, under its parent's fence: another parent may number alike. */
    private record Key(long incarnation, long uplink, SessionId session, int epoch, long fence) {}

    /** Accepted at once. */
    private record Part(RangeSet ranges, TileSums sums) {}

    public MergeOrderChecker(final Findings findings, final Observed observed) {
        this.findings = findings;
        this.observed = observed;
    }

    @Override
    public void beforeMessage(final ObservedNode node, final long link, final LinkHeader header, final Message message,
                              final boolean duplicate) {
        if (message instanceof Message.Report report) {
            remember(node, report.session(), report.tile());
        }
    }

    @Override
    public void afterMessage(final ObservedNode node, final long link, final LinkHeader header, final Message message,
                             final boolean duplicate) {
        if (message instanceof Message.Report report) {
            keep(node, report.session(), report.tile(), Accounts.set(report.ranges()), report.sums());
        }
    }

    @Override
    public void beforeRendered(final ObservedNode node, final Rendered rendered) {
        copy = rendered.sums().copy();
        remember(node, rendered.session(), rendered.tile());
    }

    @Override
    public void afterRendered(final ObservedNode node, final Rendered rendered) {
        keep(node, rendered.session(), rendered.tile(), RangeSet.of(rendered.range().first(), rendered.range().end()),
            Objects.requireNonNull(copy));
    }

    private void remember(final ObservedNode node, final SessionId session, final int tile) {
        final WorkView work = node.work(session);
        doneBefore = work == null || work.uplink() < 0 || tile >= work.tileCount() ? null
            : Accounts.done(work, tile);
    }

    private void keep(final ObservedNode node, final SessionId session, final int tile, final RangeSet ranges,
                      final TileSums sums) {
        final RangeSet before = doneBefore;
        final WorkView work = node.work(session);
        if (work != null && before != null && !Accounts.done(work, tile).equals(before)) {
            accepted.computeIfAbsent(key(node, work), key -> new HashMap<>())
                .computeIfAbsent(tile, key -> new ArrayList<>()).add(new Part(ranges, sums));
        }
    }

    private static Key key(final ObservedNode node, final WorkView work) {
        return new Key(node.incarnation(), work.uplink(), work.session(), work.epoch(), work.uplinkFence());
    }

    @Override
    public void onSent(final ObservedNode node, final long link, final LinkHeader header, final Message message) {
        if (message instanceof Message.Report report) {
            check(node, report, take(node, link, report));
        }
    }

    /** The parts of a report's ranges, in the order in which they came; the checker forgets them. */
    private List<Part> take(final ObservedNode node, final long link, final Message.Report report) {
        final List<Part> parts = new ArrayList<>();
        final Map<Integer, List<Part>> byTile = accepted.get(new Key(node.incarnation(), link, report.session(),
            report.epoch(), report.fence()));
        final List<Part> kept = byTile == null ? null : byTile.get(report.tile());
        if (byTile == null || kept == null) {
            return parts;
        }
        final RangeSet named = Accounts.set(report.ranges());
        for (final Iterator<Part> i = kept.iterator(); i.hasNext();) {
            final Part part = i.next();
            if (named.containsAll(part.ranges)) {
                parts.add(part);
                i.remove();
            }
        }
        if (kept.isEmpty()) {
            byTile.remove(report.tile());
        }
        return parts;
    }

    private void check(final ObservedNode node, final Message.Report report, final List<Part> parts) {
        final RangeSet named = Accounts.set(report.ranges());
        final int size = parts.stream().mapToInt(part -> part.ranges.size()).sum();
        findings.expect(Invariant.MERGE_ORDER, size == named.size(), node.name(),
            () -> "a report of tile " + report.tile() + " names " + named + ", taken in were " + parts);
        if (parts.size() > 1) {
            findings.expect(Invariant.MERGE_ORDER, backwards(parts).equals(report.sums()), node.name(),
                () -> "added backwards, " + parts.size() + " parts of tile " + report.tile() + " are another sum");
            findings.expect(Invariant.MERGE_ORDER, tree(parts, 0, parts.size()).equals(report.sums()), node.name(),
                () -> "added as a tree, " + parts.size() + " parts of tile " + report.tile() + " are another sum");
        }
        final boolean equal = observed.picture(report.session(), report.epoch())
            .map(picture -> picture.equalsSum(report.tile(), named, report.sums())).orElse(false);
        findings.expect(Invariant.MERGE_ORDER, equal, node.name(),
            () -> "report of epoch " + report.epoch() + " tile " + report.tile() + " " + named
                + " is not the sum of its ranges");
    }

    private static TileSums backwards(final List<Part> parts) {
        final TileSums sum = new TileSums(parts.getFirst().sums.planeLength());
        for (int i = parts.size() - 1; i >= 0; i--) {
            sum.add(parts.get(i).sums);
        }
        return sum;
    }

    private static TileSums tree(final List<Part> parts, final int from, final int to) {
        if (to - from == 1) {
            return parts.get(from).sums;
        }
        final int middle = (from + to) / 2;
        final TileSums sum = tree(parts, from, middle).copy();
        sum.add(tree(parts, middle, to));
        return sum;
    }

    /** Forgets what is void. */
    @Override
    public void onFull(final Observed all) {
        if (accepted.size() < forgetAt) {
            return;
        }
        final Set<Key> alive = new HashSet<>();
        for (final ObservedNode node : all.nodes()) {
            node.works().forEach(work -> alive.add(key(node, work)));
        }
        accepted.keySet().retainAll(alive);
        forgetAt = 2 * accepted.size() + FORGET_MIN;
    }
}
