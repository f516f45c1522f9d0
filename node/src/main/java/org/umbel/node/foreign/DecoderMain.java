package org.umbel.node.foreign;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** The process that runs native decoders: requests come on standard input, replies go to standard output. */
public final class DecoderMain {
    private static final int CHUNK_BYTES = 1 << 20;

    private DecoderMain() {}

    /** Takes what a native decoder made before its memory is given back. */
    interface Taker {
        void take(ByteBuffer... parts) throws IOException;
    }

    /** Serves until standard input ends. */
    public static void main(final String... arguments) throws IOException {
        ProcessHandle.current().parent().ifPresent(DecoderMain::endWith);
        final DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        final DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err);
        for (int task = in.read(); task >= 0; task = in.read()) {
            final byte[] request = new byte[in.readInt()];
            in.readFully(request);
            try {
                answer(DecoderProcess.Task.values()[task], request, parts -> reply(out, parts));
            } catch (final ForeignException | RuntimeException | OutOfMemoryError | LinkageError e) {
                final byte[] why = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
                out.writeInt(DecoderProcess.REPLY);
                out.writeBoolean(false);
                out.writeInt(why.length);
                out.write(why);
            }
        }
    }

    /** A native loop does not notice that nobody waits for it any more. */
    private static void endWith(final ProcessHandle parent) {
        Thread.ofPlatform().daemon().name("parent").start(() -> {
            parent.onExit().join();
            Runtime.getRuntime().halt(1);
        });
    }

    private static void answer(final DecoderProcess.Task task, final byte[] request, final Taker taker)
        throws ForeignException, IOException {
        switch (task) {
            case TRANSCODE_KTX2 -> Ktx2.transcode(request, taker);
            case CONVERT_SCENE -> ForeignScene.convert(new String(request, StandardCharsets.UTF_8), taker);
            case READ_ENVIRONMENT -> EnvironmentPicture.read(new String(request, StandardCharsets.UTF_8), taker);
        }
    }

    private static void reply(final DataOutputStream out, final ByteBuffer... parts) throws IOException {
        long length = 0;
        for (final ByteBuffer part : parts) {
            length += part.remaining();
        }
        out.writeInt(DecoderProcess.REPLY);
        out.writeBoolean(true);
        out.writeInt(Math.toIntExact(length));
        final WritableByteChannel channel = Channels.newChannel(out);
        for (final ByteBuffer part : parts) {
            while (part.hasRemaining()) {
                final ByteBuffer chunk = part.slice(part.position(), Math.min(CHUNK_BYTES, part.remaining()));
                part.position(part.position() + channel.write(chunk));
            }
        }
        out.flush();
    }
}
