package org.umbel.node.role;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How a process is asked to end: by a signal, or by its starter's going. Both only set a flag that the node's thread
 * looks at; the machine then waits for that thread to close what it holds.
 */
public final class Ending {
    private static final long CLOSE_SECONDS_MAX = 8;

    private final Thread node = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean isAsked;

    /** For the thread that will run the node. */
    public Ending() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAndWait, "ending"));
    }

    /**
     * Ends the process when the stream ends: whoever holds the other end of the pipe has gone, however it went.
     */
    public void endWith(final InputStream stream) {
        Thread.ofPlatform().daemon().name("starter").start(() -> {
            try {
                stream.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (final IOException e) {
                // A broken pipe is an ended pipe.
                ask();
            }
            ask();
        });
    }

    /** Whether the node is to stop. */
    public boolean isAsked() {
        return isAsked;
    }

    /** To be called once everything is closed, before the process exits. */
    public void closed() {
        closed.countDown();
    }

    void ask() {
        isAsked = true;
        LockSupport.unpark(node);
    }

    private void endAndWait() {
        ask();
        try {
            closed.await(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
