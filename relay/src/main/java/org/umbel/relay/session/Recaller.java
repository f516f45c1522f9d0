package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.RangeSet;

/**
 * Calls back what a slow child would finish late, for those who have nothing to do: when its foretold finish lies
 * beyond twice the round trips and the time in which the idle children would do it again. And, whoever is idle, what
 * lies with somebody who has stood still for many windows: his tiles would stay behind.
 */
final class Recaller {
    private static final double NS = 1e-9;
    private static final long ANSWER_MIN_NS = 1_500_000_000L;
    private static final int ANSWER_ROUND_TRIPS = 4;
    /** A relay has to ask those below it, and cuts off whom it must. */
    private static final int RELAY_PATIENCE = 10;
    /** Windows that somebody may be late while nobody is idle. */
    private static final int LATE_WINDOWS = 10;
    private static final long LOOK_EVERY_NS = 10_000_000L;

    /** Doublings of patience, one for each recall since something was delivered: somebody must come to an end. */
    private static final int FRUITLESS_MAX = 20;

    private final SessionTimes times;
    private int fruitless;

    /**
     * Those who have nothing to do.
     *
     * @param speed         of all together, tile-samples per second
     * @param sampleSeconds that the fastest of their threads needs for a tile-sample
     * @param rttNs         the longest round trip
     * @param isSure        whether one of them has had nothing for so long that nothing comes
     */
    private record Idle(double speed, double sampleSeconds, long rttNs, boolean isSure) {
        private static final Idle NONE = new Idle(0, 0, 0, true);

        /** @param patienceNs somebody who has had nothing to do for less than this may yet get something from above */
        static Idle of(final Children children, final double perThread, final long patienceNs, final long nowNs) {
            boolean isSure = false;
            double speed = 0;
            double sampleSeconds = Double.POSITIVE_INFINITY;
            long rttNs = 0;
            for (final ChildWork child : children.all()) {
                final boolean idle = isIdle(child);
                final long idleNs = child.idleNs(idle, nowNs);
                if (idle) {
                    isSure |= idleNs >= patienceNs;
                    final double its = Children.speed(child, perThread);
                    speed += its;
                    sampleSeconds = Math.min(sampleSeconds, child.threads() / its);
                    rttNs = Math.max(rttNs, child.farNs());
                }
            }
            return new Idle(speed, sampleSeconds, rttNs, isSure);
        }

        double redoSeconds(final long tileSamples) {
            return rttNs * NS + Math.max(tileSamples / speed, sampleSeconds);
        }
    }

    Recaller(final SessionTimes times) {
        this.times = times;
    }

    /**
     * A child that would be late.
     *
     * @param rate        its tile-samples per second, as foretold
     * @param tileSamples to be called back
     * @param isSure      whether it is thought slow: else its tiles may be dear, and the others wait for more
     */
    record Recall(ChildWork child, double rate, long tileSamples, boolean isSure) {}

    /**
     * What is to be called back just now; empty when nothing is.
     *
     * @param moreNs for how long something may yet come from above to whoever has nothing to do. Long.MAX_VALUE:
     *               something is free or on its way, and nobody counts as idle
     */
    Optional<Recall> pass(final Children children, final Mode mode, final long moreNs, final long nowNs) {
        if (children.oweNothing()) {
            return Optional.empty();
        }
        final double perThread = children.ratePerThread();
        final Idle found = Idle.of(children, perThread, moreNs, nowNs);
        final Idle idle = moreNs == Long.MAX_VALUE ? Idle.NONE : found;
        Recall latest = null;
        double latestBySeconds = 0;
        for (final ChildWork child : children.all()) {
            final long inHand = child.inHand();
            if (inHand > 0 && !child.isCalled()) {
                final double rate = foretold(child, perThread, mode, nowNs);
                final double finish = finishSeconds(child, inHand, rate, Children.speed(child, perThread), nowNs);
                final double redo = child.farNs() * NS + idle.redoSeconds(inHand);
                final double bound = (1L << fruitless)
                    * (idle.speed > 0 ? 2 * redo : LATE_WINDOWS * times.windowNs(mode) * NS);
                // asked last: it looks at all the others
                if (finish - bound > latestBySeconds
                    && (idle.speed > 0 || isSlowest(child, rate, children, perThread, mode, nowNs))) {
                    latestBySeconds = finish - bound;
                    latest = new Recall(child, rate, inHand - (idle.speed > 0 ? (long) (rate * redo) : 0), idle.isSure);
                }
            }
        }
        if (latest != null) {
            fruitless = Math.min(fruitless + 1, FRUITLESS_MAX);
        }
        return Optional.ofNullable(latest);
    }

    /**
     * Work that would come late, from those who are slow; those who do not answer are cut off.
     *
     * @param moreNs as in {@link #pass}
     */
    void callBack(final Children children, final Assignment assignment, final long moreNs,
                  final Downward downward, final long nowNs) {
        pass(children, assignment.mode(), moreNs, nowNs)
            .ifPresent(recall -> downward.recall(assignment, recall.child(), book(recall, nowNs), nowNs));
        for (final ChildWork child : children.all()) {
            if (isOverdue(child, nowNs)) {
                child.worker().cutOff("no answer to a recall", nowNs);
            }
        }
    }

    /** Something was delivered. */
    void onAccepted() {
        fruitless = 0;
    }

    /** From now on, by its speed, less what it has been at it; by the foretold rate once it is late for that. */
    private static double finishSeconds(final ChildWork child, final long inHand, final double rate,
                                        final double speed, final long nowNs) {
        final double work = Math.max(inHand, child.threads());
        final double since = child.pace().heardNs() == Long.MIN_VALUE ? 0 : (nowNs - child.pace().heardNs()) * NS;
        final double seconds = rate < speed ? work / rate : Math.max(0, work / speed - since);
        return child.farNs() * NS + seconds;
    }

    private static boolean isIdle(final ChildWork child) {
        return child.isReady() && child.inHand() == 0 && child.open() > 0 && !child.isCalled()
            && !child.pace().isBound();
    }

    private double foretold(final ChildWork child, final double perThread, final Mode mode, final long nowNs) {
        return child.pace().foretold(Children.speed(child, perThread), Math.max(1, child.threads()),
            times.silenceNs(mode, child.farNs()), nowNs);
    }

    /** Whether somebody else, who is not slow, could do it sooner. */
    private boolean isSlowest(final ChildWork child, final double rate, final Children children,
                              final double perThread, final Mode mode, final long nowNs) {
        return children.all().stream().anyMatch(other -> other != child && other.isReady()
            && !other.pace().isBound() && foretold(other, perThread, mode, nowNs) > 2 * rate);
    }

    /** Books a recall with its child, the ranges that it got last; what is returned is to be sent. */
    static List<TileRange> book(final Recall recall, final long nowNs) {
        final ChildWork child = recall.child();
        long amount = Math.max(1, recall.tileSamples());
        final List<TileRange> ranges = new ArrayList<>();
        for (final int tile : child.owed().lastTiles()) {
            for (final SampleRange range : child.owed().of(tile).aligned().reversed()) {
                if (amount > 0 && ranges.size() < Message.Grant.RANGES_MAX) {
                    amount -= range.count();
                    ranges.add(new TileRange(tile, range));
                }
            }
        }
        if (recall.isSure() && recall.rate() < child.pace().rate() / 2) {
            child.pace().onFoundSlow(recall.rate(), nowNs);
        }
        call(child, ranges, nowNs);
        return ranges;
    }

    /** A child is called to report or return ranges that it owes. */
    static void call(final ChildWork child, final List<TileRange> ranges, final long nowNs) {
        ranges.forEach(r -> child.call(r.tile(), RangeSet.of(r.range().first(), r.range().end()), nowNs));
    }

    /** Whether a child should have answered a recall by now. */
    static boolean isOverdue(final ChildWork child, final long nowNs) {
        return child.isCalled() && nowNs - child.calledNs() > answerNs(child);
    }

    private static long answerNs(final ChildWork child) {
        final long leafNs = Math.max(ANSWER_MIN_NS, ANSWER_ROUND_TRIPS * child.worker().rttNs());
        return child.worker().isRelay() ? RELAY_PATIENCE * leafNs : leafNs;
    }

    /** When to look again: somebody may be late, or silent. Nothing is called back from an only child. */
    static long nextDeadlineNs(final Children children, final long polledNs) {
        return children.oweNothing() || children.isOnlyOneUncalled() ? Long.MAX_VALUE : polledNs + LOOK_EVERY_NS;
    }
}
