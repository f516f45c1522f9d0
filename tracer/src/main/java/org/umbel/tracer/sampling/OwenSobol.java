package org.umbel.tracer.sampling;

/**
 * The first two dimensions of the Sobol sequence, index-shuffled and Owen-scrambled by hashes: Burley, "Practical
 * Hash-based Owen Scrambling", JCGT 2020. More dimensions are made by padding: each purpose has a seed of its own, and
 * with it its own shuffle and scramble. The permutation is Laine and Karras's with Vegdahl's constants; the second
 * dimension is Pascal's matrix applied in five shifts.
 *
 * <p>An aligned power-of-two range of indices is a (0, m, 2)-net for every seed.
 */
public final class OwenSobol {
    private static final int SALT_X = 0x2c1b3c6d;
    private static final int SALT_Y = 0x297a2d39;

    private OwenSobol() {}

    /** The index after a nested uniform shuffle; both coordinates start from it. */
    public static int shuffle(final int index, final int seed) {
        return Integer.reverse(permute(Integer.reverse(index), seed));
    }

    /** First coordinate in [0, 1) of a shuffled index. */
    public static float x(final int shuffled, final int seed) {
        return Hash.unit(Integer.reverse(permute(shuffled, Hash.mix(seed ^ SALT_X))));
    }

    /** Second coordinate in [0, 1) of a shuffled index. */
    public static float y(final int shuffled, final int seed) {
        int z = shuffled;
        z ^= z >>> 16;
        z ^= (z & 0xff00ff00) >>> 8;
        z ^= (z & 0xf0f0f0f0) >>> 4;
        z ^= (z & 0xcccccccc) >>> 2;
        z ^= (z & 0xaaaaaaaa) >>> 1;
        return Hash.unit(Integer.reverse(permute(z, Hash.mix(seed ^ SALT_Y))));
    }

    /** Every bit is flipped by a function of the bits below it: an Owen scramble of the reversed number. */
    private static int permute(final int bits, final int seed) {
        int x = bits;
        x ^= x * 0x3d20adea;
        x += seed;
        x *= (seed >>> 16) | 1;
        x ^= x * 0x05526c56;
        x ^= x * 0x53a22864;
        return x;
    }
}
