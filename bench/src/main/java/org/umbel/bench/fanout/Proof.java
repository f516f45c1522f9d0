package org.umbel.bench.fanout;

import java.util.BitSet;

/** What a receiver has proved so far; not thread-safe. */
public final class Proof {
    private final int count;
    private final BitSet proved = new BitSet();

    /** Of so many MiB. */
    public Proof(final int mib) {
        count = Blocks.count(mib);
    }

    /** A block has come; one that has come before counts once, and a wrong one ends the program. */
    public void add(final int index, final byte[] bytes) {
        if (index < 0 || index >= count) {
            throw new IllegalStateException("block " + index + " of " + count);
        }
        Blocks.requireBlock(index, bytes);
        proved.set(index);
    }

    /** How many there are to be. */
    int count() {
        return count;
    }

    /** Whether all are there. */
    public boolean isWhole() {
        return proved.cardinality() == count;
    }

    /** Says so, to be read by the bench. */
    public void print(final long doneNs) {
        if (!isWhole()) {
            throw new IllegalStateException(count - proved.cardinality() + " blocks have not come");
        }
        System.out.println("done " + doneNs + " " + (long) count * Blocks.BYTES);
    }
}
