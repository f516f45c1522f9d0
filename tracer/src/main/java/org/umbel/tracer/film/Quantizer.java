package org.umbel.tracer.film;

import org.umbel.codec.tile.TileSums;
import org.umbel.tracer.sampling.Hash;

/**
 * Turns the radiance of a sample into integers and adds them up: q = floor(x * 2^F + u), u a hash of pixel, sample and
 * channel, so that the rounding is unbiased and a function of content only; |q| is at most 2^40.
 */
public final class Quantizer {
    /** Bound on |q|. */
    public static final long LIMIT = 1L << 40;
    private static final int SALT = 0x51ab5eed;

    private final double scale;

    /** For sums of {@code fractionBits} fraction bits. */
    public Quantizer(final int fractionBits) {
        scale = 1L << fractionBits;
    }

    /** The hash of a pixel that {@link #add} wants: a function of its place in the picture only. */
    public static int pixelHash(final int x, final int y) {
        return Hash.of(SALT, x, y);
    }

    /** One channel of one sample as a fixed-point number; x must be finite, u in [0, 1). */
    public long quantize(final float x, final double u) {
        final double q = Math.floor((double) x * scale + u);
        return q >= LIMIT ? LIMIT : q <= -LIMIT ? -LIMIT : (long) q;
    }

    /**
     * Adds a sample to a pixel of a tile. A sample with a channel that is not finite adds nothing and counts as bad.
     *
     * @param into      sums of the tile
     * @param pixel     index inside the tile
     * @param pixelHash from {@link #pixelHash}
     * @param sample    sample index
     */
    public void add(final TileSums into, final int pixel, final int pixelHash, final int sample,
                    final float r, final float g, final float b) {
        if (!Float.isFinite(r) || !Float.isFinite(g) || !Float.isFinite(b)) {
            into.bad()[pixel]++;
            return;
        }
        final int hash = Hash.of(pixelHash, sample);
        final int plane = into.planeLength();
        final long[] sums = into.sums();
        sums[pixel] += quantize(r, dither(hash, 0));
        sums[plane + pixel] += quantize(g, dither(hash, 1));
        sums[2 * plane + pixel] += quantize(b, dither(hash, 2));
    }

    private static double dither(final int hash, final int channel) {
        return (Hash.mix(hash + channel) & 0xffffffffL) * 0x1p-32;
    }
}
