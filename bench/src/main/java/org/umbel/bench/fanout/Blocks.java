package org.umbel.bench.fanout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What is sent: blocks of 64 KiB that nothing compresses, each known by its number alone. */
public final class Blocks {
    /** Of one block. */
    public static final int BYTES = 64 << 10;
    private static final int PER_MIB = (1 << 20) / BYTES;

    private Blocks() {}

    /** How many blocks so many MiB are. */
    public static int count(final int mib) {
        return mib * PER_MIB;
    }

    /** A block's {@link #BYTES} bytes, new. */
    public static byte[] block(final int index) {
        final byte[] bytes = new byte[BYTES];
        final ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final SplittableRandom random = new SplittableRandom(index);
        while (words.hasRemaining()) {
            words.putLong(random.nextLong());
        }
        return bytes;
    }

    /** Whether these are a block's bytes. */
    public static boolean isBlock(final int index, final byte[] bytes) {
        return Arrays.equals(bytes, block(index));
    }

    /** Ends the program if these are not a block's bytes. */
    static void requireBlock(final int index, final byte[] bytes) {
        if (!isBlock(index, bytes)) {
            throw new IllegalStateException("block " + index + " is wrong");
        }
    }
}
