package org.umbel.bench.fanout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a receiver that had to leave the group has not got: it comes over the connection of the roll call. */
final class Repairs {
    private static final int HEADER_BYTES = 2 * Integer.BYTES;

    private Repairs() {}

    /** The sender's end; the channel does not block. */
    static final class Outgoing {
        private final SocketChannel channel;
        private final List<byte[]> blocks;
        private final Set<Integer> owed = new LinkedHashSet<>();
        private final ByteBuffer read = ByteBuffer.allocate(1);
        private @Nullable ByteBuffer sending;

        Outgoing(final SocketChannel channel, final List<byte[]> blocks) {
            this.channel = channel;
            this.blocks = blocks;
        }

        /** This block is to be sent. */
        void add(final int block) {
            owed.add(block);
        }

        /** Sends what the connection takes. Whether the receiver says that it is done. */
        boolean poll() throws IOException {
            while (sending != null || !owed.isEmpty()) {
                final ByteBuffer now = sending == null ? next() : sending;
                sending = now;
                channel.write(now);
                if (now.hasRemaining()) {
                    break;
                }
                sending = null;
            }
            return channel.read(read.clear()) > 0;
        }

        private ByteBuffer next() {
            final int block = owed.iterator().next();
            owed.remove(block);
            final byte[] bytes = blocks.get(block);
            return ByteBuffer.allocate(HEADER_BYTES + bytes.length).putInt(block).putInt(bytes.length).put(bytes)
                .flip();
        }
    }

    /** The receiver's end; the channel does not block. */
    static final class Incoming {
        private final SocketChannel channel;
        private final Proof proof;
        private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        private @Nullable ByteBuffer block;

        Incoming(final SocketChannel channel, final Proof proof) {
            this.channel = channel;
            this.proof = proof;
        }

        /** Takes what has come. False when the sender has closed the connection. */
        boolean poll() {
            try {
                int read = 1;
                while (read > 0) {
                    final ByteBuffer to = block == null ? header : block;
                    read = channel.read(to);
                    if (!to.hasRemaining()) {
                        onFull();
                    }
                }
                return read == 0;
            } catch (final IOException e) {
                return false;
            }
        }

        private void onFull() {
            final ByteBuffer full = block;
            if (full == null) {
                block = ByteBuffer.allocate(header.getInt(Integer.BYTES));
            } else {
                proof.add(header.getInt(0), full.array());
                header.clear();
                block = null;
            }
        }
    }
}
