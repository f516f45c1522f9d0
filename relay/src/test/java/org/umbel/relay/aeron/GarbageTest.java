package org.umbel.relay.aeron;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.ExclusivePublication;
import io.aeron.protocol.HeaderFlyweight;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.Message.Position;
import org.umbel.topology.Endpoint;

/** Strangers' bytes are reported and disturb nobody: a proper link beside each case must survive it. */
class GarbageTest {
    private static final int SESSION = 0x6a5ba6e;
    private static final int SEED = 65_536;
    private static final int DATAGRAMS = 3_000;

    @TempDir
    private Path folder;
    private Side node;
    private Side proper;
    private long up;
    private long down;

    @BeforeEach
    void joinProperLink() {
        node = Side.listening();
        proper = Side.dialling();
        up = proper.dial(node.address());
        down = proper.join(up, "proper", Position.CHILD, node);
    }

    @AfterEach
    void properLinkMustStillCarryMessages() {
        try (Side a = node; Side b = proper) {
            final int before = node.got.size();
            assertThat(Side.await(() -> b.send(up, new Message.Heartbeat(77, 0)), a, b)).isTrue();
            assertThat(Side.await(() -> a.got.size() > before, a, b)).isTrue();
            assertThat(a.got.getLast().link()).isEqualTo(down);
            assertThat(a.got.getLast().message()).isEqualTo(new Message.Heartbeat(77, 0));
            assertThat(a.downs).doesNotContainKey(down);
            assertThat(b.downs).isEmpty();
            assertThat(a.lines).allSatisfy(line -> assertThat(line).doesNotContain("\n"));
        }
    }

    @Test
    void shouldReportAStrangersRandomBytesOnceAndForgetItWhenItGoes() {
        final Random random = new Random(SEED);
        try (RawClient raw = new RawClient(folder, node.address())) {
            final ExclusivePublication control = publish(raw, WireStream.CONTROL);
            final ExclusivePublication block = publish(raw, WireStream.BLOCK);
            for (int i = 0; i < 64; i++) {
                assertThat(RawClient.send(control, randomBytes(random, 1024), node, proper)).isTrue();
            }
            assertThat(RawClient.send(block, randomBytes(random, 65_536), node, proper)).isTrue();
            assertThat(Side.await(() -> !node.malformed.isEmpty(), node, proper)).isTrue();
            assertThat(node.malformedByLink.keySet()).containsOnly(-1L);
            assertThat(node.accepted).hasSize(1);
        }
        assertThat(Side.await(() -> node.transport.peerCount() == 1, node, proper)).isTrue();
    }

    @Test
    void shouldReportEveryMalformedMessageOfALink() {
        final Random random = new Random(SEED);
        try (RawClient raw = new RawClient(folder, node.address())) {
            final ExclusivePublication control = publish(raw, WireStream.CONTROL);
            assertThat(RawClient.send(control, hello("127.0.0.1:40000"), node, proper)).isTrue();
            assertThat(Side.await(() -> node.accepted.size() == 2, node, proper)).isTrue();
            final long link = node.accepted.getLast();
            assertThat(RawClient.send(control, randomBytes(random, 32_768 - 32), node, proper)).isTrue();
            assertThat(RawClient.send(control, randomBytes(random, 32_768 - 32), node, proper)).isTrue();
            assertThat(RawClient.send(control, new byte[0], node, proper)).isTrue();
            assertThat(RawClient.send(control, otherVersion(), node, proper)).isTrue();
            assertThat(Side.await(() -> node.malformedByLink.getOrDefault(link, 0) == 4, node, proper))
                .isTrue();
            node.transport.close(link, System.nanoTime());
            assertThat(RawClient.send(control, otherVersion(), node, proper)).isTrue();
        }
        assertThat(Side.await(() -> node.transport.peerCount() == 1, node, proper)).isTrue();
        assertThat(node.malformed).hasSize(4);
    }

    @Test
    void shouldIgnoreStrangersWhoDoNotBeginWithAProperHello() {
        try (RawClient raw = new RawClient(folder, node.address())) {
            final byte[][] first = {
                RawClient.encoded(new Message.Heartbeat(1, 2)), otherVersion(), hello(""),
                hello("127.0.0.1:0"), hello("10.9.8.7:4000"), hello("localhost:4000"),
            };
            for (int i = 0; i < first.length; i++) {
                final ExclusivePublication control = raw.publish(WireStream.CONTROL, SESSION + i,
                    WireStream.CONTROL.termBytes());
                final int reports = i + 1;
                assertThat(RawClient.send(control, first[i], node, proper)).isTrue();
                assertThat(Side.await(() -> node.malformed.size() == reports, node, proper)).isTrue();
                // too late: the first word decides
                assertThat(RawClient.send(control, hello("127.0.0.1:40000"), node, proper)).isTrue();
            }
            assertThat(node.malformed.getFirst()).isEqualTo("Heartbeat before hello");
            assertThat(node.malformed.getLast()).contains("elsewhere");
            assertThat(node.accepted).hasSize(1);
        }
    }

    @Test
    void shouldRejectTermsThatWouldTakeOurMemory() {
        try (RawClient raw = new RawClient(folder, node.address())) {
            raw.publish(WireStream.CONTROL, SESSION, 64 << 20);
            assertThat(Side.await(() -> !node.malformed.isEmpty(), node, proper)).isTrue();
            assertThat(node.malformed.getFirst()).isEqualTo("CONTROL terms of 67108864 bytes");
        }
        assertThat(Side.await(() -> node.transport.peerCount() == 1, node, proper)).isTrue();
    }

    @Test
    void shouldSurviveRandomDatagrams() throws IOException {
        final Random random = new Random(SEED);
        final Endpoint target = node.transport.listening().orElseThrow();
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < DATAGRAMS; i++) {
                final byte[] bytes = randomBytes(random, random.nextInt(1400));
                if (i % 2 == 0 && bytes.length >= HeaderFlyweight.MIN_HEADER_LENGTH) {
                    disguise(random, bytes);
                }
                socket.send(new DatagramPacket(bytes, bytes.length,
                    new InetSocketAddress(target.host(), target.port())));
                node.poll();
                proper.poll();
            }
        }
        final String reason = "no Aeron frames";
        assertThat(Side.await(() -> node.malformed.stream().anyMatch(m -> m.contains(reason)), node, proper))
            .isTrue();
        assertThat(node.accepted).hasSize(1);
    }

    /** A header that Aeron believes, of a frame type that exists, for a stream that we listen to. */
    private static void disguise(final Random random, final byte[] bytes) {
        final UnsafeBuffer frame = new UnsafeBuffer(bytes);
        frame.putInt(0, bytes.length);
        frame.putByte(4, HeaderFlyweight.CURRENT_VERSION);
        frame.putShort(6, (short) random.nextInt(12));
        if (bytes.length >= 20) {
            frame.putInt(16, WireStream.CONTROL.streamId());
        }
    }

    private static ExclusivePublication publish(final RawClient raw, final WireStream wire) {
        return raw.publish(wire, SESSION, wire.termBytes());
    }

    private static byte[] hello(final String reply) {
        return RawClient.encoded(
            new Message.Hello(Message.Role.LEAF, Position.CHILD, "raw", "test", 42, 1, reply, 99));
    }

    /** The SBE header is (blockLength, templateId, schemaId, version), 16 bits each. */
    private static byte[] otherVersion() {
        final byte[] bytes = RawClient.encoded(new Message.Heartbeat(1, 2));
        new UnsafeBuffer(bytes).putShort(6, (short) 999);
        return bytes;
    }

    private static byte[] randomBytes(final Random random, final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
