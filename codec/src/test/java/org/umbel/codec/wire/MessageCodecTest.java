package org.umbel.codec.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.umbel.codec.scene.PictureSettings;

class MessageCodecTest {
    /** Set to the resource's file to write it anew: a change of these bytes is a change of the wire version. */
    private static final String REGENERATE_PROPERTY = "umbel.golden.messages";
    private static final int OFFSET = 24;

    private final MessageCodec codec = new MessageCodec();

    @Test
    void shouldReturnEveryMessageAsItWasSent() {
        for (final Message message : SampleMessages.all()) {
            final byte[] bytes = encode(message);
            final UnsafeBuffer surrounded = new UnsafeBuffer(new byte[OFFSET + bytes.length + 100]);
            surrounded.setMemory(0, surrounded.capacity(), (byte) 0x55);
            surrounded.putBytes(OFFSET, bytes);
            final var ok = ok(codec.decode(surrounded, OFFSET, bytes.length));
            assertThat(ok.header()).isEqualTo(SampleMessages.HEADER);
            assertThat(ok.message()).usingRecursiveComparison().isEqualTo(message);
            assertThat(encode(ok.message())).isEqualTo(bytes);
        }
    }

    @Test
    void shouldKnowEveryKindOfMessage() {
        assertThat(SampleMessages.all().stream().map(Object::getClass).distinct().toList())
            .containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
    }

    @Test
    void shouldWriteTheBytesThatWereAgreed() throws IOException {
        final List<String> lines = new ArrayList<>();
        for (final Message message : SampleMessages.all()) {
            lines.add(message.getClass().getSimpleName() + " " + HexFormat.of().formatHex(encode(message)));
        }
        final String file = System.getProperty(REGENERATE_PROPERTY);
        if (file != null) {
            Files.write(Path.of(file), lines);
        }
        assertThat(lines).isEqualTo(golden());
    }

    @Test
    void shouldFillNoMoreThanPromisedWhenMessagesAreLargest() {
        Stream.concat(LargestMessages.all().stream(), SampleMessages.all().stream()).forEach(m -> {
            final byte[] bytes = encode(m);
            assertThat(bytes.length).isLessThanOrEqualTo(codec.encodedLengthMax(m));
            assertThat(ok(decode(bytes)).message()).usingRecursiveComparison().isEqualTo(m);
        });
    }

    @Test
    void shouldFitItsStreamWhenAMessageIsLargest() {
        assertThat(LargestMessages.all().stream().map(Object::getClass).distinct().toList())
            .containsExactlyInAnyOrder(Message.class.getPermittedSubclasses());
        for (final Message m : LargestMessages.all()) {
            assertThat(codec.encodedLengthMax(m)).as(m.getClass().getSimpleName())
                .isLessThanOrEqualTo(m.stream().messageBytesMax());
            assertThat(encode(m).length).isLessThanOrEqualTo(codec.encodedLengthMax(m));
        }
    }

    @Test
    void shouldCutTheTextsOfAStatusByTheirBytesToo() {
        final byte[] bytes = encode(new Message.Status(List.of(new Message.NodeStatus(1, 2, "中".repeat(64),
            Message.Role.LEAF, "😀".repeat(64), 1, 1, 1, 1, 1))));
        final Message.NodeStatus node = ((Message.Status) ok(decode(bytes)).message()).nodes().getFirst();
        assertThat(node.name()).isEqualTo("中".repeat(31) + "…");
        assertThat(node.state()).isEqualTo("😀".repeat(23) + "…");
    }

    @Test
    void shouldCutTextForPeopleWhenItIsTooLong() {
        final byte[] bytes = encode(new Message.Welcome(Message.Role.LEAF, "x".repeat(65), "b", 1));
        assertThat(((Message.Welcome) ok(decode(bytes)).message()).name()).isEqualTo("x".repeat(63) + "…");
    }

    @Test
    void shouldNameBothVersionsWhenThePeerSpeaksAnother() {
        final byte[] bytes = encode(new Message.Heartbeat(1, 2));
        bytes[6] = 9;
        assertThat(reason(bytes)).contains("version 9").contains("speaks 7");
    }

    @Test
    void shouldUnderstandAHelloOfAnotherVersionSoThatItCanBeRefused() {
        final byte[] bytes = encode(
            new Message.Hello(Message.Role.LEAF, Message.Position.CHILD, "ada", "newer", 42, 2, "127.0.0.1:9", 7));
        bytes[6] = 9;
        final Message.Hello hello = (Message.Hello) ok(decode(bytes)).message();
        assertThat(hello.wireVersion()).isEqualTo(9);
        assertThat(hello.replyEndpoint()).isEqualTo("127.0.0.1:9");
    }

    @Test
    void shouldRefuseTrailingBytesAndTruncations() {
        for (final Message message : SampleMessages.all()) {
            final byte[] bytes = encode(message);
            assertThat(reason(Arrays.copyOf(bytes, bytes.length + 1))).isNotEmpty();
            for (int length = 0; length < bytes.length; length++) {
                assertThat(reason(Arrays.copyOf(bytes, length))).isNotEmpty();
            }
        }
    }

    @Test
    void shouldRefuseNumbersOutsideTheirLimits() {
        // Offsets from the schema: header 8, link 16, then fields.
        refuses(new Message.Hello(Message.Role.LEAF, Message.Position.CHILD, "n", "b", 1, 1, "", 0), 24, 3, "role");
        refuses(new Message.Refuse(Message.Refusal.CLOSING, "r"), 24, 255, "refusal");
        refuses(sample(Message.Grant.class), 8 + 16 + 16 + 4 + 8 + 4 + 12 + 4, 3, "aligned");
        refuses(sample(Message.Epoch.class), 84 + 3, 0x7F, "camera is not finite", 0x80, 84 + 2);
        refuses(sample(Message.View.class), 8 + 16 + 16 + 4 + 4, 3, "view grid 3");
        refuses(sample(Message.View.class), 8 + 16 + 16 + 4 + 4, 4, "48 halves");
        refuses(sample(Message.BlockData.class), 8 + 16 + 32 + 3, 1, "block of");
        refuses(sample(Message.BlockData.class), 8 + 16 + 32 + 4, 1, "shard 1 of 1");
        refuses(sample(Message.Ready.class), 8 + 16 + 16 + 3, 0x80, "negative epoch");
        refuses(sample(Message.BlockWant.class), 8 + 16 + 3, 3, "wanted blocks");
    }

    @Test
    void shouldNeverSendWhatPeersWouldRefuse() {
        final Message m = new Message.Credit(new SessionId(1, 2), 1, 1, -1, 0, 0, 0);
        assertThatThrownBy(() -> encode(m)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
    }

    @Test
    void shouldNumberEnumsAsTheSchemaDoes() {
        assertSame(Message.Role.values(), org.umbel.codec.sbe.Role.values());
        assertSame(Message.Position.values(), org.umbel.codec.sbe.Position.values());
        assertSame(Message.Mode.values(), org.umbel.codec.sbe.Mode.values());
        assertSame(Message.Refusal.values(), org.umbel.codec.sbe.Refusal.values());
        assertSame(PictureSettings.Filter.values(), org.umbel.codec.sbe.Filter.values());
    }

    private static void assertSame(final Enum<?>[] ours, final Enum<?>[] schema) {
        final List<String> names = new ArrayList<>(Stream.of(ours).map(Enum::name).toList());
        names.add("NULL_VAL");
        assertThat(Stream.of(schema).map(Enum::name).toList()).isEqualTo(names);
    }

    private void refuses(final Message message, final int at, final int value, final String reason,
                         final int... more) {
        final byte[] bytes = encode(message);
        bytes[at] = (byte) value;
        if (more.length == 2) {
            bytes[more[1]] = (byte) more[0];
        }
        assertThat(reason(bytes)).contains(reason);
    }

    private static Message sample(final Class<?> kind) {
        return SampleMessages.all().stream().filter(kind::isInstance).findFirst().orElseThrow();
    }

    private static List<String> golden() throws IOException {
        try (var in = MessageCodecTest.class.getResourceAsStream("/golden/messages.txt")) {
            return in == null ? List.of() : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private byte[] encode(final Message message) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final byte[] bytes = new byte[codec.encode(SampleMessages.HEADER, message, buffer, OFFSET)];
        buffer.getBytes(OFFSET, bytes);
        return bytes;
    }

    private MessageCodec.Decoded decode(final byte[] bytes) {
        return codec.decode(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private String reason(final byte[] bytes) {
        assertThat(decode(bytes)).isInstanceOf(MessageCodec.Decoded.Malformed.class);
        return ((MessageCodec.Decoded.Malformed) decode(bytes)).reason();
    }

    private static MessageCodec.Decoded.Ok ok(final MessageCodec.Decoded decoded) {
        assertThat(decoded).isInstanceOf(MessageCodec.Decoded.Ok.class);
        return (MessageCodec.Decoded.Ok) decoded;
    }
}
