package org.umbel.relay.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.OwedSet;
import org.umbel.relay.work.RangeSet;

/** The issuer's book on one child for one session: what it may have, has, and has delivered. */
final class ChildWork {
    private static final long NS_PER_US = 1000;

    private final Worker worker;
    private final Tally tally;
    private final OwedSet owed = new OwedSet();
    private final Pace pace = new Pace();
    /** What it was called to report or return at once and has not yet, by tile. */
    private final Map<Integer, RangeSet> called = new LinkedHashMap<>();
    private long calledNs;
    private long fence;
    private boolean ready;
    private int threads;
    /** The speed that the homes were last divided by. */
    private double speedDivided;
    private long granted;
    private long credit;
    private long done;
    private long wordNs = Long.MIN_VALUE;
    private long returned;
    /** The most that it has rendered, as far as it has said. */
    private long rendered;
    private long room = Long.MAX_VALUE;
    /** Since when it has had nothing to do, as far as is known; Long.MIN_VALUE while it has. */
    private long idleSinceNs = Long.MIN_VALUE;
    private long lagNs;
    private int homeFirst;
    private int homeEnd;

    ChildWork(final Worker worker, final Tally tally) {
        this.worker = worker;
        this.tally = tally;
    }

    Tally tally() {
        return tally;
    }

    Worker worker() {
        return worker;
    }

    OwedSet owed() {
        return owed;
    }

    Pace pace() {
        return pace;
    }

    long fence() {
        return fence;
    }

    boolean isReady() {
        return ready;
    }

    /** Render threads below, at least 1 when it is ready. */
    int threads() {
        return threads;
    }

    /** Threads below, or as many as it said in its hello while it is not ready: at least 1. */
    int threadsSoon() {
        return Math.max(1, threads > 0 ? threads : worker.threads());
    }

    double speedDivided() {
        return speedDivided;
    }

    /** Round trip to the farthest renderer below it, 0 if unknown or none. */
    long farNs() {
        return worker.rttNs() + lagNs;
    }

    /**
     * Tile-samples that were granted and are neither rendered nor returned, as far as is known: what it has said, but
     * never more than it owes. A relay that has lost all its children returns everything and says no more.
     */
    long inHand() {
        return Math.max(0, Math.min(granted - done, owed.tileSamples()));
    }

    /**
     * The same as it will be by now, not as it was at its last word: the words of many children come at different
     * times, and what one has in hand is compared with what another has.
     */
    double inHandNow(final long nowNs) {
        final double sinceSeconds =
            wordNs == Long.MIN_VALUE ? 0 : Math.min(nowNs - wordNs, SessionTimes.WORD_NS) * 1e-9;
        return Math.max(0, inHand() - pace.rate() * sinceSeconds);
    }

    /** Tile-samples that may still be granted. */
    long open() {
        return ready ? Math.max(0, credit - granted) : 0;
    }

    /** Told all the time whether it has nothing to do. Returns how long it has had nothing. */
    long idleNs(final boolean idle, final long nowNs) {
        if (!idle) {
            idleSinceNs = Long.MIN_VALUE;
            return 0;
        }
        if (idleSinceNs == Long.MIN_VALUE) {
            idleSinceNs = nowNs;
        }
        return nowNs - idleSinceNs;
    }

    /** Tile-samples that it may get in this turn, of what is divided among sessions. */
    long room() {
        return room;
    }

    void room(final long newRoom) {
        room = newRoom;
    }

    /** Tile-samples that it is credited before it has said anything in an epoch. */
    long firstCredit(final SessionTimes times, final Mode mode) {
        return times.window(mode, threadsSoon(), (int) pace.rate(), farNs());
    }

    int homeFirst() {
        return homeFirst;
    }

    int homeEnd() {
        return homeEnd;
    }

    void home(final int first, final int end, final double speed) {
        homeFirst = first;
        homeEnd = end;
        speedDivided = speed;
    }

    /** Work begins anew under a fence of its own; what was owed must be gone already. */
    void restart(final long newFence, final boolean staysReady, final long firstCredit) {
        fence = newFence;
        ready &= staysReady;
        granted = 0;
        done = 0;
        returned = 0;
        rendered = 0;
        wordNs = Long.MIN_VALUE;
        credit = ready ? firstCredit : 0;
        called.clear();
        pace.restart();
    }

    void ready(final int newThreads) {
        ready = newThreads > 0;
        threads = newThreads;
    }

    /** Its word. The credit is cumulative, so an older one than the newest changes nothing. */
    void credit(final long newCredit, final int rate, final long newDone, final int lagUs, final long nowNs) {
        credit = Math.max(credit, newCredit);
        // what it has returned counts as done, and while it is called nobody knows yet how much that is
        final boolean progress = !isCalled() && newDone - returned > rendered;
        rendered = progress ? newDone - returned : rendered;
        pace.onWord(rate, progress, nowNs);
        done = newDone;
        wordNs = nowNs;
        lagNs = lagUs * NS_PER_US;
    }

    void grant(final TileRange tileRange, final long nowNs) {
        if (inHand() == 0) {
            pace.onBusy(nowNs);
        }
        owed.add(tileRange.tile(), tileRange.range());
        granted += tileRange.range().count();
        if (room != Long.MAX_VALUE) {
            room -= tileRange.range().count();
        }
    }

    /** Removes what is delivered; false when it was not owed. */
    boolean deliver(final int tile, final List<SampleRange> ranges) {
        if (!settle(tile, ranges)) {
            return false;
        }
        tally.onAccepted(ranges);
        return true;
    }

    /** Removes what it hands back unrendered; false when it was not owed. */
    boolean takeBack(final TileRange range) {
        returned += range.range().count();
        return settle(range.tile(), List.of(range.range()));
    }

    /** As a checker sees it. */
    WorkView.ChildView view() {
        return new WorkView.ChildView(worker.link(), fence, ready, granted, credit, owed.byTile());
    }

    /** Removes what is delivered or returned; false when it was not owed. */
    boolean settle(final int tile, final List<SampleRange> ranges) {
        if (!owed.remove(tile, ranges)) {
            return false;
        }
        called.computeIfPresent(tile, (key, set) -> {
            final RangeSet still = set.common(owed.of(tile));
            return still.isEmpty() ? null : still;
        });
        return true;
    }

    /** It is called to report or return these, which it owes. */
    void call(final int tile, final RangeSet ranges, final long nowNs) {
        if (called.isEmpty()) {
            calledNs = nowNs;
        }
        called.put(tile, called.getOrDefault(tile, RangeSet.EMPTY).without(ranges).plus(ranges));
    }

    /** Whether it has not answered a recall yet. */
    boolean isCalled() {
        return !called.isEmpty();
    }

    /** When the recall that is not answered was sent. */
    long calledNs() {
        return calledNs;
    }
}
