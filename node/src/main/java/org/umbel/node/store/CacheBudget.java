package org.umbel.node.store;

/**
 * How much of a disk blocks may take.
 *
 * @param bytesMax   at most so many bytes
 * @param sparesDisk whether it is at most half of what the disk has to give, too: what is free, and what is held
 */
public record CacheBudget(long bytesMax, boolean sparesDisk) {
    /** Less would hold a few blocks only. */
    public static final long BYTES_MIN = 1L << 20;
    /** Unless somebody says otherwise. */
    public static final CacheBudget USUAL = new CacheBudget(8L << 30, true);

    public CacheBudget {
        if (bytesMax < BYTES_MIN) {
            throw new IllegalArgumentException("a cache of " + bytesMax + " bytes, at least " + BYTES_MIN);
        }
    }

    /** Exactly so many, whatever the disk has. */
    public static CacheBudget of(final long bytesMax) {
        return new CacheBudget(bytesMax, false);
    }

    /**
     * The bytes that it comes to now.
     *
     * @param heldBytes what is held
     * @param freeBytes what the disk has left
     */
    long bytes(final long heldBytes, final long freeBytes) {
        return sparesDisk ? Math.min(bytesMax, (heldBytes + freeBytes) / 2) : bytesMax;
    }
}
