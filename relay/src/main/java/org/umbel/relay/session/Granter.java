package org.umbel.relay.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.wire.TileRange;
import org.umbel.relay.work.FreeWork;

/**
 * Chooses who gets what of the free work: always the child whose window is the emptiest in time, one range after the
 * other, never beyond its credit. Where the whole picture is known (the root), a child gets at most half of its fair
 * share of what is free before its next word, so that the work halves towards the end, but for what it does within a
 * round trip: it would only wait for the other half.
 */
final class Granter {
    /** So many tile-samples go out before the caller sends them: bounds a pass. */
    private static final int RANGES_MAX = 4096;

    private final boolean halves;

    Granter(final boolean halves) {
        this.halves = halves;
    }

    /** A child has spoken, or what is free has grown: it may have its turn again. */
    void renew(final ChildWork child, final Collection<ChildWork> children, final FreeWork free) {
        if (!halves) {
            return;
        }
        long weights = 0;
        for (final ChildWork other : children) {
            weights += other.isReady() ? speed(other) : 0;
        }
        final double share = weights == 0 ? 1 : (double) speed(child) / weights;
        final double fair = free.tileSamples() * share;
        final double roundTrip = child.rate() * (child.worker().rttNs() * 1e-9);
        child.turn(Math.max(1, (long) Math.max(fair / 2, Math.min(Math.ceil(fair), roundTrip))));
    }

    /** Books grants with the children; what is returned is to be sent. */
    Map<ChildWork, List<TileRange>> pass(final Collection<ChildWork> children, final FreeWork free) {
        final Map<ChildWork, List<TileRange>> grants = new LinkedHashMap<>();
        for (int i = 0; i < RANGES_MAX && !free.isEmpty(); i++) {
            final ChildWork child = emptiest(children);
            if (child == null) {
                break;
            }
            final TileRange range = Objects.requireNonNull(free.take(child.homeFirst(), child.homeEnd(),
                (int) Math.min(allowed(child), Integer.MAX_VALUE)));
            child.grant(range);
            grants.computeIfAbsent(child, key -> new ArrayList<>()).add(range);
        }
        return grants;
    }

    private @Nullable ChildWork emptiest(final Collection<ChildWork> children) {
        ChildWork best = null;
        double bestSeconds = 0;
        for (final ChildWork child : children) {
            if (allowed(child) > 0) {
                final double seconds = (double) child.open() / speed(child);
                if (best == null || seconds > bestSeconds) {
                    best = child;
                    bestSeconds = seconds;
                }
            }
        }
        return best;
    }

    private long allowed(final ChildWork child) {
        return halves ? Math.min(child.open(), child.turn()) : child.open();
    }

    private static int speed(final ChildWork child) {
        return Math.max(1, child.rate() > 0 ? child.rate() : child.weight());
    }
}
