package org.umbel.relay.group;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The generations that a sink has something of: incomplete ones, and complete ones of which a message goes on in one
 * that is not. Its shards are bounded by the source's window and one message.
 */
final class SinkWindow {
    private static final int GENERATIONS = 4 * Header.GENERATIONS_MAX;
    private static final int MASK = GENERATIONS - 1;

    private final ShardPool pool;
    private final @Nullable SinkGeneration[] generations = new SinkGeneration[GENERATIONS];
    /** Of those from {@link #low} on: those that are or were complete. */
    private final BitSet complete = new BitSet(GENERATIONS);
    private int oldest;
    private int low;
    private int end;

    SinkWindow(final GroupOptions options) {
        pool = new ShardPool(options.shardBytes(),
            options.windowShards() + options.messageBytesMax() / options.shardBytes() + 2 * Header.SHARDS_MAX);
    }

    /** First generation that is not complete. */
    int low() {
        return low;
    }

    /** Behind the last generation that was heard of. */
    int end() {
        return end;
    }

    /** Shards that are kept. */
    int shards() {
        return pool.taken();
    }

    /** Forgets everything; nothing before this generation is waited for. */
    void begin(final int base) {
        for (int number = oldest; number < end; number++) {
            free(number);
        }
        complete.clear();
        oldest = base;
        low = base;
        end = base;
    }

    /** A generation is heard of; false when it is none to keep: too old, complete, or out of reach. */
    boolean hears(final int number) {
        if (number < low || number - oldest >= GENERATIONS || complete.get(number & MASK)) {
            return false;
        }
        end = Math.max(end, number + 1);
        return true;
    }

    @Nullable
    SinkGeneration get(final int number) {
        final SinkGeneration generation = generations[number & MASK];
        return generation != null && generation.number == number ? generation : null;
    }

    SinkGeneration getOrMake(final int number) {
        final SinkGeneration known = get(number);
        if (known != null) {
            return known;
        }
        final SinkGeneration made = new SinkGeneration(number);
        generations[number & MASK] = made;
        return made;
    }

    boolean isComplete(final int number) {
        return number < low || complete.get(number & MASK);
    }

    /** An empty shard; null when as many are kept as may be. */
    byte @Nullable [] takeShard() {
        return pool.take();
    }

    /** All data of a generation is there: parity that was not needed is let go. */
    void onComplete(final SinkGeneration generation, final int tail) {
        generation.onComplete(tail);
        for (int i = generation.count(); i < Header.SHARDS_MAX; i++) {
            final byte[] shard = generation.shards[i];
            if (shard != null) {
                pool.give(shard);
                generation.shards[i] = null;
            }
        }
        complete.set(generation.number & MASK);
        advance();
    }

    private void advance() {
        while (complete.get(low & MASK)) {
            complete.clear(low & MASK);
            low++;
        }
    }

    /** Lets go of complete generations of which all that can be handed on has been. */
    void sweep() {
        boolean mayGoOn = false;
        for (int number = oldest; number < end; number++) {
            final SinkGeneration generation = get(number);
            if (generation == null) {
                mayGoOn = !isComplete(number);
            } else if (!generation.isComplete()) {
                mayGoOn = true;
            } else {
                final boolean needsHead = mayGoOn && Frames.start(first(generation)) != Frames.DATA_OFFSET;
                mayGoOn = generation.hasTail(needsHead) && !(isComplete(number + 1) && get(number + 1) == null);
                if (!needsHead && !mayGoOn) {
                    free(number);
                }
            }
        }
        while (oldest < low && get(oldest) == null) {
            oldest++;
        }
    }

    private static byte[] first(final SinkGeneration generation) {
        final byte[] shard = generation.shards[0];
        if (shard == null) {
            throw new IllegalStateException("generation " + generation.number + " is complete without shard 0");
        }
        return shard;
    }

    private void free(final int number) {
        final SinkGeneration generation = get(number);
        if (generation != null) {
            for (final byte[] shard : generation.shards) {
                if (shard != null) {
                    pool.give(shard);
                }
            }
            generations[number & MASK] = null;
        }
    }
}
