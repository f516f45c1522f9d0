package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.tile.TileSums;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.session.Audit.Judgement;
import org.umbel.relay.session.Audit.Testimony;
import org.umbel.relay.session.SessionWork.Verdict;
import org.umbel.relay.work.RangeSet;

/**
 * The audits of one session at one node. A report of a leaf that the plan chooses is held, and its ranges are granted
 * to another one; equal sums are merged once; of unequal ones a third decides; who stands alone is a liar. This
 * process's own worker is believed. A tile whose audit comes to nothing is not audited again in this epoch.
 */
final class Audits {
    /** So long a report may wait for another leaf to get ready. */
    private static final long WAIT_NS = 5_000_000_000L;

    private final AuditPlan plan;
    private final int planeLength;
    private final Map<Integer, List<Audit>> byTile = new LinkedHashMap<>();
    private final BitSet exempt = new BitSet();
    private final List<Liar> liars = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private String notice = "";
    private long polledNs;

    /** What a session does for its audits. */
    interface Issuer {
        void grant(ChildWork child, List<TileRange> ranges);

        void merge(int tile, RangeSet ranges, TileSums sums);
    }

    Audits(final AuditPlan plan, final int planeLength) {
        this.plan = plan;
        this.planeLength = planeLength;
    }

    /** A new epoch: what was held is void. */
    void clear() {
        byTile.clear();
        exempt.clear();
    }

    /** The liars that were found since the last call. */
    List<Liar> takeLiars() {
        if (liars.isEmpty()) {
            return List.of();
        }
        final List<Liar> found = List.copyOf(liars);
        liars.clear();
        return found;
    }

    /** Lines for people since the last call. */
    List<String> takeLines() {
        if (lines.isEmpty()) {
            return List.of();
        }
        final List<String> said = List.copyOf(lines);
        lines.clear();
        return said;
    }

    /** What a person should know, for the status; empty when nothing. */
    String notice() {
        return notice;
    }

    /**
     * A report with a current fence. Null when it is an ordinary one.
     *
     * @param sums read only
     */
    @Nullable
    Verdict onReport(final SessionWork work, final Collection<ChildWork> children, final ChildWork child,
                     final int tile, final List<SampleRange> ranges, final TileSums sums, final long nowNs) {
        final Audit audit = auditedBy(child, tile);
        if (audit != null) {
            if (ranges.stream().allMatch(audit.outstanding()::contains)) {
                return onAudited(work, audit, child, ranges, sums, nowNs);
            }
            // it got other samples of the tile after all, and has merged them with these
            drop(work, audit);
            return null;
        }
        return isChosen(work, children, child, tile, ranges) ? begin(work, child, tile, ranges, sums, nowNs) : null;
    }

    /** What a child is rendering again of a tile, or null: one report at most, or it would merge them. */
    private @Nullable Audit auditedBy(final ChildWork child, final int tile) {
        for (final Audit audit : byTile.isEmpty() ? List.<Audit>of() : byTile.getOrDefault(tile, List.of())) {
            if (audit.auditor() == child) {
                return audit;
            }
        }
        return null;
    }

    private List<Audit> all() {
        return byTile.values().stream().flatMap(List::stream).toList();
    }

    private void forget(final Audit audit) {
        byTile.computeIfPresent(audit.tile(), (tile, audits) -> {
            audits.remove(audit);
            return audits.isEmpty() ? null : audits;
        });
    }

    private Verdict onAudited(final SessionWork work, final Audit audit, final ChildWork child,
                              final List<SampleRange> ranges, final TileSums sums, final long nowNs) {
        final Verdict verdict = work.hold(child, audit.tile(), ranges);
        if (verdict == Verdict.HELD) {
            audit.onReported(union(ranges), sums, nowNs);
        }
        return verdict;
    }

    private boolean isChosen(final SessionWork work, final Collection<ChildWork> children, final ChildWork child,
                             final int tile, final List<SampleRange> ranges) {
        return !plan.isOff() && tile >= 0 && child.worker().isAuditable() && !exempt.get(tile)
            && plan.chooses(work.session(),
                work.assignment().epoch(), tile, ranges, child.worker().incarnation())
            && children.stream()
                .anyMatch(other -> canAudit(other) && other.worker().incarnation() != child.worker().incarnation());
    }

    private static boolean canAudit(final ChildWork child) {
        return child.worker().isAuditable() || child.worker().link() == Worker.LOCAL;
    }

    private Verdict begin(final SessionWork work, final ChildWork child, final int tile,
                          final List<SampleRange> ranges, final TileSums sums, final long nowNs) {
        final Verdict verdict = work.hold(child, tile, ranges);
        if (verdict == Verdict.HELD) {
            final TileSums said = new TileSums(planeLength);
            said.add(sums);
            byTile.computeIfAbsent(tile, key -> new ArrayList<>()).add(new Audit(tile, union(ranges), work.park(tile),
                new Testimony(child.tally(), false, said), nowNs));
        }
        return verdict;
    }

    private static RangeSet union(final List<SampleRange> ranges) {
        RangeSet set = RangeSet.EMPTY;
        for (final SampleRange range : ranges) {
            set = set.plus(range);
        }
        return set;
    }

    /** A child is gone, and what it owed is free: what it was to say again is not said. What it has said stands. */
    void onGone(final SessionWork work, final ChildWork child) {
        for (final Audit audit : all()) {
            if (audit.auditor() == child) {
                drop(work, audit);
            }
        }
    }

    /** A child has handed back ranges, which are free: those that it was to render again are held again, once. */
    void onReturned(final SessionWork work, final ChildWork child, final List<TileRange> ranges, final long nowNs) {
        for (final TileRange range : ranges) {
            final Audit audit = auditedBy(child, range.tile());
            if (audit == null) {
                continue;
            }
            final RangeSet returned =
                audit.outstanding().common(RangeSet.of(range.range().first(), range.range().end()));
            if (!returned.isEmpty()) {
                if (audit.onReturned(returned, nowNs)) {
                    work.holdAgain(range.tile(), returned);
                } else {
                    drop(work, audit);
                }
            }
        }
    }

    /** The parent wants the tile at once: what is held of it is free, and nothing more of it is doubted. */
    void onRecalled(final SessionWork work, final int tile) {
        if (tile < work.tileCount()) {
            exempt.set(tile);
        }
        List.copyOf(byTile.getOrDefault(tile, List.of())).forEach(audit -> drop(work, audit));
    }

    /** The evidence is dropped; what the auditor owes it still owes, as anybody would. */
    private void drop(final SessionWork work, final Audit audit) {
        forget(audit);
        exempt.set(audit.tile());
        work.unhold(audit.tile(), audit.ranges().minus(audit.outstanding()));
        work.unhold(audit.tile(), audit.parked());
    }

    /** Judges, finds auditors and grants. */
    void poll(final SessionWork work, final Collection<ChildWork> children, final Issuer issuer, final long nowNs) {
        polledNs = nowNs;
        if (byTile.isEmpty()) {
            return;
        }
        for (final Audit audit : all()) {
            final ChildWork before = audit.auditor();
            if (before != null && !before.isReady() && audit.outstanding().isEmpty()) {
                audit.onAuditorUnable(nowNs);
            }
            if (audit.auditor() == null && !isJudged(work, audit, children, issuer, nowNs)) {
                choose(work, audit, able(audit, children, nowNs));
            }
            final ChildWork auditor = audit.auditor();
            if (auditor != null) {
                grant(work, audit, auditor, issuer, nowNs);
            }
        }
        byTile.forEach((tile, audits) -> audits.getFirst().park(work.park(tile)));
    }

    private boolean isJudged(final SessionWork work, final Audit audit, final Collection<ChildWork> children,
                             final Issuer issuer, final long nowNs) {
        final Optional<Judgement> judgement = audit.judge(able(audit, children, nowNs).isEmpty());
        judgement.ifPresent(judged -> settle(work, audit, judged, issuer));
        return judgement.isPresent();
    }

    /** Who may be asked, now or when it is ready, as long as one of them may still get ready in time. */
    private static List<ChildWork> able(final Audit audit, final Collection<ChildWork> children, final long nowNs) {
        final List<ChildWork> able = children.stream().filter(child -> canAudit(child)
            && !audit.isReturnedBy(child) && !audit.hasTestimonyOf(child.worker().incarnation())).toList();
        return able.stream().anyMatch(ChildWork::isReady) || nowNs - audit.waitsSinceNs() < WAIT_NS ? able : List.of();
    }

    /** When an audit has waited long enough for somebody to get ready. */
    long nextDeadlineNs() {
        return byTile.isEmpty() ? Long.MAX_VALUE : all().stream().filter(audit -> audit.auditor() == null)
            .mapToLong(audit -> audit.waitsSinceNs() + WAIT_NS).filter(ns -> ns > polledNs).min()
            .orElse(Long.MAX_VALUE);
    }

    /** Who has room and owes nothing of the tile; among several nobody can tell who it will be. */
    private void choose(final SessionWork work, final Audit audit, final List<ChildWork> able) {
        final List<ChildWork> free = able.stream()
            .filter(child -> child.open() > 0 && child.owed().of(audit.tile()).isEmpty()
                && auditedBy(child, audit.tile()) == null)
            .toList();
        if (!free.isEmpty()) {
            final long draw = plan.draw(work.assignment().epoch(), audit.tile(), audit.ranges().first());
            audit.begin(free.get((int) Long.remainderUnsigned(draw, free.size())), planeLength);
        }
    }

    private static void grant(final SessionWork work, final Audit audit, final ChildWork auditor,
                              final Issuer issuer, final long nowNs) {
        final List<TileRange> granted = new ArrayList<>();
        while (!audit.ungranted().isEmpty() && auditor.open() > 0) {
            final RangeSet rest = audit.ungranted();
            final SampleRange range =
                SampleRange.largestAt(rest.first(), rest.firstEnd(), (int) Math.min(auditor.open(),
                    SampleRange.SAMPLES_MAX));
            final TileRange tileRange = new TileRange(audit.tile(), range);
            work.lend(auditor, tileRange, nowNs);
            audit.onGranted(RangeSet.of(range.first(), range.end()));
            granted.add(tileRange);
        }
        if (!granted.isEmpty()) {
            issuer.grant(auditor, granted);
        }
    }

    private void settle(final SessionWork work, final Audit audit, final Judgement judgement, final Issuer issuer) {
        if (judgement.liars().size() == 1 && judgement.sums().isEmpty()) {
            // nobody is left who could say anything else
            drop(work, audit);
            return;
        }
        if (judgement.sums().isEmpty()) {
            notice = "cannot tell who lies: " + names(judgement.liars()) + " differ";
            lines.add(
                "tile " + audit.tile() + " " + audit.ranges() + ": " + notice + "; nobody else can decide, and all "
                    + "go on. More leaves would help");
            drop(work, audit);
            return;
        }
        forget(audit);
        work.unhold(audit.tile(), audit.parked());
        judgement.honest().forEach(t -> t.tally().onAccepted(audit.ranges().aligned()));
        issuer.merge(audit.tile(), audit.ranges(), judgement.sums().get());
        for (final Testimony lie : judgement.liars()) {
            final Liar liar = new Liar(lie.tally().incarnation(), lie.tally().name(), lie.tally().name()
                + " is a liar: its sums of tile " + audit.tile() + " " + audit.ranges() + " are not those of "
                + names(judgement.honest()));
            lines.add(liar.reason());
            liars.add(liar);
            notice = "";
        }
    }

    private static String names(final List<Testimony> of) {
        return of.stream().map(t -> t.tally().name()).collect(Collectors.joining(" and "));
    }
}
