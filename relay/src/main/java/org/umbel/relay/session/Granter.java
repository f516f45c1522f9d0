package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.Message.Mode;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.FreeWork;

/**
 * Chooses who gets what of the free work: always the child that would be done with one more sample the soonest, one
 * range after the other, never beyond its credit. A range lasts half a window of one thread at most, so that a tile's
 * samples of one octave stay with one child where they fit.
 *
 * <p>Where the whole picture is known (the root), a child gets at most half of its fair share of what is free before
 * its next word, so that the work halves towards the end, but for what it does within a round trip: it would only wait
 * for the other half. And nobody gets a sample there that the others would do sooner all together.
 */
final class Granter {
    /** So many ranges go out before the caller sends them: bounds a pass. */
    private static final int RANGES_MAX = 4096;
    /** While there are so many free tiles per thread, tiles are given away whole where that is asked for. */
    private static final int WHOLE_TILES_PER_THREAD = 2;

    private final boolean root;
    private final SessionTimes times;

    /**
     * What is left to do.
     *
     * @param seconds       that all together need for what is free or in somebody's hands
     * @param sampleSeconds that the fastest thread needs for a tile-sample
     * @param rttNs         the longest round trip
     */
    private record Rest(double seconds, double sampleSeconds, long rttNs) {
        static Rest of(final Children children, final FreeWork free) {
            double sampleSeconds = Double.POSITIVE_INFINITY;
            for (final ChildWork child : children.all()) {
                if (child.isReady() && !child.isCalled() && child.pace().rate() > 0) {
                    sampleSeconds = Math.min(sampleSeconds, child.threads() / child.pace().rate());
                }
            }
            return new Rest((free.tileSamples() + children.inHand()) / children.speed(), sampleSeconds,
                children.rttNsMax());
        }

        /** Whether a child's one sample would come long after all others are done. */
        boolean isOver(final ChildWork child) {
            return child.isReady() && child.pace().rate() > 0 && child.threads() / child.pace().rate()
                > 2 * (seconds + sampleSeconds) + rttNs * 1e-9;
        }
    }

    Granter(final boolean root, final SessionTimes times) {
        this.root = root;
        this.times = times;
    }

    /** A child has spoken, or what is free has grown: it may have its turn again. */
    void renew(final ChildWork child, final Children children, final FreeWork free) {
        if (!root) {
            return;
        }
        final double all = children.speed();
        final double speed = children.speed(child);
        final double fair = free.tileSamples() * (all > 0 ? speed / all : 1);
        final double roundTrip = child.pace().rate() * (child.worker().rttNs() * 1e-9);
        child.turn(Math.max(1, (long) Math.max(fair / 2, Math.min(Math.ceil(fair), roundTrip))));
    }

    /** Books grants with the children; what is returned is to be sent. */
    Map<ChildWork, List<TileRange>> pass(final Children children, final FreeWork free, final Mode mode,
                                         final long nowNs) {
        final Map<ChildWork, List<TileRange>> grants = new LinkedHashMap<>();
        final Set<ChildWork> served = new HashSet<>();
        if (root) {
            final Rest rest = Rest.of(children, free);
            children.all().stream().filter(rest::isOver).forEach(served::add);
        }
        for (int i = 0; i < RANGES_MAX && !free.isEmpty(); i++) {
            final ChildWork child = soonest(children, served);
            if (child == null) {
                break;
            }
            final List<TileRange> ranges = take(child, children, free, mode);
            if (ranges.isEmpty()) {
                served.add(child);
            } else {
                ranges.forEach(range -> child.grant(range, nowNs));
                grants.computeIfAbsent(child, key -> new ArrayList<>()).addAll(ranges);
            }
        }
        return grants;
    }

    private @Nullable ChildWork soonest(final Children children, final Set<ChildWork> served) {
        ChildWork best = null;
        double bestSeconds = 0;
        for (final ChildWork child : children.all()) {
            if (allowed(child) > 0 && !served.contains(child)) {
                final double seconds = Math.max(child.inHand() + 1, child.threads()) / children.speed(child);
                if (best == null || seconds < bestSeconds) {
                    best = child;
                    bestSeconds = seconds;
                }
            }
        }
        return best;
    }

    /** Empty when the child has room, but not for a range of the size that it should have. */
    private List<TileRange> take(final ChildWork child, final Children children, final FreeWork free,
                                 final Mode mode) {
        final int tile = free.next(child.homeFirst(), child.homeEnd());
        if (free.isWhole() && (!root || free.tiles() > WHOLE_TILES_PER_THREAD * children.threads())) {
            return free.takeAll(tile);
        }
        final int size = Math.min(free.natural(tile), sizeMax(child, mode));
        final long allowed = allowed(child);
        if (allowed < size && child.inHand() > 0) {
            return List.of();
        }
        return List.of(free.cut(tile, (int) Math.min(allowed, size)));
    }

    /** Half a window of one thread; and each thread below may want its part of the turn. */
    private int sizeMax(final ChildWork child, final Mode mode) {
        final double thread = child.pace().rate() / child.threads();
        final double size = Math.max(1, times.windowNs(mode) * 0.5e-9 * thread);
        final double turn = root ? Math.max(1.0, child.turn() / (double) child.threads()) : size;
        return Integer.highestOneBit((int) Math.min(Math.min(size, turn), 1 << 22));
    }

    private long allowed(final ChildWork child) {
        if (child.isCalled()) {
            return 0;
        }
        long open = child.open();
        if (child.pace().isBound()) {
            // what it was credited when it was fast is not for it now
            open = Math.min(open, 1 + (long) (child.pace().rate() * times.windowFinalNs() * 1e-9) - child.inHand());
        }
        return root ? Math.min(open, child.turn()) : open;
    }
}
