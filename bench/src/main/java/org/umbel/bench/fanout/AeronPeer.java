package org.umbel.bench.fanout;

import io.aeron.Aeron;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends the blocks over Aeron's reliable multicast with tagged flow control, each receiver being of the group. A send
 * buffer that is smaller than what the link queues makes the sender wait instead of losing.
 */
public final class AeronPeer {
    private static final String GROUP = "224.77.1.1:40456";
    private static final long TAG = 1001;
    private static final int STREAM = 1;
    private static final int TERM_BYTES = 16 << 20;
    private static final int RECEIVE_BYTES = 4 << 20;
    private static final int SEND_BYTES = 160 << 10;
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int RESENDS = 64;
    private static final int FRAGMENTS = 64;

    private AeronPeer() {}

    /** One side. */
    public static void main(final String[] args) throws IOException {
        final PeerArguments told = PeerArguments.of(args);
        final MediaDriver.Context context = new MediaDriver.Context()
            .aeronDirectoryName(Path.of(System.getProperty("java.io.tmpdir"), "aeron-" + told.address()).toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(ThreadingMode.SHARED)
            .sharedIdleStrategy(idle())
            .receiverGroupTag(TAG)
            .socketRcvbufLength(RECEIVE_BYTES)
            .socketSndbufLength(SEND_BYTES)
            .initialWindowLength(WINDOW_BYTES)
            .maxResend(RESENDS)
            .publicationTermBufferLength(TERM_BYTES)
            .termBufferSparseFile(true);
        try (MediaDriver driver = MediaDriver.launch(context);
             Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()))) {
            if (told.isSender()) {
                send(told, aeron);
            } else {
                receive(told, aeron);
            }
        }
    }

    private static IdleStrategy idle() {
        return new BackoffIdleStrategy(10, 10, TimeUnit.MICROSECONDS.toNanos(1), TimeUnit.MICROSECONDS.toNanos(200));
    }

    private static ChannelUriStringBuilder channel(final PeerArguments told) {
        return new ChannelUriStringBuilder().media("udp").endpoint(GROUP).networkInterface(told.address() + "/24");
    }

    private static void send(final PeerArguments told, final Aeron aeron) throws IOException {
        final String channel = channel(told)
            .taggedFlowControl(TAG, told.receivers(), "2s").build();
        final UnsafeBuffer message = new UnsafeBuffer(new byte[Integer.BYTES + Blocks.BYTES]);
        final IdleStrategy idle = idle();
        try (ExclusivePublication publication = aeron.addExclusivePublication(channel, STREAM);
             RollCall roll = RollCall.await(told.address(), told.receivers())) {
            while (!publication.isConnected()) {
                idle.idle();
            }
            System.out.println("begin " + System.nanoTime());
            for (int i = 0; i < Blocks.count(told.mib()); i++) {
                message.putInt(0, i);
                message.putBytes(Integer.BYTES, Blocks.block(i));
                while (publication.offer(message, 0, message.capacity()) < 0) {
                    idle.idle();
                }
                idle.reset();
            }
            roll.awaitDone();
        }
    }

    private static void receive(final PeerArguments told, final Aeron aeron) throws IOException {
        final Proof proof = new Proof(told.mib());
        final byte[] block = new byte[Blocks.BYTES];
        final FragmentHandler handler = new FragmentAssembler((buffer, offset, length, header) -> {
            buffer.getBytes(offset + Integer.BYTES, block);
            proof.add(buffer.getInt(offset), block);
        }, Integer.BYTES + Blocks.BYTES);
        final IdleStrategy idle = idle();
        try (Subscription subscription = aeron.addSubscription(channel(told).groupTag(TAG).build(), STREAM);
             RollCall roll = RollCall.join()) {
            while (!proof.isWhole()) {
                idle.idle(subscription.poll(handler, FRAGMENTS));
            }
            proof.print(System.nanoTime());
            roll.done();
        }
    }
}
