package org.umbel.relay.group;

import org.jspecify.annotations.Nullable;

/** Makes messages of data shards, as they come: each message once, as soon as its last piece is there. */
final class Reassembly {
    private final SinkWindow window;
    private final int messageBytesMax;
    private final GroupSink.Consumer consumer;
    /** The shard that is looked at. */
    private @Nullable SinkGeneration generation;
    private int index;

    Reassembly(final SinkWindow window, final int messageBytesMax, final GroupSink.Consumer consumer) {
        this.window = window;
        this.messageBytesMax = messageBytesMax;
        this.consumer = consumer;
    }

    /** A data shard is there: hands on the messages that it completes. */
    void onShard(final SinkGeneration of, final int at) {
        final byte[] shard = shard(of, at);
        int offset = Frames.start(shard);
        final boolean goesOn = offset != Frames.DATA_OFFSET;
        while (hasMessage(shard, offset) && endsIn(shard, offset)) {
            final int length = Frames.length(shard, offset);
            final byte[] message = new byte[length];
            System.arraycopy(shard, offset + Frames.HEADER_BYTES, message, 0, length);
            consumer.onMessage(Frames.number(shard, offset), message);
            offset += Frames.HEADER_BYTES + length;
        }
        if (hasMessage(shard, offset)) {
            tryMessage(of, at, offset);
        }
        if (goesOn) {
            tryBefore(of, at);
        }
    }

    /** It is known which shard is the last of its generation: one message may go on behind it. */
    void onEnd(final SinkGeneration of) {
        final int last = of.count() - 1;
        if (of.shards[last] != null) {
            final byte[] shard = shard(of, last);
            if (lastMessage(shard) == Frames.NONE) {
                tryBefore(of, last);
            } else {
                tryMessage(of, last, lastMessage(shard));
            }
        }
    }

    /** The message that began before this shard and goes on in it. */
    private void tryBefore(final SinkGeneration of, final int at) {
        generation = of;
        index = at;
        while (backward()) {
            final SinkGeneration here = here();
            final byte[] shard = shard(here, index);
            if (Frames.start(shard) != Frames.NONE) {
                final int offset = lastMessage(shard);
                if (offset != Frames.NONE) {
                    tryMessage(here, index, offset);
                }
                return;
            }
        }
    }

    /** Hands on a message that begins in this shard and ends in another, if all are there and it was not before. */
    private void tryMessage(final SinkGeneration of, final int at, final int offset) {
        final byte[] first = shard(of, at);
        final int length = Frames.length(first, offset);
        final int begun = first.length - offset - Frames.HEADER_BYTES;
        final int data = first.length - Frames.DATA_OFFSET;
        if (of.isHandedOn(at)) {
            return;
        }
        generation = of;
        index = at;
        for (int rest = length - begun; rest > 0; rest -= data) {
            if (!forward()) {
                return;
            }
        }
        final byte[] message = new byte[length];
        System.arraycopy(first, offset + Frames.HEADER_BYTES, message, 0, begun);
        generation = of;
        index = at;
        for (int done = begun; done < length; done += data) {
            forward();
            System.arraycopy(shard(here(), index), Frames.DATA_OFFSET, message, done, Math.min(data, length - done));
        }
        of.onHandedOn(at);
        consumer.onMessage(Frames.number(first, offset), message);
    }

    private boolean hasMessage(final byte[] shard, final int offset) {
        return offset >= Frames.DATA_OFFSET && Frames.fits(shard, offset) && Frames.length(shard, offset) > 0
            && Frames.length(shard, offset) <= messageBytesMax;
    }

    private static boolean endsIn(final byte[] shard, final int offset) {
        return Frames.length(shard, offset) <= shard.length - offset - Frames.HEADER_BYTES;
    }

    /** Offset of the message that begins in this shard and goes on behind it; {@link Frames#NONE} without one. */
    private int lastMessage(final byte[] shard) {
        int offset = Frames.start(shard);
        while (hasMessage(shard, offset)) {
            if (!endsIn(shard, offset)) {
                return offset;
            }
            offset += Frames.HEADER_BYTES + Frames.length(shard, offset);
        }
        return Frames.NONE;
    }

    /** Of a complete generation: index of the shard in which the message begins that goes on behind the generation. */
    int tail(final SinkGeneration complete) {
        for (int i = complete.count() - 1; i >= 0; i--) {
            final byte[] shard = shard(complete, i);
            if (Frames.start(shard) != Frames.NONE) {
                final int offset = lastMessage(shard);
                final long behind = (long) (complete.count() - i) * (shard.length - Frames.DATA_OFFSET)
                    + Frames.DATA_OFFSET;
                return offset != Frames.NONE
                    && offset + Frames.HEADER_BYTES + (long) Frames.length(shard, offset) > behind ? i
                        : SinkGeneration.NO_TAIL;
            }
        }
        return SinkGeneration.BEGAN_BEFORE;
    }

    private boolean forward() {
        final SinkGeneration from = here();
        final boolean isLast = from.count() > 0 && index + 1 >= from.count();
        return isLast ? moveTo(window.get(from.number + 1), 0) : moveTo(from, index + 1);
    }

    private boolean backward() {
        if (index > 0) {
            return moveTo(generation, index - 1);
        }
        final SinkGeneration before = window.get(here().number - 1);
        return before != null && before.count() > 0 && moveTo(before, before.count() - 1);
    }

    private boolean moveTo(final @Nullable SinkGeneration to, final int at) {
        if (to == null || at >= Header.SHARDS_MAX || to.shards[at] == null) {
            return false;
        }
        generation = to;
        index = at;
        return true;
    }

    private SinkGeneration here() {
        final SinkGeneration here = generation;
        if (here == null) {
            throw new IllegalStateException("nowhere");
        }
        return here;
    }

    private static byte[] shard(final SinkGeneration of, final int at) {
        final byte[] shard = of.shards[at];
        if (shard == null) {
            throw new IllegalStateException("no shard " + at + " of generation " + of.number);
        }
        return shard;
    }
}
