package org.umbel.node.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.umbel.codec.tile.TileSumsCodec;
import org.umbel.relay.session.TileResult;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * Keeps a session's sums in a file while it renders: the first time soon, then every five seconds if something has
 * changed (less often where writing takes more than a second), and at the end. Methods are for the node's thread, which
 * only copies a few tiles in a turn; they are encoded and written by the executor, one task after the other.
 */
public final class SnapshotKeeper {
    static final long FIRST_NS = 1_000_000_000L;
    static final long EVERY_NS = 5_000_000_000L;
    /** A picture so large that a round takes seconds is written less often: at most a fifth of the time. */
    static final int REST_FACTOR = 4;
    /** Copies that exist at once: two megabytes. */
    private static final int COPIES_MAX = 64;

    private final Path file;
    private final SnapshotHead head;
    private final Executor executor;
    private final Consumer<String> log;
    private final BitSet dirty = new BitSet();
    /** Of the round that is under way. */
    private final BitSet round = new BitSet();
    private final AtomicInteger copies = new AtomicInteger();
    private final AtomicReference<Problem> problem = new AtomicReference<>();
    /** Whether the executor has something of the round to do: set here, cleared there. */
    private volatile boolean isWriting;
    private boolean isRound;
    private boolean isFinal;
    private boolean isSaid;
    private boolean isProblemSaid;
    private long nextNs;
    private long roundNs;

    // of the executor
    private final TileSumsCodec codec = new TileSumsCodec();
    private final TreeMap<Integer, SnapshotRecord> changed = new TreeMap<>();

    /**
     * @param executor one thread
     * @param log      lines for people
     */
    public SnapshotKeeper(final Path file, final SnapshotHead head, final Executor executor,
                          final Consumer<String> log, final long nowNs) {
        this.file = file;
        this.head = head;
        this.executor = executor;
        this.log = log;
        this.nextNs = nowNs + FIRST_NS;
    }

    /** A tile's sums have changed. */
    public void onTile(final int tile) {
        dirty.set(tile);
    }

    /** Everything is written as it is now, as soon as {@link #look} has been called until {@link #isDone}. */
    public void finish() {
        isFinal = true;
    }

    /** Whether nothing has changed since what is in the file, or in what could not be written. */
    public boolean isDone() {
        return dirty.isEmpty() && !isRound;
    }

    /** Why the newest sums are not in the file; empty when they are, or will be. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem.get());
    }

    /**
     * Does a bounded piece of what is to be done.
     *
     * @param result of a tile, or null: the sums are copied, a checkpoint never changes
     */
    public void look(final IntFunction<TileResult> result, final long nowNs) {
        if (isRound && round.isEmpty() && !isWriting) {
            isRound = false;
            nextNs = nowNs + Math.max(EVERY_NS, REST_FACTOR * (nowNs - roundNs));
            say();
        }
        if (!isRound && !dirty.isEmpty() && (isFinal || nowNs - nextNs >= 0)) {
            isRound = true;
            roundNs = nowNs;
            isWriting = true;
            round.or(dirty);
            dirty.clear();
        }
        copySome(result);
    }

    private void copySome(final IntFunction<TileResult> result) {
        if (round.isEmpty()) {
            return;
        }
        for (int tile = round.nextSetBit(0); tile >= 0 && copies.get() < COPIES_MAX; tile = round.nextSetBit(tile)) {
            round.clear(tile);
            final TileResult live = result.apply(tile);
            if (live != null) {
                copies.incrementAndGet();
                final TileResult copy = new TileResult(tile, live.ranges(), live.sums().copy(), live.checkpoint());
                executor.execute(() -> encode(copy));
            }
        }
        if (round.isEmpty()) {
            executor.execute(this::write);
        }
    }

    private void encode(final TileResult tile) {
        changed.put(tile.tile(), SnapshotFormat.encode(tile, codec));
        copies.decrementAndGet();
    }

    private void write() {
        try {
            Snapshot.update(file, head, changed);
            changed.clear();
            problem.set(null);
        } catch (final IOException e) {
            problem.set(Problem.of(file.toString(), "the snapshot cannot be written: " + e, ""));
        } catch (final ProblemException e) {
            problem.set(e.problems().getFirst());
        } finally {
            isWriting = false;
        }
    }

    private void say() {
        final Problem wrong = problem.get();
        if (wrong != null && !isProblemSaid) {
            log.accept(wrong.toString());
        } else if (wrong == null && !isSaid) {
            log.accept("keeps a snapshot in " + file);
            isSaid = true;
        }
        isProblemSaid = wrong != null;
    }
}
