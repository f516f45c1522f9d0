package org.umbel.relay.session;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.umbel.relay.work.Homes;

/** The children of one session at one node, by link: their books, their sums, and whose home is where. */
final class Children {
    private final Map<Long, ChildWork> byLink = new LinkedHashMap<>();
    /** By incarnation: those that are gone too. */
    private final Map<Long, Tally> tallies = new LinkedHashMap<>();

    ChildWork add(final Worker worker) {
        final Tally tally = tallies.computeIfAbsent(worker.incarnation(),
            key -> new Tally(worker.incarnation(), worker.name()));
        final ChildWork child = new ChildWork(worker, tally);
        byLink.put(worker.link(), child);
        return child;
    }

    /** The child that was there, or null. */
    @Nullable
    ChildWork remove(final long link) {
        return byLink.remove(link);
    }

    void clear() {
        byLink.clear();
    }

    /** A child, or null. */
    @Nullable
    ChildWork get(final long link) {
        return byLink.get(link);
    }

    Collection<ChildWork> all() {
        return byLink.values();
    }

    Collection<Tally> tallies() {
        return tallies.values();
    }

    boolean isReady() {
        return byLink.values().stream().anyMatch(ChildWork::isReady);
    }

    boolean oweNothing() {
        return byLink.values().stream().allMatch(child -> child.owed().isEmpty());
    }

    /** Sum of the ready children's weights. */
    int weight() {
        return clamp(sum(child -> child.isReady() ? child.weight() : 0));
    }

    /** Tile-samples per second of the ready children, as far as known. */
    int rate() {
        return clamp(sum(child -> child.isReady() ? child.rate() : 0));
    }

    /** Tile-samples that they would still take. */
    long open() {
        return sum(ChildWork::open);
    }

    private long sum(final ToLongFunction<ChildWork> of) {
        return byLink.values().stream().mapToLong(of).sum();
    }

    private static int clamp(final long value) {
        return (int) Math.min(Integer.MAX_VALUE, value);
    }

    /** Whether two weights differ by more than a fifth. */
    static boolean differ(final int a, final int b) {
        return Math.abs((long) a - b) * 5 > b;
    }

    /** Divides the node's home among the ready children; the others learn where theirs would be. */
    void divide(final Assignment assignment, final int tileCount) {
        final int first = assignment.homeCount() == 0 ? 0 : assignment.homeFirst();
        final int count = assignment.homeCount() == 0 ? tileCount : assignment.homeCount();
        divide(first, count, byLink.values().stream().filter(ChildWork::isReady).toList(), true);
        divide(first, count, List.copyOf(byLink.values()), false);
    }

    private static void divide(final int first, final int count, final List<ChildWork> among, final boolean ready) {
        final int[] weights = new int[among.size()];
        for (int i = 0; i < weights.length; i++) {
            final ChildWork child = among.get(i);
            weights[i] = child.weight() > 0 ? child.weight() : Math.max(1, child.worker().threads());
        }
        final int[] edges = Homes.divide(first, count, weights);
        for (int i = 0; i < weights.length; i++) {
            if (among.get(i).isReady() == ready) {
                among.get(i).home(edges[i], edges[i + 1]);
                among.get(i).divided();
            }
        }
    }
}
