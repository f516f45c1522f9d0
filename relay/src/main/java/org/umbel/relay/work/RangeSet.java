package org.umbel.relay.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.umbel.codec.tile.SampleRange;

/**
 * A set of sample indices of one tile as sorted, disjoint, never touching intervals. Immutable, so that tiles can share
 * one and a checker can keep one.
 */
public final class RangeSet {
    public static final RangeSet EMPTY = new RangeSet(new int[0]);

    /** first, end, first, end...: strictly ascending. */
    private final int[] edges;

    private RangeSet(final int[] edges) {
        this.edges = edges;
    }

    /** The samples {@code [first, end)}. */
    public static RangeSet of(final int first, final int end) {
        if (first < 0 || end < first) {
            throw new IllegalArgumentException("no interval: " + first + ".." + end);
        }
        return first == end ? EMPTY : new RangeSet(new int[] {first, end});
    }

    public boolean isEmpty() {
        return edges.length == 0;
    }

    /** Number of samples. */
    public int size() {
        int size = 0;
        for (int i = 0; i < edges.length; i += 2) {
            size += edges[i + 1] - edges[i];
        }
        return size;
    }

    /** The least sample; the set is not empty. */
    public int first() {
        return edges[0];
    }

    /** The end of the interval that {@link #first} begins. */
    public int firstEnd() {
        return edges[1];
    }

    public int intervalCount() {
        return edges.length / 2;
    }

    /** First sample of interval {@code i}. */
    public int first(final int i) {
        return edges[2 * i];
    }

    /** End of interval {@code i}. */
    public int end(final int i) {
        return edges[2 * i + 1];
    }

    public boolean contains(final SampleRange range) {
        return contains(range.first(), range.end());
    }

    private boolean contains(final int first, final int end) {
        final int i = floor(first);
        return (i & 1) == 0 && i >= 0 && end <= edges[i + 1];
    }

    public boolean containsAll(final RangeSet other) {
        for (int i = 0; i < other.edges.length; i += 2) {
            if (!contains(other.edges[i], other.edges[i + 1])) {
                return false;
            }
        }
        return true;
    }

    /** Whether no sample of {@code [first, end)} is in the set. */
    public boolean isDisjoint(final int first, final int end) {
        final int i = floor(first);
        return (i & 1) != 0 && (i + 1 >= edges.length || edges[i + 1] >= end);
    }

    public boolean isDisjoint(final RangeSet other) {
        for (int i = 0; i < other.edges.length; i += 2) {
            if (!isDisjoint(other.edges[i], other.edges[i + 1])) {
                return false;
            }
        }
        return true;
    }

    /** This and {@code range}, of which nothing may be in this. */
    public RangeSet plus(final SampleRange range) {
        return plus(range.first(), range.end());
    }

    private RangeSet plus(final int first, final int end) {
        if (!isDisjoint(first, end)) {
            throw new IllegalArgumentException("[" + first + ", " + end + ") is partly in " + this);
        }
        final int at = floor(first) + 1;
        final boolean joinsLeft = at > 0 && edges[at - 1] == first;
        final boolean joinsRight = at < edges.length && edges[at] == end;
        final int from = joinsLeft ? at - 1 : at;
        final int to = joinsRight ? at + 1 : at;
        final int added = (joinsLeft ? 0 : 1) + (joinsRight ? 0 : 1);
        final int[] sum = new int[edges.length - (to - from) + added];
        System.arraycopy(edges, 0, sum, 0, from);
        int next = from;
        if (!joinsLeft) {
            sum[next++] = first;
        }
        if (!joinsRight) {
            sum[next++] = end;
        }
        System.arraycopy(edges, to, sum, next, edges.length - to);
        return new RangeSet(sum);
    }

    /** This and {@code other}, which must be disjoint. */
    public RangeSet plus(final RangeSet other) {
        if (isEmpty()) {
            return other;
        }
        RangeSet sum = this;
        for (int i = 0; i < other.edges.length; i += 2) {
            sum = sum.plus(other.edges[i], other.edges[i + 1]);
        }
        return sum;
    }

    /** This without {@code range}, all of which must be in this. */
    public RangeSet minus(final SampleRange range) {
        return minus(range.first(), range.end());
    }

    private RangeSet minus(final int first, final int end) {
        if (!contains(first, end)) {
            throw new IllegalArgumentException("[" + first + ", " + end + ") is not in " + this);
        }
        final int at = floor(first);
        final boolean keepsLeft = edges[at] < first;
        final boolean keepsRight = end < edges[at + 1];
        final int kept = (keepsLeft ? 2 : 0) + (keepsRight ? 2 : 0);
        if (edges.length - 2 + kept == 0) {
            return EMPTY;
        }
        final int[] rest = new int[edges.length - 2 + kept];
        System.arraycopy(edges, 0, rest, 0, at);
        int next = at;
        if (keepsLeft) {
            rest[next++] = edges[at];
            rest[next++] = first;
        }
        if (keepsRight) {
            rest[next++] = end;
            rest[next++] = edges[at + 1];
        }
        System.arraycopy(edges, at + 2, rest, next, edges.length - at - 2);
        return new RangeSet(rest);
    }

    /** This without {@code other}, all of which must be in this. */
    public RangeSet minus(final RangeSet other) {
        RangeSet rest = this;
        for (int i = 0; i < other.edges.length; i += 2) {
            rest = rest.minus(other.edges[i], other.edges[i + 1]);
        }
        return rest;
    }

    /** The samples of this that are not in {@code other}. */
    public RangeSet without(final RangeSet other) {
        RangeSet rest = this;
        for (int i = 0; i < edges.length; i += 2) {
            for (int j = 0; j < other.edges.length; j += 2) {
                final int first = Math.max(edges[i], other.edges[j]);
                final int end = Math.min(edges[i + 1], other.edges[j + 1]);
                rest = first < end ? rest.minus(first, end) : rest;
            }
        }
        return rest;
    }

    /** The samples that are in both. */
    public RangeSet common(final RangeSet other) {
        return minus(without(other));
    }

    /** The fewest aligned power-of-two ranges that make this set, ascending. */
    public List<SampleRange> aligned() {
        final List<SampleRange> ranges = new ArrayList<>();
        for (int i = 0; i < edges.length; i += 2) {
            for (int at = edges[i]; at < edges[i + 1]; at = ranges.getLast().end()) {
                ranges.add(SampleRange.largestAt(at, edges[i + 1], SampleRange.SAMPLES_MAX));
            }
        }
        return ranges;
    }

    /** Number of ranges in {@link #aligned}. */
    public int alignedCount() {
        return aligned().size();
    }

    /** Index of the last edge at or below {@code sample}, or -1: even inside an interval, odd outside. */
    private int floor(final int sample) {
        final int i = Arrays.binarySearch(edges, sample);
        return i >= 0 ? i : -i - 2;
    }

    @Override
    public boolean equals(final Object o) {
        return o instanceof RangeSet r && Arrays.equals(edges, r.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < edges.length; i += 2) {
            text.append(i == 0 ? "[" : " [").append(edges[i]).append(", ").append(edges[i + 1]).append(')');
        }
        return text.append('}').toString();
    }
}
