package org.umbel.node.store;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.block.Block;
import org.umbel.codec.block.BlockId;
import org.umbel.tracer.accel.AccelShape;
import org.umbel.tracer.accel.AccelStore;

/**
 * The thread that reads and writes a node's blocks on disk. All methods are for the node's thread, which never waits
 * for the disk but in {@link #mayHold}, a look into a folder, and in {@link #close}. Each {@link #fetch} is answered
 * once, in no certain order, until the disk is closed.
 */
public final class BlockDisk implements AutoCloseable {
    private static final int DRAIN_MAX = 64;
    static final long CLOSE_MS_MAX = 2_000;

    private final DiskQueue queue = new DiskQueue();
    private final Runnable wake;
    private final Consumer<String> log;
    private final @Nullable Thread thread;
    /** Set by the disk's thread as soon as the folder is open. */
    private volatile @Nullable BlockFolder folder;
    private volatile boolean isBroken;

    private BlockDisk(final @Nullable Supplier<BlockFolder> opening, final Consumer<String> log, final Runnable wake) {
        this.wake = wake;
        this.log = log;
        thread = opening == null ? null : Thread.ofPlatform().daemon().name("disk").start(() -> run(opening));
    }

    /**
     * Starts the thread, which opens the folder; without a folder there is no thread, and everything is absent.
     *
     * @param log  takes a line of words, from the disk's thread
     * @param wake called by the disk's thread when there is something to drain
     */
    public static BlockDisk start(final CacheOptions options, final Consumer<String> log, final Runnable wake) {
        return new BlockDisk(options.folder()
            .<Supplier<BlockFolder>>map(at -> () -> BlockFolder.open(at, options.budget(), log)).orElse(null), log,
            wake);
    }

    /** With a folder that is opened on the disk's thread. */
    static BlockDisk start(final Supplier<BlockFolder> opening, final Consumer<String> log, final Runnable wake) {
        return new BlockDisk(opening, log, wake);
    }

    /** No: it need not be fetched. Yes: it may be there, as everything may before the folder is open. */
    public boolean mayHold(final BlockId id) {
        if (thread == null || isBroken) {
            return false;
        }
        final BlockFolder open = folder;
        return open == null || open.mayHold(id);
    }

    /** Asks for a block; answered by {@link DiskAnswer.Found} or {@link DiskAnswer.Absent}. */
    public void fetch(final BlockId id) {
        if (thread == null) {
            throw new IllegalStateException("there is no disk, and so nothing that may be held");
        }
        queue.fetch(id);
    }

    /** Keeps a block that has been proved, when there is time; it may be dropped. */
    public void keep(final Block block) {
        if (thread != null && !isBroken) {
            queue.keep(block);
        }
    }

    /**
     * The shapes of structures in the same folder: for the thread that prepares scenes, which waits for those that it
     * finds; they are written by the disk's thread. Before the folder is open there are none.
     */
    public AccelStore structures() {
        return new AccelStore() {
            @Override
            public Optional<AccelShape> find(final BlockId key, final int triangleCount) {
                final BlockFolder open = folder;
                if (open == null || isBroken) {
                    return Optional.empty();
                }
                try {
                    return open.readShape(key, triangleCount);
                } catch (final RuntimeException | Error e) {
                    giveUp(e);
                    return Optional.empty();
                }
            }

            @Override
            public void keep(final BlockId key, final AccelShape shape) {
                if (thread != null && !isBroken) {
                    queue.keep(key, shape);
                }
            }

            @Override
            public void spoilt(final BlockId key, final String why) {
                final BlockFolder open = folder;
                if (open != null) {
                    open.removeShape(key, why);
                }
            }
        };
    }

    /** Blocks that were to be kept and came faster than the disk takes them. */
    public long droppedCount() {
        return queue.droppedCount();
    }

    /** Hands over answers, a bounded number at a time. Returns the number. */
    public int drain(final Consumer<DiskAnswer> handler) {
        return queue.drain(handler, DRAIN_MAX);
    }

    private void run(final Supplier<BlockFolder> opening) {
        try {
            open(opening);
            for (DiskQueue.Task task = queue.take(); task != null; task = queue.take()) {
                switch (task) {
                    case DiskQueue.Task.Keep keep -> write(open -> open.write(keep.block()));
                    case DiskQueue.Task.KeepShape keep -> write(open -> open.writeShape(keep.key(), keep.shape()));
                    case DiskQueue.Task.Fetch fetch -> {
                        queue.answer(found(fetch.id()));
                        wake.run();
                    }
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(final Supplier<BlockFolder> opening) {
        try {
            folder = opening.get();
        } catch (final RuntimeException | Error e) {
            giveUp(e);
        }
    }

    private void write(final Consumer<BlockFolder> writing) {
        final BlockFolder open = folder;
        if (open == null || isBroken) {
            return;
        }
        try {
            writing.accept(open);
        } catch (final RuntimeException | Error e) {
            giveUp(e);
        }
    }

    private DiskAnswer found(final BlockId id) {
        final BlockFolder open = folder;
        if (open == null || isBroken) {
            return new DiskAnswer.Absent(id);
        }
        try {
            return open.read(id).<DiskAnswer>map(DiskAnswer.Found::new).orElseGet(() -> new DiskAnswer.Absent(id));
        } catch (final RuntimeException | Error e) {
            giveUp(e);
            return new DiskAnswer.Absent(id);
        }
    }

    /** A fault of ours: from here on nothing is held, and who waits for a block is still answered. */
    private void giveUp(final Throwable fault) {
        isBroken = true;
        log.accept("no blocks are kept on disk any more, by a fault of ours: " + fault);
    }

    /** Ends the thread; what is still to be kept is written first, for two seconds at most. */
    @Override
    public void close() {
        queue.end();
        if (thread == null) {
            return;
        }
        try {
            thread.join(CLOSE_MS_MAX);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
