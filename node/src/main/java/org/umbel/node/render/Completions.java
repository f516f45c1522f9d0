package org.umbel.node.render;

import java.util.ArrayDeque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * From the worker's threads to the node's. Bounded: a node that does not drain stops its renderers, not its memory.
 * A failure has a place of its own, so that it is heard even then.
 */
final class Completions {
    private static final int CAPACITY = 1024;

    private final ArrayBlockingQueue<Completion> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicReference<Completion.Failed> failure = new AtomicReference<>();
    /** The node's thread's only. */
    private final ArrayDeque<Completion> own = new ArrayDeque<>();
    private final Runnable wake;

    /**
     * @param wake called by any thread when there is something to drain
     */
    Completions(final Runnable wake) {
        this.wake = wake;
    }

    void put(final Completion completion) throws InterruptedException {
        queue.put(completion);
        wake.run();
    }

    /** From the node's own thread, which must never wait: what does not fit into the queue has room here. */
    void add(final Completion completion) {
        own.add(completion);
        wake.run();
    }

    void fail(final String what, final Throwable cause) {
        failure.compareAndSet(null, new Completion.Failed(what, cause));
        wake.run();
    }

    int drain(final Consumer<Completion> handler, final int max) {
        final Completion.Failed failed = failure.getAndSet(null);
        if (failed != null) {
            handler.accept(failed);
            return 1;
        }
        int count = 0;
        while (!own.isEmpty()) {
            handler.accept(own.poll());
            count++;
        }
        for (Completion next = null; count < max && (next = queue.poll()) != null; count++) {
            handler.accept(next);
        }
        return count;
    }
}
