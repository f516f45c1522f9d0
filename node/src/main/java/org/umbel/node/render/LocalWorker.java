package org.umbel.node.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.codec.scene.Camera;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.SampleRange;
import org.umbel.codec.wire.SessionId;

/**
 * The render threads of a process and those that load scenes for them. All methods are for the node's thread;
 * what the threads have done is drained there too. Nothing here waits for them but {@link #close} and {@link #scene},
 * which is for others.
 */
public final class LocalWorker implements AutoCloseable {
    private static final int DRAIN_MAX = 64;
    private static final long CLOSE_MS_MAX = 2_000;

    private final WorkQueue queue = new WorkQueue();
    private final List<Thread> threads = new ArrayList<>();
    private final Completions completions;
    private final LoaderPool pool;
    private final SceneShelf shelf;
    /** Loads scenes one after the other. */
    private final ExecutorService loader;

    /**
     * Starts the threads.
     *
     * @param threadCount render threads, 0: nothing is ever rendered here
     * @param politeness  of the threads
     * @param wake        called by any thread when there is something to drain
     */
    public LocalWorker(final int threadCount, final Politeness politeness, final SceneSource source,
                       final Runnable wake) {
        completions = new Completions(wake);
        pool = new LoaderPool(source, Math.max(1, threadCount), politeness);
        shelf = new SceneShelf(pool);
        loader = Executors.newSingleThreadExecutor(task -> Thread.ofPlatform().daemon().name("loader").unstarted(task));
        for (int i = 0; i < threadCount; i++) {
            threads.add(Thread.ofPlatform().daemon().name("render-" + i)
                .start(new RenderThread(queue, shelf, completions, politeness)));
        }
    }

    /** Prepares a scene; answered by {@link Completion.Loaded} or {@link Completion.LoadFailed}. */
    public void load(final BlockId manifest, final Function<BlockId, Block> lookup) {
        loader.execute(() -> {
            try {
                completions.put(loaded(manifest, lookup));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (final Throwable e) {
                completions.fail("the loader ended", e);
            }
        });
    }

    private Completion loaded(final BlockId manifest, final Function<BlockId, Block> lookup) {
        try {
            shelf.load(manifest, lookup);
            return new Completion.Loaded(manifest);
        } catch (final RuntimeException e) {
            // A scene from a peer may be anything: what cannot be read is refused, and the node lives on.
            return new Completion.LoadFailed(manifest, Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    /**
     * The scene that is rendered, for whoever wants to know more of it than samples; prepared here and now, and kept
     * for rendering, unless it has been. By any thread but the node's: it may take seconds.
     *
     * @throws RuntimeException when it cannot be prepared
     */
    public SceneSource.Prepared scene(final BlockId manifest, final Function<BlockId, Block> lookup) {
        return shelf.load(manifest, lookup);
    }

    /** From here on this is the session's picture; work of older epochs is void. */
    public void begin(final SessionId session, final int epoch, final BlockId manifest, final Camera camera,
                      final PictureSettings settings) {
        queue.begin(new Picture(session, epoch, manifest, camera, settings));
    }

    /** Renders a range of the current picture; ignored for any other epoch. */
    public void render(final SessionId session, final int epoch, final long fence, final int tile,
                       final SampleRange range) {
        queue.put(session, epoch, fence, tile, range, 0);
    }

    /** Gives up a range unless it is done; answered by {@link Completion.Abandoned} if it was not. */
    public void abandon(final SessionId session, final int epoch, final long fence, final int tile,
                        final SampleRange range) {
        if (queue.abandon(session, epoch, fence, tile, range)) {
            completions.add(new Completion.Abandoned(session, epoch, fence, tile, range));
        }
    }

    /** Renders every grid-th pixel of a tile of the current picture; ignored for any other epoch. */
    public void preview(final SessionId session, final int epoch, final int tile, final int grid) {
        queue.put(session, epoch, 0, tile, new SampleRange(0, 1), grid);
    }

    /** All work of the session is void. */
    public void cancel(final SessionId session) {
        queue.cancel(session);
    }

    /** Hands over what the threads have done, a bounded number at a time. Returns the number. */
    public int drain(final Consumer<Completion> handler) {
        return completions.drain(handler, DRAIN_MAX);
    }

    /** Ends the threads; a scene that is being prepared is left to end with the process. */
    @Override
    public void close() {
        queue.close();
        loader.shutdownNow();
        pool.close();
        threads.forEach(Thread::interrupt);
        final long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MS_MAX);
        for (final Thread thread : threads) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNs - System.nanoTime())));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
