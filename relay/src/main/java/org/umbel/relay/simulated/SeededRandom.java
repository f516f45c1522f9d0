package org.umbel.relay.simulated;

/**
 * Pseudo-random numbers of a seed: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, 2014), written out so that a seed means the same numbers on every JDK.
 */
public final class SeededRandom {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    public SeededRandom(final long seed) {
        state = seed;
    }

    /** The finaliser of SplitMix64: a bijection that scatters neighbouring numbers. */
    public static long mix(final long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Uniform in {@code 0..bound-1}. */
    public int nextInt(final int bound) {
        return (int) Long.remainderUnsigned(nextLong() >>> 1, bound);
    }

    /** Uniform in {@code low..high}, both included. */
    public int between(final int low, final int high) {
        return low + nextInt(high - low + 1);
    }

    /** Uniform in {@code low..high}, both included. */
    public long between(final long low, final long high) {
        return low + (nextLong() >>> 1) % (high - low + 1);
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** True with the given probability; draws no number when it is 0. */
    public boolean chance(final double probability) {
        return probability > 0 && nextDouble() < probability;
    }

    /** Exponentially distributed with the given mean, at most ten times it. */
    public long exponential(final long mean) {
        return mean == 0 ? 0 : (long) Math.min(-StrictMath.log(1 - nextDouble()) * mean, 10.0 * mean);
    }

    /** Pareto distributed (shape 2) from 0 with the given mean, at most fifty times it. */
    public long heavyTailed(final long mean) {
        return mean == 0 ? 0 : (long) Math.min((1 / Math.sqrt(1 - nextDouble()) - 1) * mean, 50.0 * mean);
    }

    /** A generator of its own, so that more draws here do not change what happens there. */
    public SeededRandom split() {
        return new SeededRandom(mix(nextLong() ^ GAMMA));
    }
}
