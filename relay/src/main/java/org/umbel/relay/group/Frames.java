package org.umbel.relay.group;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** How messages lie in the data of shards; the package's description has the layout. */
final class Frames {
    /** Before each message: its length and its number. */
    static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;
    /** Before the data of each shard: where the first message begins in it. */
    static final int DATA_OFFSET = Short.BYTES;
    /** No message begins in this shard. */
    static final int NONE = 0xffff;

    private static final VarHandle SHORTS =
        MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Frames() {}

    /** Offset in the shard of the first message that begins there, or {@link #NONE}. */
    static int start(final byte[] shard) {
        return (short) SHORTS.get(shard, 0) & 0xffff;
    }

    static void start(final byte[] shard, final int offset) {
        SHORTS.set(shard, 0, (short) offset);
    }

    /** Whether a message may begin here: header and one byte fit. */
    static boolean fits(final byte[] shard, final int offset) {
        return offset + HEADER_BYTES < shard.length;
    }

    static int length(final byte[] shard, final int offset) {
        return (int) INTS.get(shard, offset);
    }

    static long number(final byte[] shard, final int offset) {
        return (long) LONGS.get(shard, offset + Integer.BYTES);
    }

    static void header(final byte[] shard, final int offset, final int length, final long number) {
        INTS.set(shard, offset, length);
        LONGS.set(shard, offset + Integer.BYTES, number);
    }
}
