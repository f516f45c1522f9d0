package org.umbel.relay.simulated;

/** A running hash of everything that happens in a simulation: equal traces have equal hashes. */
public final class TraceHash {
    private long hash = 0x75_6d_62_65_6cL;
    private long count;

    public void add(final long value) {
        hash = SeededRandom.mix(hash * 0x100000001b3L ^ value);
        count++;
    }

    public void add(final long a, final long b, final long c) {
        add(a);
        add(b);
        add(c);
    }

    public long value() {
        return hash;
    }

    /** Numbers added so far. */
    public long count() {
        return count;
    }
}
