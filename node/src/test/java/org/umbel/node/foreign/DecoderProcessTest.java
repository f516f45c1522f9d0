package org.umbel.node.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecoderProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] TEAL = {0, (byte) 128, (byte) 128, (byte) 255};

    private final DecoderProcess decoders = new DecoderProcess();

    @AfterEach
    void end() {
        decoders.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTranscodeBasisTextures(final boolean isUastc) throws ForeignException {
        final ByteBuffer reply = ByteBuffer.wrap(
            decoders.ask(DecoderProcess.Task.TRANSCODE_KTX2, KtxFile.of(16, TEAL, isUastc), LIMIT));
        assertThat(reply.getInt()).isEqualTo(16);
        assertThat(reply.getInt()).isEqualTo(16);
        assertThat(reply.remaining()).isEqualTo(4 * 16 * 16);
        for (int channel = 0; channel < 4; channel++) {
            assertThat(reply.get(8 + channel) & 0xFF).isBetween((TEAL[channel] & 0xFF) - 6, (TEAL[channel] & 0xFF) + 6);
        }
    }

    @Test
    void shouldServeAgainAfterBytesThatAreNoTexture() throws ForeignException {
        final byte[] good = KtxFile.of(8, TEAL, false);
        final Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 40; round++) {
            final byte[] bytes = good.clone();
            bytes[12 + random.nextInt(bytes.length - 12)] ^= (byte) (1 + random.nextInt(255));
            try {
                decoders.ask(DecoderProcess.Task.TRANSCODE_KTX2, bytes, LIMIT);
            } catch (final ForeignException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(decoders.ask(DecoderProcess.Task.TRANSCODE_KTX2, good, LIMIT)).hasSize(8 + 4 * 8 * 8);
    }

    @Test
    void shouldGiveUpADecoderThatTakesTooLong() throws ForeignException {
        final byte[] good = KtxFile.of(8, TEAL, true);
        assertThatThrownBy(() -> decoders.ask(DecoderProcess.Task.TRANSCODE_KTX2, good, Duration.ofMillis(1)))
            .isInstanceOf(ForeignException.class).hasMessageContaining("did not end");
        assertThat(decoders.ask(DecoderProcess.Task.TRANSCODE_KTX2, good, LIMIT)).isNotEmpty();
    }

    @Test
    void shouldMakeGlbOfAScene(@TempDir final Path folder) throws Exception {
        final Path file = Files.writeString(folder.resolve("one.obj"), "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n");
        final byte[] glb = decoders.ask(DecoderProcess.Task.CONVERT_SCENE,
            file.toString().getBytes(StandardCharsets.UTF_8), LIMIT);
        assertThat(glb).startsWith('g', 'l', 'T', 'F', 2);
        Files.writeString(file, "f 1 2 999\n");
        assertThatThrownBy(() -> decoders.ask(DecoderProcess.Task.CONVERT_SCENE,
            file.toString().getBytes(StandardCharsets.UTF_8), LIMIT)).isInstanceOf(ForeignException.class);
    }
}
