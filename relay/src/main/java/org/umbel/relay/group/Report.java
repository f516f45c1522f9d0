package org.umbel.relay.group;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a sink holds.
 *
 * @param member   who says it
 * @param sequence highest number of the source's datagrams that it has heard
 * @param heard    datagrams that it has heard
 * @param base     first generation that it answers for
 * @param low      first generation that is not complete
 * @param held     shards of the generations from {@code low} on, or {@link #COMPLETE}; of later ones it holds nothing
 */
record Report(int member, int sequence, int heard, int base, int low, byte[] held) {
    static final int COMPLETE = 255;
    static final int BYTES = Header.BYTES + 10;
    private static final int HELD_MAX = 255;

    /** Into an empty buffer; what does not fit into the datagram is told later. */
    void write(final ByteBuffer datagram, final long token) {
        final int n = Math.min(Math.min(held.length, HELD_MAX), datagram.remaining() - BYTES);
        new Header(DatagramKind.REPORT, 0, n, base, sequence, base).write(datagram, token);
        datagram.putShort((short) member).putInt(heard).putInt(low).put(held, 0, n);
    }

    /** After its header; null when it makes no sense. */
    static @Nullable Report read(final Header header, final ByteBuffer datagram) {
        if (header.kind() != DatagramKind.REPORT || datagram.remaining() != BYTES - Header.BYTES + header.count()) {
            return null;
        }
        final int member = datagram.getShort() & 0xffff;
        final int heard = datagram.getInt();
        final int low = datagram.getInt();
        final byte[] held = new byte[header.count()];
        datagram.get(held);
        return low < header.generation() ? null
            : new Report(member, header.sequence(), heard, header.generation(), low, held);
    }

    /** Shards held of a generation, or {@link #COMPLETE}. */
    int held(final int generation) {
        if (generation < low) {
            return COMPLETE;
        }
        final int i = generation - low;
        return i < held.length ? held[i] & 0xff : 0;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Report that && member == that.member && sequence == that.sequence
            && heard == that.heard && base == that.base && low == that.low && Arrays.equals(held, that.held);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {member, sequence, heard, base, low, Arrays.hashCode(held)});
    }
}
