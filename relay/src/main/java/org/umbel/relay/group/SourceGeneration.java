package org.umbel.relay.group;

import java.util.Arrays;

/** A generation at its source, until all members have it. */
final class SourceGeneration {
    private static final int SENDS_MAX = 4096;

    final int number;
    final byte[][] shards;
    /** Members, a bit for each, that have all of it. */
    long completeAt;
    /** Parity that is to be sent. */
    int wanted;
    /** Messages of which it has a piece: first and last. */
    final long firstMessage;
    long lastMessage;
    /** Whether the first of them began before. */
    final boolean goesOn;
    private int count;
    private boolean closed;
    private int sent;
    private int repairs;
    private int lastBytes;
    private int[] sends = new int[16];
    private int sendsCount;

    SourceGeneration(final int number, final int shardsMax, final long firstMessage, final boolean goesOn) {
        this.number = number;
        this.shards = new byte[shardsMax][];
        this.firstMessage = firstMessage;
        this.lastMessage = firstMessage - 1;
        this.goesOn = goesOn;
    }

    /** A shard that is filled up to {@code bytes}. */
    void append(final byte[] shard, final int bytes) {
        shards[count++] = shard;
        lastBytes = bytes;
        closed = count == shards.length;
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Data shards, so far. */
    int count() {
        return count;
    }

    /** Data shards that were sent. */
    int sent() {
        return sent;
    }

    boolean isSent() {
        return closed && sent == count;
    }

    /** The next data shard goes out as that datagram; returns its index. */
    int sendData(final int sequence) {
        record(sequence);
        return sent++;
    }

    /** One more shard for repair goes out; parity, and when all of it was used, everything once more. */
    int sendRepair(final int sequence) {
        record(sequence);
        wanted--;
        return (count + repairs++) % Header.SHARDS_MAX;
    }

    /** Bytes of a shard that are not known to be zero. */
    int bytes(final int index, final int shardBytes) {
        return index == count - 1 ? lastBytes : shardBytes;
    }

    private void record(final int sequence) {
        if (sendsCount == SENDS_MAX) {
            System.arraycopy(sends, SENDS_MAX / 2, sends, 0, SENDS_MAX / 2);
            sendsCount = SENDS_MAX / 2;
        }
        if (sendsCount == sends.length) {
            sends = Arrays.copyOf(sends, 2 * sendsCount);
        }
        sends[sendsCount++] = sequence;
    }

    /** Shards of it that went out after that datagram. */
    int sentAfter(final int sequence) {
        int low = 0;
        int high = sendsCount;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (sends[middle] - sequence > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return sendsCount - low;
    }

    /**
     * A report says how many shards somebody held when it had heard that datagram: asks for what will be lacking.
     *
     * @return how many more are wanted
     */
    int onHeld(final int held, final int sequence) {
        final int before = wanted;
        final int underWay = sentAfter(sequence);
        final int lacking = count - held - underWay;
        // Not complete, and nothing under way: it does not know how many shards there are, which parity tells.
        wanted = Math.max(wanted, underWay == 0 ? Math.max(1, lacking) : lacking);
        return wanted - before;
    }
}
