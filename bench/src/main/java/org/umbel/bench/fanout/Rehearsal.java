package org.umbel.bench.fanout;

import java.nio.ByteBuffer;
import org.umbel.relay.group.GroupListener;
import org.umbel.relay.group.GroupOptions;
import org.umbel.relay.group.GroupSink;
import org.umbel.relay.group.GroupSource;

/**
 * A group within one process, before the one that is measured: a node has run for a while when a scene comes, and eight
 * virtual machines that compile at once on two processors tell nothing of a network.
 */
final class Rehearsal implements GroupListener {
    private static final long TOKEN = 1;
    private static final long STEP_NS = 100_000L;
    private static final int LOST_OF = 100;
    private static final int MESSAGES = 200;

    private int delivered;

    private Rehearsal() {}

    /** Sends some blocks over a network that loses one datagram of a hundred. */
    static void run(final GroupOptions options) {
        final Rehearsal rehearsal = new Rehearsal();
        final GroupSource source = new GroupSource(options, TOKEN, rehearsal, 0);
        final GroupSink sink =
            new GroupSink(options, TOKEN, 0, (number, message) -> Blocks.requireBlock((int) number, message));
        final ByteBuffer datagram = ByteBuffer.allocateDirect(options.datagramBytes());
        source.add(0, 0);
        int offered = 0;
        int sent = 0;
        for (long nowNs = 0; rehearsal.delivered < MESSAGES; nowNs += STEP_NS) {
            while (source.members() > 0 && offered < MESSAGES && source.offer(Blocks.block(offered)) >= 0) {
                offered++;
            }
            while (source.next(datagram, nowNs) > 0) {
                if (++sent % LOST_OF != 0) {
                    sink.onDatagram(datagram.flip(), nowNs);
                }
            }
            while (sink.next(datagram, nowNs) > 0) {
                source.onDatagram(datagram.flip(), nowNs);
            }
        }
    }

    @Override
    public void joined(final int member, final long firstMessage) {}

    @Override
    public void delivered(final int member, final long message) {
        delivered++;
    }

    @Override
    public void left(final int member, final String reason, final long[] messages) {
        throw new IllegalStateException(reason);
    }
}
