package org.umbel.relay.sim;

import org.umbel.codec.wire.Tag;
import org.umbel.relay.link.Admission;
import org.umbel.relay.simulated.SeededRandom;

/** A farm's key where nobody attacks: nonces from a seed, and a hash that only has to differ. */
public final class SimulatedKeeper implements Admission.Keeper {
    private final long key;
    private long state;

    /**
     * @param key  of the farm
     * @param seed of this process's nonces
     */
    public SimulatedKeeper(final long key, final long seed) {
        this.key = key;
        this.state = seed;
    }

    @Override
    public Tag nonce() {
        return new Tag(next(), next(), next(), next());
    }

    private long next() {
        state = SeededRandom.mix(state + 1);
        return state;
    }

    @Override
    public Tag proof(final Tag diallers, final Tag acceptors, final String words) {
        final long hash = SeededRandom.mix(SeededRandom.mix(key ^ diallers.hashCode()) ^ acceptors.hashCode()
            ^ (long) words.hashCode() << 32);
        return new Tag(hash, ~hash, hash + 1, hash - 1);
    }
}
