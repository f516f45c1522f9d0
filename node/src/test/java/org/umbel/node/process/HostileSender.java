package org.umbel.node.process;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.MessageCodec;
import org.umbel.topology.Endpoint;

/** Somebody without good manners, on the same network as a node. Random bytes are seeded. */
final class HostileSender implements AutoCloseable {
    private static final long SEED = 42;
    private static final long WAIT_SECONDS = 30;
    private static final int CONTROL_STREAM = 7410;
    private static final int MESSAGE_BYTES_MAX = 1024;
    /** Of the SBE message header: block length, template, schema, version, 16 bits each. */
    private static final int SCHEMA_VERSION_OFFSET = 6;
    private static final short SCHEMA_VERSION_OTHER = 999;

    private final Random random = new Random(SEED);
    private final Endpoint target;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final ExclusivePublication publication;

    HostileSender(final String target, final Path folder) {
        this.target = Endpoint.parse(target);
        driver = MediaDriver.launch(new MediaDriver.Context().aeronDirectoryName(folder.toString())
            .threadingMode(ThreadingMode.SHARED).dirDeleteOnStart(true).dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        publication = aeron.addExclusivePublication("aeron:udp?term-length=256k|endpoint=" + target, CONTROL_STREAM);
    }

    /** So many random bytes as well-formed Aeron messages on the control stream. */
    void sendRandomMessages(final int byteCount) {
        for (int left = byteCount; left > 0;) {
            final byte[] bytes = new byte[Math.min(left, 1 + random.nextInt(MESSAGE_BYTES_MAX))];
            random.nextBytes(bytes);
            offer(new UnsafeBuffer(bytes), bytes.length);
            left -= bytes.length;
        }
    }

    /** A good message but for the version of its schema. */
    void sendOtherVersion() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MESSAGE_BYTES_MAX]);
        final int length = new MessageCodec().encode(new LinkHeader(1, 0), new Message.Heartbeat(2, 3), buffer, 0);
        buffer.putShort(SCHEMA_VERSION_OFFSET, SCHEMA_VERSION_OTHER, ByteOrder.LITTLE_ENDIAN);
        offer(buffer, length);
    }

    /** Datagrams that are no Aeron frames. */
    void sendDatagrams(final int count) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            for (int i = 0; i < count; i++) {
                final byte[] bytes = new byte[1 + random.nextInt(MESSAGE_BYTES_MAX)];
                random.nextBytes(bytes);
                socket.send(new DatagramPacket(bytes, bytes.length,
                    new InetSocketAddress(target.host(), target.port())));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the node sees it, HOST:PORT. */
    String address() {
        return publication.localSocketAddresses().getFirst();
    }

    private void offer(final UnsafeBuffer buffer, final int length) {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (publication.offer(buffer, 0, length) < 0) {
            if (System.nanoTime() - endNs > 0) {
                throw new AssertionError("nobody takes messages at " + target);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        aeron.close();
        driver.close();
    }
}
