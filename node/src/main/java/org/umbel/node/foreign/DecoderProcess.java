package org.umbel.node.foreign;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A process that decodes what native code is to read, one request after the other. It is started by the first request
 * and, after it died of one, again by the next; it ends with {@link #close}. For one thread.
 */
public final class DecoderProcess implements AutoCloseable {
    private static final long REPLY_BYTES_MAX = 1L << 30;

    @Nullable
    private Process process;

    /** What a reply says first, so that words of native code on the same pipe are not taken for one. */
    static final int REPLY = 0x554D_424C;

    /** What a process is asked for. */
    public enum Task {
        /** From the bytes of a KTX2 file: width and height as big-endian ints, then RGBA of the largest level. */
        TRANSCODE_KTX2,
        /** From the path of a scene file in UTF-8: the scene as GLB. */
        CONVERT_SCENE,
        /** From the path of an OpenEXR file in UTF-8: width and height, then texels of an environment map. */
        READ_ENVIRONMENT
    }

    /**
     * Asks, and waits for the reply.
     *
     * @throws ForeignException when the decoder refuses the input, crashes, or takes longer than the limit
     */
    public byte[] ask(final Task task, final byte[] request, final Duration limit) throws ForeignException {
        final AtomicReference<byte[]> reply = new AtomicReference<>();
        final AtomicReference<ForeignException> refusal = new AtomicReference<>();
        final Process running = running();
        final Thread talk = Thread.ofPlatform().daemon().name("decoder").start(() -> {
            try {
                reply.set(talk(running, task, request));
            } catch (final ForeignException e) {
                refusal.set(e);
            } catch (final IOException | OutOfMemoryError e) {
                // The pipe broke, which is how a crash looks from here.
                running.destroyForcibly();
            }
        });
        try {
            if (!talk.join(limit)) {
                end(running);
                throw new ForeignException("its decoder did not end within " + limit.toSeconds() + " s");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            end(running);
            throw new ForeignException("interrupted", e);
        }
        if (refusal.get() != null) {
            throw refusal.get();
        }
        final byte[] bytes = reply.get();
        if (bytes == null) {
            end(running);
            throw new ForeignException("its decoder crashed over it");
        }
        return bytes;
    }

    private static byte[] talk(final Process running, final Task task, final byte[] request)
        throws IOException, ForeignException {
        final OutputStream to = running.getOutputStream();
        final DataOutputStream out = new DataOutputStream(to);
        out.writeByte(task.ordinal());
        out.writeInt(request.length);
        out.write(request);
        out.flush();
        final DataInputStream in = new DataInputStream(new BufferedInputStream(running.getInputStream()));
        if (in.readInt() != REPLY) {
            throw new IOException("not a reply");
        }
        final boolean isDone = in.readBoolean();
        final int length = in.readInt();
        if (length < 0 || length > REPLY_BYTES_MAX) {
            throw new IOException("a reply of " + length + " bytes");
        }
        final byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("half a reply");
        }
        if (!isDone) {
            throw new ForeignException(new String(bytes, StandardCharsets.UTF_8));
        }
        return bytes;
    }

    private Process running() throws ForeignException {
        final Process known = process;
        if (known != null && known.isAlive()) {
            return known;
        }
        try {
            final Process started =
                new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process = started;
            return started;
        } catch (final IOException e) {
            throw new ForeignException("its decoder cannot be started: " + e.getMessage(), e);
        }
    }

    /** This Java and class path; a crash leaves no file behind. */
    private static List<String> command() {
        final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(Files.exists(java) ? java.toString() : java + ".exe", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=deny",
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-XX:+SuppressFatalErrorMessage",
            "-cp", System.getProperty("java.class.path"), DecoderMain.class.getName());
    }

    private void end(final Process running) {
        running.destroyForcibly();
        process = null;
    }

    @Override
    public void close() {
        final Process running = process;
        if (running == null) {
            return;
        }
        // It has nothing to lose.
        running.destroyForcibly();
        process = null;
    }
}
