package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.TileSums;
import org.umbel.relay.work.RangeSet;

/**
 * One report under audit: what has been said about its samples, and who is to say it again. What is neither with the
 * auditor nor merged is held by {@link SessionWork}.
 */
final class Audit {
    /** So many say it, and all differ: nobody can be believed. */
    private static final int TESTIMONIES_MAX = 3;

    private final int tile;
    private final RangeSet ranges;
    /** What else was free of the tile: nobody gets it meanwhile, so that the auditor reports of the audit only. */
    private RangeSet parked;
    private final List<Testimony> testimonies = new ArrayList<>();
    private @Nullable ChildWork auditor;
    /** Who has handed back some of it. */
    private @Nullable ChildWork returnedBy;
    private long waitsSinceNs;
    private RangeSet outstanding = RangeSet.EMPTY;
    private RangeSet ungranted = RangeSet.EMPTY;
    /** What the auditor has said so far. */
    private TileSums sums;

    /**
     * What somebody says that the samples sum up to.
     *
     * @param trusted whether it is this process itself
     */
    record Testimony(Tally tally, boolean trusted, TileSums sums) {}

    /**
     * What an audit has come to.
     *
     * @param sums   the truth; empty: nobody can tell
     * @param honest who say the truth
     * @param liars  who do not, or all who differ when nobody can tell
     */
    record Judgement(Optional<TileSums> sums, List<Testimony> honest, List<Testimony> liars) {}

    Audit(final int tile, final RangeSet ranges, final RangeSet parked, final Testimony first, final long nowNs) {
        this.tile = tile;
        this.ranges = ranges;
        this.parked = parked;
        this.waitsSinceNs = nowNs;
        this.sums = new TileSums(first.sums().planeLength());
        testimonies.add(first);
    }

    int tile() {
        return tile;
    }

    RangeSet ranges() {
        return ranges;
    }

    RangeSet parked() {
        return parked;
    }

    /** More of the tile is free. */
    void park(final RangeSet more) {
        parked = parked.plus(more);
    }

    boolean hasTestimonyOf(final long incarnation) {
        return testimonies.stream().anyMatch(t -> t.tally().incarnation() == incarnation);
    }

    /** Who renders it again just now, or null. */
    @Nullable
    ChildWork auditor() {
        return auditor;
    }

    /** What the auditor owes of it. */
    RangeSet outstanding() {
        return outstanding;
    }

    /** What the auditor is still to get. */
    RangeSet ungranted() {
        return ungranted;
    }

    void begin(final ChildWork newAuditor, final int planeLength) {
        auditor = newAuditor;
        ungranted = ranges;
        outstanding = RangeSet.EMPTY;
        sums = new TileSums(planeLength);
    }

    void onGranted(final RangeSet granted) {
        ungranted = ungranted.minus(granted);
        outstanding = outstanding.plus(granted);
    }

    /** The auditor has reported a part; with the last one it has said all. */
    void onReported(final RangeSet reported, final TileSums part, final long nowNs) {
        outstanding = outstanding.minus(reported);
        sums.add(part);
        if (auditor != null && outstanding.isEmpty() && ungranted.isEmpty()) {
            if (auditor != returnedBy) {
                testimonies.add(new Testimony(auditor.tally(), auditor.worker().link() == Worker.LOCAL, sums));
            }
            onAuditorUnable(nowNs);
        }
    }

    boolean isReturnedBy(final ChildWork child) {
        return child == returnedBy;
    }

    /**
     * The auditor hands back some of what it owes, and says nothing then. False when somebody else has done so before:
     * it is not asked for ever.
     */
    boolean onReturned(final RangeSet returned, final long nowNs) {
        if (returnedBy != null && auditor != returnedBy) {
            return false;
        }
        returnedBy = auditor;
        outstanding = outstanding.minus(returned);
        ungranted = RangeSet.EMPTY;
        if (outstanding.isEmpty()) {
            onAuditorUnable(nowNs);
        }
        return true;
    }

    /** The auditor owes nothing of it and gets nothing more: another one may begin. */
    void onAuditorUnable(final long nowNs) {
        auditor = null;
        waitsSinceNs = nowNs;
    }

    /** Since when there is no auditor. */
    long waitsSinceNs() {
        return waitsSinceNs;
    }

    /** Two that agree are believed, and so is this process itself; empty while one more is to be asked. */
    Optional<Judgement> judge(final boolean isLast) {
        for (int i = 0; i < testimonies.size(); i++) {
            for (int j = i + 1; j < testimonies.size(); j++) {
                if (testimonies.get(i).sums().equals(testimonies.get(j).sums())) {
                    return Optional.of(believing(testimonies.get(i)));
                }
            }
        }
        final Optional<Testimony> own = testimonies.stream().filter(Testimony::trusted).findFirst();
        if (own.isPresent() && testimonies.size() > 1) {
            return own.map(this::believing);
        }
        return isLast || testimonies.size() == TESTIMONIES_MAX
            ? Optional.of(new Judgement(Optional.empty(), List.of(), List.copyOf(testimonies))) : Optional.empty();
    }

    private Judgement believing(final Testimony truth) {
        final List<Testimony> honest = testimonies.stream().filter(t -> t.sums().equals(truth.sums())).toList();
        final List<Testimony> liars = testimonies.stream().filter(t -> !t.sums().equals(truth.sums())).toList();
        return new Judgement(Optional.of(truth.sums()), honest, liars);
    }
}
