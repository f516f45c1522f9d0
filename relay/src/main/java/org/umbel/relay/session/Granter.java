package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.FreeWork;

/**
 * Chooses who gets what of the free work: always the child that would be done with one more sample the soonest, one
 * range after the other, never beyond its credit. A range lasts half of what one thread may hold at most, so that a
 * tile's samples of one octave stay with one child where they fit.
 *
 * <p>A child holds at most what takes all together as long as what is left here; where the whole picture is known (the
 * root) half of that, so that grants shrink towards the end; but always what it does before it can be heard again: it
 * would only wait. And at the root nobody gets a sample that would come long after all others are done.
 */
final class Granter {
    /** So many ranges go out before the caller sends them: bounds a pass. */
    private static final int RANGES_MAX = 4096;
    /** While there are so many free tiles per thread, tiles are given away whole where that is asked for. */
    private static final int WHOLE_TILES_PER_THREAD = 2;

    private static final double NS = 1e-9;
    private static final double MOMENT_SECONDS = 0.25;

    /** Pieces of a range that one thread may hold, once less than a window is left. */
    private static final int LAST_PIECES = 4;
    private static final int PIECES = 2;

    private final boolean root;
    private final SessionTimes times;

    /**
     * What is left to do.
     *
     * @param seconds       that all together need for what is free or in somebody's hands
     * @param sampleSeconds that the fastest thread needs for a tile-sample
     * @param farNs         the longest round trip
     * @param perThread     of those whose speed is known
     */
    private record Rest(double seconds, double sampleSeconds, long farNs, double perThread) {
        static Rest of(final Children children, final FreeWork free) {
            double sampleSeconds = Double.POSITIVE_INFINITY;
            for (final ChildWork child : children.all()) {
                if (child.isReady() && !child.isCalled() && child.pace().rate() > 0) {
                    sampleSeconds = Math.min(sampleSeconds, child.threads() / child.pace().rate());
                }
            }
            return new Rest((free.tileSamples() + children.inHand()) / children.speed(), sampleSeconds,
                children.farNsMax(), children.ratePerThread());
        }

        /** Whether all others are done in a moment, and a child's one sample would come long after. */
        boolean isOver(final ChildWork child) {
            return seconds + sampleSeconds < MOMENT_SECONDS && child.isReady() && child.pace().rate() > 0
                && child.threads() / child.pace().rate()
                    > 2 * (seconds + sampleSeconds) + farNs * NS;
        }
    }

    Granter(final boolean root, final SessionTimes times) {
        this.root = root;
        this.times = times;
    }

    /** Books grants with the children; what is returned is to be sent. */
    Map<ChildWork, List<TileRange>> pass(final Children children, final FreeWork free, final Mode mode,
                                         final long nowNs) {
        if (children.open() == 0) {
            return Map.of();
        }
        final Map<ChildWork, List<TileRange>> grants = new LinkedHashMap<>();
        final Set<ChildWork> served = new HashSet<>();
        final Rest rest = Rest.of(children, free);
        for (final ChildWork child : children.all()) {
            if (nowNs < child.pace().restUntilNs() || root && rest.isOver(child)) {
                served.add(child);
            }
        }
        for (int i = 0; i < RANGES_MAX && !free.isEmpty(); i++) {
            final ChildWork child = soonest(children, rest, served, nowNs);
            if (child == null) {
                break;
            }
            final List<TileRange> ranges = take(child, children, rest, free, mode, nowNs);
            if (ranges.isEmpty()) {
                served.add(child);
            } else {
                ranges.forEach(range -> child.grant(range, nowNs));
                grants.computeIfAbsent(child, key -> new ArrayList<>()).addAll(ranges);
            }
        }
        return grants;
    }

    /** When a child may be granted something that rests until then; there may be nobody else. */
    static long nextDeadlineNs(final Children children, final FreeWork free, final long polledNs) {
        long deadlineNs = Long.MAX_VALUE;
        for (final ChildWork child : children.all()) {
            if (!free.isEmpty() && child.isReady() && child.pace().restUntilNs() > polledNs) {
                deadlineNs = Math.min(deadlineNs, child.pace().restUntilNs());
            }
        }
        return deadlineNs;
    }

    private @Nullable ChildWork soonest(final Children children, final Rest rest, final Set<ChildWork> served,
                                        final long nowNs) {
        ChildWork best = null;
        double bestSeconds = 0;
        for (final ChildWork child : children.all()) {
            if (!served.contains(child) && allowed(child, rest, nowNs) > 0) {
                final double seconds = Math.max(child.inHandNow(nowNs) + 1, child.threads())
                    / Children.speed(child, rest.perThread);
                if (best == null || seconds < bestSeconds) {
                    best = child;
                    bestSeconds = seconds;
                }
            }
        }
        return best;
    }

    /**
     * Empty when the child may get some, but not a range of the size that it should have. What it may get in its turn
     * among sessions it gets in any size: else the turn would be that of the session with the smaller ranges.
     */
    private List<TileRange> take(final ChildWork child, final Children children, final Rest rest, final FreeWork free,
                                 final Mode mode, final long nowNs) {
        final int tile = free.next(child.homeFirst(), child.homeEnd());
        if (free.isWhole() && (!root || free.tiles() > WHOLE_TILES_PER_THREAD * children.threads())) {
            return free.takeAll(tile);
        }
        final int size = Math.min(free.natural(tile), sizeMax(child, rest, mode));
        final long allowed = allowed(child, rest, nowNs);
        if (allowed < size && allowed < child.room() && child.inHand() > 0) {
            return List.of();
        }
        return List.of(free.cut(tile, (int) Math.min(allowed, size)));
    }

    /** Half of what one thread may hold. */
    private int sizeMax(final ChildWork child, final Rest rest, final Mode mode) {
        final double windowSeconds = times.windowNs(mode) * NS;
        final double seconds = Math.min(windowSeconds, holdSeconds(child, rest));
        final double size =
            Math.max(1,
                seconds / (rest.seconds < windowSeconds ? LAST_PIECES : PIECES) * child.pace().rate()
                    / child.threads());
        return Integer.highestOneBit((int) Math.min(size, SampleRange.SAMPLES_MAX));
    }

    private double holdSeconds(final ChildWork child, final Rest rest) {
        return Math.max(root ? rest.seconds / 2 : rest.seconds, SessionTimes.heardAgainNs(child.farNs()) * NS);
    }

    /** Tile-samples that a child may be granted now. */
    private long allowed(final ChildWork child, final Rest rest, final long nowNs) {
        if (child.isCalled()) {
            return 0;
        }
        double hold = Math.max(child.threadsSoon(), Children.speed(child, rest.perThread) * holdSeconds(child, rest));
        if (child.pace().isBound()) {
            // what it was credited when it was fast is not for it now: it is tried
            hold = Math.min(hold, child.threads());
        }
        return Math.min(Math.min(child.open(), child.room()),
            (long) Math.min(hold - child.inHandNow(nowNs), Long.MAX_VALUE));
    }
}
