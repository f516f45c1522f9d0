package org.umbel.relay.group;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The first bytes of every datagram; the package's description has the layout. */
record Header(DatagramKind kind, int index, int count, int floor, int sequence, int generation) {
    static final int BYTES = 20;
    /** Generations that are alive at once: their distance fits a byte. */
    static final int GENERATIONS_MAX = 256;
    /** Shards of a generation, data and parity together: the elements of the field. */
    static final int SHARDS_MAX = 256;

    /** From the buffer's position, which ends behind it. */
    void write(final ByteBuffer datagram, final long token) {
        datagram.order(ByteOrder.BIG_ENDIAN).putLong(token).put(kind.wire()).put((byte) index).put((byte) count)
            .put((byte) (generation - floor)).putInt(sequence).putInt(generation);
    }

    /** Null, and the buffer left anywhere, when it is no datagram of this group. */
    static @Nullable Header read(final ByteBuffer datagram, final long token) {
        if (datagram.remaining() < BYTES || datagram.order(ByteOrder.BIG_ENDIAN).getLong() != token) {
            return null;
        }
        final DatagramKind kind = DatagramKind.of(datagram.get());
        final int index = datagram.get() & 0xff;
        final int count = datagram.get() & 0xff;
        final int back = datagram.get() & 0xff;
        final int sequence = datagram.getInt();
        final int generation = datagram.getInt();
        return kind == null || generation < 0 ? null
            : new Header(kind, index, count, Math.max(0, generation - back), sequence, generation);
    }
}
