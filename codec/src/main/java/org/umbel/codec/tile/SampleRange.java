package org.umbel.codec.tile;

/**
 * An aligned power-of-two range of sample indices of every pixel of one tile: samples {@code [first, first + count)}.
 * Only such ranges are ever granted or reported; they nest or are disjoint.
 *
 * @param first index of the first sample, a multiple of {@code count}
 * @param count number of samples, a power of two, at most {@link #SAMPLES_MAX}
 */
public record SampleRange(int first, int count) implements Comparable<SampleRange> {
    /** Bound on samples per pixel: with |q| at most 2^40, sums stay within 2^62. */
    public static final int SAMPLES_MAX = 1 << 22;

    public SampleRange {
        if (!isValid(first, count)) {
            throw new IllegalArgumentException("not an aligned power-of-two range: first=" + first + " count=" + count);
        }
    }

    /** Whether the numbers (from a peer, say) make an aligned range within the limits. */
    public static boolean isValid(final int first, final int count) {
        return count > 0 && Integer.bitCount(count) == 1 && first >= 0 && count <= SAMPLES_MAX
            && first <= SAMPLES_MAX - count && (first & (count - 1)) == 0;
    }

    /** The largest aligned range that starts at {@code first} and ends at {@code end} or before. */
    public static SampleRange largestAt(final int first, final int end, final int countMax) {
        int count = Integer.highestOneBit(Math.min(end - first, countMax));
        if (first != 0) {
            count = Math.min(count, Integer.lowestOneBit(first));
        }
        return new SampleRange(first, count);
    }

    public int end() {
        return first + count;
    }

    @Override
    public int compareTo(final SampleRange other) {
        return first != other.first ? Integer.compare(first, other.first) : Integer.compare(count, other.count);
    }
}
