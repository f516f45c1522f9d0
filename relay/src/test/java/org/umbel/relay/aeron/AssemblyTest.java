package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.logbuffer.FrameDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    private static final int BYTES_MAX = 10;
    private static final byte BEGIN = FrameDescriptor.BEGIN_FRAG_FLAG;
    private static final byte END = FrameDescriptor.END_FRAG_FLAG;

    private final List<String> heard = new ArrayList<>();
    private final Assembly assembly = new Assembly(BYTES_MAX, new Assembly.Listener() {
        @Override
        public void onWhole(final DirectBuffer buffer, final int offset, final int length) {
            heard.add(buffer.getStringWithoutLengthAscii(offset, length));
        }

        @Override
        public void onTooLong(final int bytesMax) {
            heard.add("too long for " + bytesMax);
        }
    });

    @Test
    void shouldJoinFragments() {
        fragment("abc", BEGIN);
        fragment("def", (byte) 0);
        fragment("g", END);
        fragment("whole", FrameDescriptor.UNFRAGMENTED);
        assertThat(heard).containsExactly("abcdefg", "whole");
    }

    @Test
    void shouldTakeExactlyTheBoundAndReportOneByteMoreOnce() {
        fragment("01234", BEGIN);
        fragment("56789", END);
        fragment("01234", BEGIN);
        fragment("56789", (byte) 0);
        fragment("a", (byte) 0);
        fragment("b", END);
        fragment("next", FrameDescriptor.UNFRAGMENTED);
        assertThat(heard).containsExactly("0123456789", "too long for 10", "next");
    }

    @Test
    void shouldIgnoreFragmentsWithoutABeginning() {
        fragment("middle", (byte) 0);
        fragment("end", END);
        fragment("cut", BEGIN);
        fragment("new", BEGIN);
        fragment("er", END);
        assertThat(heard).containsExactly("newer");
    }

    private void fragment(final String text, final byte flags) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[32]);
        buffer.putStringWithoutLengthAscii(7, text);
        assembly.onFragment(buffer, 7, text.length(), flags);
    }
}
