package org.umbel.relay.group;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** What a sink has of a generation. */
final class SinkGeneration {
    /** No message goes on behind the generation. */
    static final int NO_TAIL = -1;
    /** One message may go on behind it, and began before it. */
    static final int BEGAN_BEFORE = -2;

    final int number;
    /** By index: data, then parity; null where there is none. */
    final byte[] @Nullable [] shards = new byte[Header.SHARDS_MAX][];
    /** Shards whose last message, which goes on behind them, has been handed on. */
    private final BitSet handedOn = new BitSet();
    private int held;
    private int count;
    private boolean isEndSeen;
    private boolean isComplete;
    private int tail = NO_TAIL;

    SinkGeneration(final int number) {
        this.number = number;
    }

    /** Data shards; 0: not known yet. */
    int count() {
        return count;
    }

    /** Takes note of the number of data shards; false when it cannot be. */
    boolean onCount(final int newCount) {
        if (count == 0 && newCount > 0) {
            for (int i = newCount; i < shards.length; i++) {
                if (shards[i] != null) {
                    return false;
                }
            }
            count = newCount;
        }
        return newCount == 0 || newCount == count;
    }

    void add(final int index, final byte[] shard) {
        shards[index] = shard;
        held++;
    }

    int held() {
        return held;
    }

    boolean isDecodable() {
        return count > 0 && held >= count;
    }

    /** Nothing of it is to come but repair. */
    boolean isEndSeen() {
        return isEndSeen;
    }

    void onEndSeen() {
        isEndSeen = true;
    }

    /** All data shards are there. */
    boolean isComplete() {
        return isComplete;
    }

    void onComplete(final int newTail) {
        isComplete = true;
        tail = newTail;
    }

    /**
     * Whether a message that was not handed on goes on behind it.
     *
     * @param isHeadNeeded whether one that began before it was not
     */
    boolean hasTail(final boolean isHeadNeeded) {
        return tail == BEGAN_BEFORE ? isHeadNeeded : tail != NO_TAIL && !isHandedOn(tail);
    }

    boolean isHandedOn(final int index) {
        return handedOn.get(index);
    }

    void onHandedOn(final int index) {
        handedOn.set(index);
    }
}
