package org.umbel.codec.tile;

import java.util.Arrays;

/** Sums as the planes in which they travel, G, R - G, B - G and bad, and back. Plain loops that C2 makes vectors of. */
final class SumsPlanes {
    private static final int BAD = TileSums.CHANNELS;

    private SumsPlanes() {}

    /** Fills {@code long[4][n]}; differences wrap. Refuses sums out of bounds. */
    static void split(final TileSums sums, final long[][] planes) {
        final int n = sums.planeLength();
        final long[] all = sums.sums();
        final int[] bad = sums.bad();
        final long[] wideBad = planes[BAD];
        for (int i = 0; i < n; i++) {
            wideBad[i] = bad[i];
        }
        if (!inBounds(all, all.length) || !badInBounds(planes[BAD], n)) {
            throw new IllegalArgumentException("sum or bad count out of bounds");
        }
        System.arraycopy(all, n, planes[0], 0, n);
        subtract(all, 0, planes[0], n, planes[1]);
        subtract(all, 2 * n, planes[0], n, planes[2]);
    }

    private static void subtract(final long[] from, final int at, final long[] what, final int n, final long[] to) {
        for (int i = 0; i < n; i++) {
            to[i] = from[at + i] - what[i];
        }
    }

    /** Whether all may be sums. */
    private static boolean inBounds(final long[] values, final int n) {
        final long max = TileSumsCodec.SUM_MAX;
        long all = 0;
        for (int i = 0; i < n; i++) {
            // Half of all longs: the sign tells the others, and max itself, which is looked at below.
            all |= values[i] + max;
        }
        return all >= 0 || Arrays.stream(values, 0, n).allMatch(v -> v >= -max && v <= max);
    }

    /** Whether all may be numbers of bad samples. */
    static boolean badInBounds(final long[] bad, final int n) {
        long all = 0;
        for (int i = 0; i < n; i++) {
            all |= bad[i];
        }
        return all >= 0 && all < SampleRange.SAMPLES_MAX
            || Arrays.stream(bad, 0, n).allMatch(v -> v >= 0 && v <= SampleRange.SAMPLES_MAX);
    }

    static boolean isFlat(final long[] plane, final int n) {
        long all = 0;
        for (int i = 1; i < n; i++) {
            all |= plane[i] ^ plane[0];
        }
        return all == 0;
    }

    /** A bound of the distances to the first value: at least the greatest, less than twice that. */
    static long spread(final long[] plane, final int n) {
        long all = 0;
        for (int i = 1; i < n; i++) {
            final long distance = plane[i] - plane[0];
            all |= distance ^ distance >> 63;
        }
        return all;
    }

    /** Distances to the first value, of a plane in which they fit. */
    static void relative(final long[] plane, final int n, final int[] to) {
        final long base = plane[0];
        for (int i = 0; i < n; i++) {
            to[i] = (int) (plane[i] - base);
        }
    }

    /** Turns the planes of sums into R, G and B, in place: R where R - G was. False when one is out of bounds. */
    static boolean join(final long[][] planes, final int n) {
        add(planes[1], 0, n, planes[0]);
        add(planes[2], 0, n, planes[0]);
        boolean in = true;
        for (int plane = 0; plane < BAD; plane++) {
            in &= inBounds(planes[plane], n);
        }
        return in;
    }

    /** Adds what {@link #join} left. */
    static void add(final long[][] joined, final TileSums into) {
        final int n = into.planeLength();
        add(into.sums(), 0, n, joined[1]);
        add(into.sums(), n, n, joined[0]);
        add(into.sums(), 2 * n, n, joined[2]);
    }

    /** Adds planes of distances to the bases. */
    static void add(final int[][] relative, final long[] bases, final TileSums into) {
        final int n = into.planeLength();
        final long[] sums = into.sums();
        final int[] green = relative[0];
        add(sums, n, n, green, bases[0]);
        addTwo(sums, 0, n, green, relative[1], bases[0] + bases[1]);
        addTwo(sums, 2 * n, n, green, relative[2], bases[0] + bases[2]);
    }

    private static void add(final long[] sums, final int at, final int n, final long[] what) {
        for (int i = 0; i < n; i++) {
            sums[at + i] += what[i];
        }
    }

    private static void add(final long[] sums, final int at, final int n, final int[] relative, final long base) {
        for (int i = 0; i < n; i++) {
            sums[at + i] += base + relative[i];
        }
    }

    private static void addTwo(final long[] sums, final int at, final int n, final int[] a, final int[] b,
                               final long base) {
        for (int i = 0; i < n; i++) {
            sums[at + i] += base + a[i] + b[i];
        }
    }

    static void addBad(final long[] bad, final TileSums into) {
        final int[] sums = into.bad();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (int) bad[i];
        }
    }
}
