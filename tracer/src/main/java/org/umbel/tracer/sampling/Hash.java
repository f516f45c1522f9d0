package org.umbel.tracer.sampling;

/** Integer hashes: the source of everything that looks random in a picture. */
public final class Hash {
    private static final int GOLDEN = 0x9e3779b9;

    private Hash() {}

    /** A bijection of 32 bits with low bias: Wellons' "lowbias32". */
    public static int mix(final int key) {
        int x = key;
        x = (x ^ (x >>> 16)) * 0x7feb352d;
        x = (x ^ (x >>> 15)) * 0x846ca68b;
        return x ^ (x >>> 16);
    }

    /** A hash of an ordered pair. */
    public static int of(final int a, final int b) {
        return mix(mix(a + GOLDEN) ^ b * GOLDEN);
    }

    /** A hash of an ordered triple. */
    public static int of(final int a, final int b, final int c) {
        return of(of(a, b), c);
    }

    /** The upper 24 bits as a float in [0, 1). */
    public static float unit(final int bits) {
        return (bits >>> 8) * 0x1p-24f;
    }
}
