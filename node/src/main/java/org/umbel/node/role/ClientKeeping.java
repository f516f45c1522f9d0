package org.umbel.node.role;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.ExrTiles;
import org.umbel.node.output.PictureFiles;
import org.umbel.node.snapshot.Snapshot;
import org.umbel.node.snapshot.SnapshotHead;
import org.umbel.node.snapshot.SnapshotKeeper;
import org.umbel.relay.session.Session;
import org.umbel.relay.session.TileResult;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * What a client keeps on disk while its picture renders: the snapshot, and the files that grow by tiles. The node's
 * thread, which never waits here; one thread of its own writes.
 */
final class ClientKeeping implements AutoCloseable {
    private final ClientConfig config;
    private final Consumer<String> log;
    private final ExecutorService writer =
        Executors.newSingleThreadExecutor(task -> Thread.ofPlatform().daemon().name("files").unstarted(task));
    private final List<TileResult> done;
    private final RenderAmount fromSnapshot;
    private final Optional<SnapshotKeeper> keeper;
    private final List<Path> growing;
    private final Optional<GrowingFiles> files;

    /**
     * Reads what an earlier run has left, and begins the files.
     *
     * @throws ProblemException when that cannot be continued, or a file cannot be written
     */
    ClientKeeping(final ClientConfig config, final ClientScene scene, final Consumer<String> log) {
        this.config = config;
        this.log = log;
        final SnapshotHead head = new SnapshotHead(scene.blocks().manifest(), scene.camera(), config.settings(),
            config.render().snapshot().isPresent() ? ProvenArithmetic.digest() : 0,
            config.render().adaptive(config.settings()), config.render().region(config.settings()));
        done = config.render().snapshot().map(file -> Snapshot.load(file, head, config.settings().samples()))
            .orElse(List.of());
        RenderAmount amount = RenderAmount.NONE;
        for (final TileResult result : done) {
            amount = amount.plus(config.settings().grid(), result.tile(), result.ranges().size());
        }
        fromSnapshot = amount;
        if (!done.isEmpty()) {
            log.accept("continues from " + config.render().snapshot().get() + ": " + fromSnapshot.tileSamples()
                + " tile-samples are there");
        }
        keeper = config.render().snapshot()
            .map(file -> new SnapshotKeeper(file, head, writer, log, System.nanoTime()));
        // A file that grows has no further planes: they are made when the picture is done.
        growing = config.render().tiled() && config.render().planes().isEmpty()
            ? config.outputs().stream().filter(PictureFiles::isExr).toList() : List.of();
        files = growing.isEmpty() ? Optional.empty()
            : Optional.of(new GrowingFiles(growing, config.settings(), head.region(), writer));
        growing.forEach(path -> log.accept("tiles that are done are in " + ExrTiles.partOf(path)));
    }

    /** Of an earlier run; to be handed over. */
    List<TileResult> done() {
        return done;
    }

    RenderAmount fromSnapshot() {
        return fromSnapshot;
    }

    /** The session shows the picture now: what is complete from the start is written. */
    void begin(final Session session) {
        final TileGrid grid = config.settings().grid();
        for (int tile = 0; tile < grid.tileCount() && files.isPresent(); tile++) {
            if (session.isComplete(tile)) {
                files.get().onComplete(tile);
            }
        }
    }

    void onTile(final Session session, final int tile) {
        keeper.ifPresent(k -> k.onTile(tile));
        if (files.isPresent() && session.isComplete(tile)) {
            files.get().onComplete(tile);
        }
    }

    void look(final Session session, final long nowNs) {
        keeper.ifPresent(k -> k.look(tile -> result(session, tile), nowNs));
        files.ifPresent(f -> f.look(session::sums, tile -> session.accepted(tile).size()));
    }

    /** A tile as it is at this moment, or null. */
    private static @Nullable TileResult result(final Session session, final int tile) {
        final TileSums sums = session.sums(tile);
        return sums == null ? null
            : new TileResult(tile, session.accepted(tile), sums, session.checkpoint(tile));
    }

    /** All is written, as soon as {@link #look} has been called until {@link #isDone}. */
    void finish() {
        keeper.ifPresent(SnapshotKeeper::finish);
    }

    boolean isDone() {
        return keeper.map(SnapshotKeeper::isDone).orElse(true) && files.map(GrowingFiles::isDone).orElse(true);
    }

    /** The outputs that have grown; they get their names now. */
    List<Path> complete() {
        files.ifPresent(GrowingFiles::close);
        return growing;
    }

    /** Why the snapshot lacks something, when all is done. */
    Optional<Problem> problem() {
        return keeper.flatMap(SnapshotKeeper::problem);
    }

    /** The picture was not finished. */
    void abandon() {
        files.ifPresent(GrowingFiles::close);
        growing.forEach(path -> log.accept("the tiles that were done stay in " + ExrTiles.partOf(path)));
        config.render().snapshot().filter(file -> problem().isEmpty())
            .ifPresent(file -> log.accept("go on later with the same command: " + file + " has all samples so far"));
    }

    @Override
    public void close() {
        writer.shutdown();
    }
}
