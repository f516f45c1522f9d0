package org.umbel.relay.group;

import org.jspecify.annotations.Nullable;

/**
 * The source's messages as one stream of shards: cut when they are offered, kept until every member has them. A shard
 * is filled by as many messages as fit; what is left when nothing more is offered goes out short and closes its
 * generation.
 */
final class ShardStream {
    private final int shardBytes;
    private final int generationShardsMax;
    private final ShardPool pool;
    private final @Nullable SourceGeneration[] generations = new SourceGeneration[Header.GENERATIONS_MAX];
    private int generationShards;
    /** First generation that is kept. */
    private int floor;
    /** The generation that the next data shard is of. */
    private int sending;
    /** Behind the last generation. */
    private int end;
    private byte @Nullable [] shard;
    private int filled;
    private long nextMessage;
    private int messageFirst;
    private int messageLast;

    ShardStream(final GroupOptions options) {
        shardBytes = options.shardBytes();
        generationShardsMax = options.generationShards();
        generationShards = generationShardsMax;
        pool = new ShardPool(shardBytes, options.windowShards());
    }

    /** Generations that begin from now on have that many data shards when full, and no more than the options say. */
    void generationShards(final long shards) {
        generationShards = Math.clamp(shards, 1, generationShardsMax);
    }

    boolean fits(final int messageBytes) {
        final int data = shardBytes - Frames.DATA_OFFSET;
        // One more that is begun anew because no header fits, and one that holds the rest.
        final int shards = (messageBytes + Frames.HEADER_BYTES) / data + 2;
        return shards <= pool.available() && shards / generationShards + 2 <= Header.GENERATIONS_MAX - (end - floor)
            && end < Integer.MAX_VALUE - Header.GENERATIONS_MAX;
    }

    /** Copies a message, of which it was asked that it fits; returns its number. */
    long append(final byte[] message) {
        final byte[] first = shard;
        if (first != null && !Frames.fits(first, filled)) {
            seal();
        }
        byte[] to = shardToFill();
        if (Frames.start(to) == Frames.NONE) {
            Frames.start(to, filled);
        }
        Frames.header(to, filled, message.length, nextMessage);
        filled += Frames.HEADER_BYTES;
        messageFirst = open().number;
        int done = 0;
        while (true) {
            final int bytes = Math.min(shardBytes - filled, message.length - done);
            System.arraycopy(message, done, to, filled, bytes);
            filled += bytes;
            done += bytes;
            final SourceGeneration generation = open();
            generation.lastMessage = nextMessage;
            messageLast = generation.number;
            if (done == message.length) {
                break;
            }
            seal();
            to = shardToFill();
        }
        if (filled == shardBytes) {
            seal();
        }
        return nextMessage++;
    }

    private byte[] shardToFill() {
        byte[] current = shard;
        if (current == null) {
            current = pool.take();
            if (current == null) {
                throw new IllegalStateException("no shard left, though the message fitted");
            }
            Frames.start(current, Frames.NONE);
            shard = current;
            filled = Frames.DATA_OFFSET;
            open();
        }
        return current;
    }

    private void seal() {
        final byte[] full = shard;
        if (full != null) {
            open().append(full, filled);
            shard = null;
        }
    }

    /** The generation that the shard being filled is of. */
    private SourceGeneration open() {
        final SourceGeneration last = end > floor ? generation(end - 1) : null;
        if (last != null && !last.isClosed()) {
            return last;
        }
        final boolean goesOn = last != null && last.lastMessage == nextMessage;
        final SourceGeneration next = new SourceGeneration(end, generationShards, nextMessage, goesOn);
        generations[end % generations.length] = next;
        end++;
        return next;
    }

    SourceGeneration generation(final int number) {
        final SourceGeneration generation = generations[number % generations.length];
        if (generation == null || generation.number != number) {
            throw new IllegalArgumentException("generation " + number + " of " + floor + ".." + end);
        }
        return generation;
    }

    /** Whether there is data that was not sent. */
    boolean hasData() {
        return sending < end - 1
            || sending < end && (shard != null || generation(sending).sent() < generation(sending).count());
    }

    /** The generation of the next data shard, of which there is one; closed when that is the last that there is. */
    SourceGeneration toSend() {
        final SourceGeneration generation = generation(sending);
        if (sending == end - 1 && generation.sent() + 1 >= generation.count()) {
            if (generation.sent() == generation.count()) {
                seal();
            }
            if (shard == null) {
                generation.close();
            }
        }
        return generation;
    }

    /** Tells that a data shard was sent. */
    void onSent() {
        if (generation(sending).isSent()) {
            sending++;
        }
    }

    int floor() {
        return floor;
    }

    /** The first generation of which nothing was sent. */
    int untouched() {
        return sending < end && generation(sending).sent() > 0 ? sending + 1 : sending;
    }

    /** Generations before this one were sent to the last data shard. */
    int sending() {
        return sending;
    }

    /** The first generation of the message that was appended last. */
    int messageFirst() {
        return messageFirst;
    }

    /** The last generation of the message that was appended last. */
    int messageLast() {
        return messageLast;
    }

    /** Shards that are taken, data that was not sent included. */
    int shards() {
        return pool.taken();
    }

    /** First message that begins in that generation or later. */
    long firstMessage(final int number) {
        if (number >= end) {
            return nextMessage;
        }
        final SourceGeneration generation = generation(number);
        return generation.goesOn ? generation.firstMessage + 1 : generation.firstMessage;
    }

    /** The first generation is needed no more. */
    void release() {
        final SourceGeneration generation = generation(floor);
        for (int i = 0; i < generation.count(); i++) {
            pool.give(generation.shards[i]);
        }
        generations[floor % generations.length] = null;
        floor++;
    }

    /** Nobody is left: what was not sent never will be. */
    void clear() {
        final byte[] current = shard;
        if (current != null) {
            pool.give(current);
            shard = null;
        }
        while (floor < end) {
            release();
        }
        sending = floor;
    }
}
