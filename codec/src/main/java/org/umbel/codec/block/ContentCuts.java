package org.umbel.codec.block;

/**
 * Content-defined cuts: where a piece ends is decided by the bytes in front of the cut and by nothing else, so that
 * after an insertion the cuts, and with them the blocks, are the old ones again. FastCDC (Xia et al., USENIX ATC 2016;
 * its normalized chunking of 2020): a gear hash over the last 64 bytes, no cut before {@code bytesMin}, cuts four
 * times rarer than wished up to {@code bytesNormal} and four times more frequent behind it.
 *
 * <p>We depart from the paper in two places. Cuts lie only between elements, so the hash is looked at once per element,
 * and is compared with a threshold instead of masked: any chance per element is possible, not only powers of two. And
 * it is warm when the first cut may come, so that a cut depends on what is before it and not on where the piece began.
 *
 * @param elementBytes cuts are at multiples of it from the beginning of a record
 * @param bytesMin     least length of a piece but the last
 * @param bytesNormal  where cuts become frequent
 * @param bytesMax     largest length
 */
record ContentCuts(int elementBytes, int bytesMin, int bytesNormal, int bytesMax) {
    /** Bytes that a 64-bit gear hash remembers: each is shifted by one bit per byte that follows. */
    private static final int WINDOW_BYTES = 64;
    /** Of normalized chunking: two bits, as in the paper. */
    private static final int NORMALIZATION = 4;
    private static final long[] GEAR = gear();

    ContentCuts {
        if (elementBytes < 1 || bytesMin < elementBytes || bytesNormal < bytesMin || bytesMax < bytesNormal
            || bytesMin < WINDOW_BYTES) {
            throw new IllegalArgumentException("cuts of " + elementBytes + ", " + bytesMin + ".." + bytesMax);
        }
    }

    /**
     * Where the piece that begins at {@code from} ends: behind the first element that ends it, or at {@code to}.
     *
     * @param from where a piece begins, a multiple of the element behind the record's beginning
     * @param to   end of the record
     */
    int next(final byte[] bytes, final int from, final int to) {
        final int elementsLeft = (to - from) / elementBytes;
        final int first = (bytesMin + elementBytes - 1) / elementBytes;
        if (elementsLeft <= first) {
            return to;
        }
        final int last = Math.min(elementsLeft, bytesMax / elementBytes);
        final int normal = Math.min(last, bytesNormal / elementBytes);
        int at = from + first * elementBytes;
        long hash = 0;
        for (int i = at - WINDOW_BYTES; i < at; i++) {
            hash = (hash << 1) + GEAR[bytes[i] & 0xFF];
        }
        final double chance = (double) elementBytes / bytesNormal;
        final long rare = threshold(chance / NORMALIZATION);
        final long frequent = threshold(chance * NORMALIZATION);
        for (int element = first; element < last; element++) {
            if (hash < (element < normal ? rare : frequent)) {
                return at;
            }
            for (int i = at, end = at + elementBytes; i < end; i++) {
                hash = (hash << 1) + GEAR[bytes[i] & 0xFF];
            }
            at += elementBytes;
        }
        // A record ends where it ends, even within an element.
        return last == elementsLeft && to - from <= bytesMax ? to : at;
    }

    /** Signed hashes below it are the given share of all. */
    private static long threshold(final double chance) {
        return Long.MIN_VALUE + 2 * (long) (Math.min(1, chance) * 0x1p63);
    }

    /** 256 numbers that look random and are the same everywhere: SplitMix64 (Steele et al. 2014) from zero. */
    private static long[] gear() {
        final long[] gear = new long[256];
        for (int i = 0; i < gear.length; i++) {
            long z = (i + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            gear[i] = z ^ z >>> 31;
        }
        return gear;
    }
}
