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
    private List<ChildWork> divided = List.of();
    private int dividedFirst;
    private int dividedCount;

    /** Who comes learns where its home would be; nobody loses his for it. */
    ChildWork add(final Worker worker) {
        final Tally tally = tallies.computeIfAbsent(worker.incarnation(),
            key -> new Tally(worker.incarnation(), worker.name()));
        final ChildWork child = new ChildWork(worker, tally);
        byLink.put(worker.link(), child);
        divide(dividedFirst, dividedCount, List.copyOf(byLink.values()), false);
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
        for (final ChildWork child : byLink.values()) {
            if (child.isReady()) {
                return true;
            }
        }
        return false;
    }

    boolean oweNothing() {
        for (final ChildWork child : byLink.values()) {
            if (!child.owed().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is but one child, and nothing was called back from it. */
    boolean isOnlyOneUncalled() {
        return byLink.size() == 1 && !byLink.values().iterator().next().isCalled();
    }

    /** Render threads of the ready children. */
    int threads() {
        return clamp(sum(child -> child.isReady() ? child.threads() : 0));
    }

    /** Tile-samples per second of the ready children, as far as known. */
    int rate() {
        return clamp(sum(child -> child.isReady() ? (long) child.pace().rate() : 0));
    }

    /**
     * How fast a child is beside the others, above 0: its tile-samples per second; where they are unknown, what as many
     * threads of the others do, or 1 for each thread when nothing is known of anybody.
     */
    double speed(final ChildWork child) {
        return child.pace().rate() > 0 ? child.pace().rate() : child.threadsSoon() * ratePerThread();
    }

    /** The same for who asks for many children at once. */
    static double speed(final ChildWork child, final double ratePerThread) {
        return child.pace().rate() > 0 ? child.pace().rate() : child.threadsSoon() * ratePerThread;
    }

    /** Of all who are ready. */
    double speed() {
        final double perThread = ratePerThread();
        double speed = 0;
        for (final ChildWork child : byLink.values()) {
            speed += child.isReady() ? speed(child, perThread) : 0;
        }
        return speed;
    }

    /** Of those whose speed is known; 1 when nobody's is. It costs a look at all of them. */
    double ratePerThread() {
        double rate = 0;
        int threads = 0;
        for (final ChildWork child : byLink.values()) {
            if (child.isReady() && child.pace().rate() > 0) {
                rate += child.pace().rate();
                threads += child.threads();
            }
        }
        return threads == 0 ? 1 : rate / threads;
    }

    /** Tile-samples that they would still take. */
    long open() {
        return sum(ChildWork::open);
    }

    /** Tile-samples granted to them and neither rendered nor returned, as far as they have said. */
    long inHand() {
        return sum(ChildWork::inHand);
    }

    /** Round trip to the farthest renderer of the ready children. */
    long farNsMax() {
        long max = 0;
        for (final ChildWork child : byLink.values()) {
            max = Math.max(max, child.isReady() ? child.farNs() : 0);
        }
        return max;
    }

    private long sum(final ToLongFunction<ChildWork> of) {
        long sum = 0;
        for (final ChildWork child : byLink.values()) {
            sum += of.applyAsLong(child);
        }
        return sum;
    }

    private static int clamp(final long value) {
        return (int) Math.min(Integer.MAX_VALUE, value);
    }

    /** Whether two speeds differ by more than a fifth. */
    static boolean differ(final double a, final double b) {
        return Math.abs(a - b) * 5 > b;
    }

    /**
     * Divides the node's home among the ready children; the others learn where theirs would be. As long as the same
     * ones are ready and none is a fifth faster or slower than when it was last divided, everybody keeps what he has.
     *
     * @return whether homes have changed
     */
    boolean divide(final Assignment assignment) {
        final int first = assignment.homeFirst();
        final int count = assignment.homeCount();
        if (first == dividedFirst && count == dividedCount && isAsDivided()) {
            return false;
        }
        final List<ChildWork> ready = byLink.values().stream().filter(ChildWork::isReady).toList();
        dividedFirst = first;
        dividedCount = count;
        divided = ready;
        divide(first, count, List.copyOf(byLink.values()), false);
        divide(first, count, ready, true);
        return true;
    }

    /** Whether the same ones are ready and about as fast as when the home was last divided. Asked all the time. */
    @SuppressWarnings("ReferenceEquality") // a child's book is made once
    private boolean isAsDivided() {
        int i = 0;
        for (final ChildWork child : byLink.values()) {
            if (child.isReady()) {
                if (i >= divided.size() || divided.get(i) != child || differ(speed(child), child.speedDivided())) {
                    return false;
                }
                i++;
            }
        }
        return i == divided.size();
    }

    private void divide(final int first, final int count, final List<ChildWork> among, final boolean ready) {
        final double[] weights = new double[among.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = speed(among.get(i));
        }
        final int[] edges = Homes.divide(first, count, weights);
        for (int i = 0; i < weights.length; i++) {
            if (among.get(i).isReady() == ready) {
                among.get(i).home(edges[i], edges[i + 1], weights[i]);
            }
        }
    }
}
