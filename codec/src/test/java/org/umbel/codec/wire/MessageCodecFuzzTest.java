package org.umbel.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: an answer, no exception, and no allocation beyond what they could hold. */
class MessageCodecFuzzTest {
    private static final long SEED = 8420;
    private static final int INPUTS = 65_536;
    private static final int BYTES_MAX = 2048;
    /** Flyweight scratch, a full tile of sums (28 KiB) and a reason. */
    private static final long ALLOCATION_MAX = 64 * 1024;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MessageCodec codec = new MessageCodec();
    private int ok;
    private int malformed;

    @Test
    void shouldAnswerWhenBytesAreRandom() {
        // the first time classes and string recipes are loaded, and that is not the message's doing
        feedRandom(Long.MAX_VALUE);
        ok = 0;
        malformed = 0;
        feedRandom(ALLOCATION_MAX);
        assertThat(ok + malformed).isEqualTo(INPUTS);
        assertThat(malformed).isGreaterThan(INPUTS / 2);
    }

    @Test
    void shouldAnswerWhenAnyByteOfAMessageIsFlipped() {
        feedFlipped(Long.MAX_VALUE);
        ok = 0;
        malformed = 0;
        final int fed = feedFlipped(ALLOCATION_MAX);
        assertThat(ok + malformed).isEqualTo(fed);
        assertThat(malformed).isPositive();
        assertThat(ok).isPositive();
    }

    private void feedRandom(final long allocationMax) {
        final Random random = new Random(SEED);
        for (int i = 0; i < INPUTS; i++) {
            final byte[] bytes = new byte[random.nextInt(BYTES_MAX)];
            random.nextBytes(bytes);
            final UnsafeBuffer input = new UnsafeBuffer(bytes);
            if (i % 2 == 0 && bytes.length >= 8) {
                // half of them with a valid header, so that they get past it
                input.putShort(2, (short) (1 + random.nextInt(16)));
                input.putShort(4, (short) 8420);
                input.putShort(6, (short) 1);
                if (i % 4 == 0) {
                    input.putShort(0, blockLength(input.getShort(2)));
                }
            }
            feed(input, allocationMax);
        }
    }

    private int feedFlipped(final long allocationMax) {
        int fed = 0;
        for (final Message message : SampleMessages.all()) {
            final byte[] bytes = encode(message);
            for (int at = 0; at < bytes.length; at++) {
                for (final int flip : new int[] {0xFF, 0x01, 0x80}) {
                    final byte[] copy = bytes.clone();
                    copy[at] ^= (byte) flip;
                    feed(new UnsafeBuffer(copy), allocationMax);
                    fed++;
                }
            }
        }
        return fed;
    }

    private short blockLength(final short template) {
        return template > SampleMessages.all().size() ? 16
            : new UnsafeBuffer(encode(SampleMessages.all().get(template - 1))).getShort(0);
    }

    private void feed(final UnsafeBuffer input, final long allocationMax) {
        final long before = threads.getCurrentThreadAllocatedBytes();
        final MessageCodec.Decoded decoded = codec.decode(input, 0, input.capacity());
        final long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        if (allocated > allocationMax) {
            throw new AssertionError(allocated + " bytes allocated for an input of " + input.capacity());
        }
        switch (decoded) {
            case MessageCodec.Decoded.Ok o -> ok++;
            case MessageCodec.Decoded.Malformed m -> malformed++;
        }
    }

    private byte[] encode(final Message message) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final byte[] bytes = new byte[codec.encode(SampleMessages.HEADER, message, buffer, 0)];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
