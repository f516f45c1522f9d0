package org.umbel.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.util.concurrent.locks.LockSupport;

/** Takes half of what it is given first; then something happens. */
record HalfChannel(WritableByteChannel whole, Then then) implements WritableByteChannel {
    /** It never returns. */
    interface Then {
        int happens() throws IOException;
    }

    /** Then the disk fails. */
    static HalfChannel failing(final WritableByteChannel whole) {
        return new HalfChannel(whole, () -> {
            throw new FileSystemException("temp", null, "Input/output error");
        });
    }

    /** Then it says "half" and stops for ever: somebody kills this process. */
    static HalfChannel stopping(final WritableByteChannel whole) {
        return new HalfChannel(whole, () -> {
            System.out.println("half");
            while (true) {
                LockSupport.park();
            }
        });
    }

    @Override
    public int write(final ByteBuffer bytes) throws IOException {
        whole.write(bytes.duplicate().limit(bytes.position() + bytes.remaining() / 2));
        return then.happens();
    }

    @Override
    public boolean isOpen() {
        return whole.isOpen();
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
