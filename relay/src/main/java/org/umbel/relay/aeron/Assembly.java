package org.umbel.relay.aeron;

import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the fragments of one image's messages together, up to a bound. Aeron's own assembler believes the
 * sender's term length, which a stranger may choose.
 */
final class Assembly implements FragmentHandler {
    /** Answers with whole messages; the buffer is valid during the call only. */
    interface Listener {
        void onWhole(DirectBuffer buffer, int offset, int length);

        void onTooLong(int bytesMax);
    }

    private static final int BYTES_FIRST = 4096;

    private final int bytesMax;
    private final Listener listener;
    private @Nullable ExpandableArrayBuffer buffer;
    private int length;
    private boolean collecting;

    Assembly(final int bytesMax, final Listener listener) {
        this.bytesMax = bytesMax;
        this.listener = listener;
    }

    @Override
    public void onFragment(final DirectBuffer term, final int offset, final int bytes, final Header header) {
        onFragment(term, offset, bytes, header.flags());
    }

    void onFragment(final DirectBuffer term, final int offset, final int bytes, final byte flags) {
        if ((flags & FrameDescriptor.UNFRAGMENTED) == FrameDescriptor.UNFRAGMENTED) {
            collecting = false;
            listener.onWhole(term, offset, bytes);
            return;
        }
        if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) != 0) {
            collecting = true;
            length = 0;
        }
        if (!collecting) {
            return;
        }
        if (length + bytes > bytesMax) {
            collecting = false;
            listener.onTooLong(bytesMax);
            return;
        }
        if (buffer == null) {
            buffer = new ExpandableArrayBuffer(BYTES_FIRST);
        }
        buffer.putBytes(length, term, offset, bytes);
        length += bytes;
        if ((flags & FrameDescriptor.END_FRAG_FLAG) != 0) {
            collecting = false;
            listener.onWhole(buffer, 0, length);
        }
    }
}
