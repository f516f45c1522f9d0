package org.umbel.node.role;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.umbel.codec.scene.PictureSettings;
import org.umbel.codec.tile.PixelRegion;
import org.umbel.codec.tile.TileGrid;
import org.umbel.codec.tile.TileSums;
import org.umbel.node.output.ExrTiles;
import org.umbel.node.output.PixelRows;
import org.umbel.node.output.SumsPicture;
import org.umbel.topology.Problem;
import org.umbel.topology.ProblemException;

/**
 * The EXR files of a tiled render: each grows by a tile as soon as that is complete. A bounded number of tiles is float
 * at any time; the exact sums stay the session's. Methods are for the node's thread; the executor, one thread, writes.
 */
final class GrowingFiles {
    /** Tiles on their way to the files: under a megabyte. */
    private static final int IN_FLIGHT_MAX = 64;

    private final List<Path> paths;
    private final PictureSettings settings;
    private final TileGrid grid;
    private final PixelRegion region;
    private final Executor executor;
    private final List<ExrTiles> files = new ArrayList<>();
    /** Tiles of the picture that are complete. */
    private final BitSet complete = new BitSet();
    /** Tiles of the files, which begin at the region's corner: those that can be written, and those that have been. */
    private final BitSet due = new BitSet();
    private final BitSet taken = new BitSet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<IOException> failure = new AtomicReference<>();

    /**
     * Begins the files.
     *
     * @param paths    .exr
     * @param region   the pixels that are written
     * @param executor one thread
     */
    GrowingFiles(final List<Path> paths, final PictureSettings settings, final PixelRegion region,
                 final Executor executor) {
        this.paths = paths;
        this.settings = settings;
        this.grid = settings.grid();
        this.region = region;
        this.executor = executor;
        final PixelRows.Frame frame = new PixelRows.Frame(region.x(), region.y(), grid.width(), grid.height());
        for (final Path path : paths) {
            try {
                files.add(ExrTiles.create(path, region.width(), region.height(), frame));
            } catch (final IOException e) {
                throw problem(e);
            }
        }
    }

    private int columns() {
        return (region.width() + ExrTiles.EDGE - 1) / ExrTiles.EDGE;
    }

    private int rows() {
        return (region.height() + ExrTiles.EDGE - 1) / ExrTiles.EDGE;
    }

    /** All samples of a tile of the picture are there. */
    void onComplete(final int tile) {
        if (complete.get(tile) || !region.touches(grid, tile)) {
            return;
        }
        complete.set(tile);
        final int left = (Math.max(grid.x(tile), region.x()) - region.x()) / ExrTiles.EDGE;
        final int top = (Math.max(grid.y(tile), region.y()) - region.y()) / ExrTiles.EDGE;
        final int right = Math.min(columns() - 1, (grid.x(tile) + TileSums.TILE_EDGE - 1 - region.x()) / ExrTiles.EDGE);
        final int bottom = Math.min(rows() - 1, (grid.y(tile) + TileSums.TILE_EDGE - 1 - region.y()) / ExrTiles.EDGE);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                final int fileTile = row * columns() + column;
                if (!taken.get(fileTile) && isComplete(pixels(fileTile))) {
                    due.set(fileTile);
                }
            }
        }
    }

    private boolean isComplete(final PixelRegion pixels) {
        final int first = pixels.x() / TileSums.TILE_EDGE;
        final int last = (pixels.x() + pixels.width() - 1) / TileSums.TILE_EDGE;
        for (int row = pixels.y() / TileSums.TILE_EDGE;
             row <= (pixels.y() + pixels.height() - 1) / TileSums.TILE_EDGE; row++) {
            for (int column = first; column <= last; column++) {
                if (!complete.get(row * grid.columns() + column)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The pixels of the picture that a tile of the files shows. */
    private PixelRegion pixels(final int fileTile) {
        final int x = fileTile % columns() * ExrTiles.EDGE;
        final int y = fileTile / columns() * ExrTiles.EDGE;
        return new PixelRegion(region.x() + x, region.y() + y, Math.min(ExrTiles.EDGE, region.width() - x),
            Math.min(ExrTiles.EDGE, region.height() - y));
    }

    /**
     * Hands over some of the tiles that are due.
     *
     * @param sums    of a tile
     * @param samples that they are over
     */
    void look(final IntFunction<TileSums> sums, final IntUnaryOperator samples) {
        for (int fileTile = due.nextSetBit(0); fileTile >= 0 && inFlight.get() < IN_FLIGHT_MAX;
             fileTile = due.nextSetBit(fileTile)) {
            due.clear(fileTile);
            taken.set(fileTile);
            inFlight.incrementAndGet();
            final float[] rgb = means(sums, samples, pixels(fileTile));
            final int number = fileTile;
            executor.execute(() -> write(number, rgb));
        }
    }

    private float[] means(final IntFunction<TileSums> sums, final IntUnaryOperator samples, final PixelRegion pixels) {
        final SumsPicture means = new SumsPicture(grid, pixels, settings.fractionBits(), sums, samples);
        final float[] rgb = new float[TileSums.CHANNELS * pixels.width() * pixels.height()];
        for (int y = 0; y < pixels.height(); y++) {
            means.line(y, 0, pixels.width(), rgb, TileSums.CHANNELS * y * pixels.width());
        }
        return rgb;
    }

    private void write(final int fileTile, final float[] rgb) {
        try {
            for (final ExrTiles file : files) {
                file.write(fileTile, rgb);
            }
        } catch (final IOException e) {
            failure.compareAndSet(null, e);
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** Whether all that was handed over is in the files. */
    boolean isDone() {
        return due.isEmpty() && inFlight.get() == 0;
    }

    /**
     * Gives whole files their names; others stay beside them. Only when {@link #isDone}, or when nothing more matters.
     *
     * @throws ProblemException when something could not be written
     */
    void close() {
        IOException failed = failure.get();
        for (final ExrTiles file : files) {
            try {
                file.close();
            } catch (final IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw problem(failed);
        }
    }

    private ProblemException problem(final IOException e) {
        return new ProblemException(paths.stream()
            .map(path -> Problem.of(path.toString(), "cannot be written: " + e, "")).toList());
    }
}
