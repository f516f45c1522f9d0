package org.umbel.node.render;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;

/**
 * Threads that prepare scenes together, as many and as polite as those that render: structures and images are made in
 * parallel by whatever pool they are asked for in. The threads come when there is something to do and end a minute
 * later.
 */
final class LoaderPool implements SceneSource, AutoCloseable {
    private final SceneSource source;
    private final ForkJoinPool pool;

    /** A thread of it. */
    private static final class Loader extends ForkJoinWorkerThread {
        private final int nice;

        Loader(final ForkJoinPool pool, final int nice) {
            super(pool);
            this.nice = nice;
            setName("loader-" + getPoolIndex());
        }

        @Override
        protected void onStart() {
            Niceness.lower(nice);
        }
    }

    /** @param threads at least 1 */
    LoaderPool(final SceneSource source, final int threads, final Politeness politeness) {
        this.source = source;
        pool = new ForkJoinPool(threads, itsPool -> new Loader(itsPool, politeness.nice()), null, false);
    }

    /** Waits until it is done; what the source throws is thrown here. */
    @Override
    public Prepared prepare(final BlockId manifest, final Function<BlockId, Block> lookup) {
        try {
            return CompletableFuture.supplyAsync(() -> source.prepare(manifest, lookup), pool).join();
        } catch (final CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException own -> throw own;
                case Error own -> throw own;
                case null, default -> throw e;
            }
        }
    }

    @Override
    public void giveUp() {
        source.giveUp();
    }

    /** What is being prepared is still done. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
