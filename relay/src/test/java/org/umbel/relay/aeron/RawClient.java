package org.umbel.relay.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.umbel.codec.wire.LinkHeader;
import org.umbel.codec.wire.Message;
import org.umbel.codec.wire.MessageCodec;

/** Somebody with a correct Aeron and bad manners. */
final class RawClient implements AutoCloseable {
    private final MediaDriver driver;
    private final Aeron aeron;
    private final String endpoint;

    RawClient(final Path folder, final String endpoint) {
        this.endpoint = endpoint;
        driver = MediaDriver.launch(new MediaDriver.Context().aeronDirectoryName(folder.toString())
            .threadingMode(ThreadingMode.SHARED).dirDeleteOnStart(true).dirDeleteOnShutdown(true)
            .errorHandler(e -> {}));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(folder.toString())
            .errorHandler(e -> {}));
    }

    ExclusivePublication publish(final WireStream wire, final int session, final int termBytes) {
        return aeron.addExclusivePublication("aeron:udp?endpoint=%s|session-id=%d|term-length=%d"
            .formatted(endpoint, session, termBytes), wire.streamId());
    }

    static boolean send(final ExclusivePublication publication, final byte[] bytes, final Side... sides) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        return Side.await(() -> publication.offer(buffer) > 0, sides);
    }

    static byte[] encoded(final Message message) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final int length = new MessageCodec().encode(new LinkHeader(Side.INCARNATION, 0), message, buffer, 0);
        final byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    @Override
    public void close() {
        aeron.close();
        driver.close();
    }
}
